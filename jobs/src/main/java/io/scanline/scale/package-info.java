/**
 * What more executors bring, measured, explained and foretold: runs jobs on a cluster, reads Spark's event logs, fits the laws of
 * scaling, and simulates other clusters and volumes. Reads runs and scale_runs; writes scale_runs and the runs that it simulates.
 */
package io.scanline.scale;
