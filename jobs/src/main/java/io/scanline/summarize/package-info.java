/**
 * Keeps hourly sales of every store, region, country and the chain, with and without department, for the hours whose lines changed.
 * Reads sales_lines, stores, store_closures and fx_rates; writes hourly_sales.
 */
package io.scanline.summarize;
