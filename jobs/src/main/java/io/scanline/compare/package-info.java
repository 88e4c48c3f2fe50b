/**
 * Compares every hour, day and retail week with the right past, for all stores and like for like, from single stores up to the chain.
 * Reads hourly_sales and stores; writes trend_comparisons.
 */
package io.scanline.compare;
