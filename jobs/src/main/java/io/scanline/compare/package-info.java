/**
 * Compares every hour, day and retail week with the right past, for all stores and like for like, from single stores up to the chain,
 * and bridges each retail week from its sales a year before. Reads hourly_sales, sales_lines and stores; writes trend_comparisons
 * and growth_bridges.
 */
package io.scanline.compare;
