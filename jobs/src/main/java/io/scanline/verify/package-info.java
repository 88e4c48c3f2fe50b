/**
 * Recounts the lake: reads ingest_files, sales_lines, quarantined_lines and corrections, the batches' plans, and the raw files
 * with a reader of its own. Writes nothing.
 */
package io.scanline.verify;
