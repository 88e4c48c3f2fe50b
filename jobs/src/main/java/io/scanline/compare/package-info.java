/**
 * Compares every hour, day, retail week and period to date with the right past, for all stores and like for like, from single stores
 * up to the chain, and bridges each retail week from its sales a year before. Reads hourly_sales, sales_lines, stores and holidays;
 * writes trend_comparisons and growth_bridges.
 */
package io.scanline.compare;
