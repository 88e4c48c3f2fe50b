/**
 * What more executors bring, measured, explained and foretold: runs jobs on a cluster, one after the other or several at once, reads
 * Spark's event logs, fits the laws of scaling, and simulates other clusters and volumes. Reads runs, scale_runs, sales_lines,
 * hourly_sales and stores; writes scale_runs and the runs that it simulates.
 */
package io.scanline.scale;
