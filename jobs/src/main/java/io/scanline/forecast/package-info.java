/**
 * Demand per store, item and day, what it will be, and how well that was foretold before.
 * Reads sales_lines, stock_positions and the reference tables; writes demand_history, forecasts, forecast_models and
 * forecast_scores.
 */
package io.scanline.forecast;
