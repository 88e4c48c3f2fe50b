/**
 * Reads hourly_sales, trend_comparisons, growth_bridges, unusual_events, reorder_proposals, policy_scores, forecasts, demand_history, forecast_scores, the
 * ledgers and the reference tables. Writes no table: one HTML file that needs nothing else to be read.
 */
package io.scanline.report;
