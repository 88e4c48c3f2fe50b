/**
 * Compares every hour, day, retail week and period to date with the right past, for all stores and like for like, from single stores
 * up to the chain, and with what was forecast of it, and bridges each retail week from its sales a year before. Reads hourly_sales,
 * sales_lines, stores, holidays, and where there are forecasts these, demand_history, products, prices and promotions; writes
 * trend_comparisons and growth_bridges.
 */
package io.scanline.compare;
