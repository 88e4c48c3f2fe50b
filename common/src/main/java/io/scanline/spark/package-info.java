/**
 * How every job runs on Spark: the session, the run and its ledger, contract checks, progress, and the one way to write a table.
 * Reads the run ledger; writes tables for the jobs, and the ledger.
 */
package io.scanline.spark;
