/**
 * Proposes what each store orders. Reads forecasts, demand_history, stock_positions, open_orders, supply_terms, products, prices, stores
 * and store_closures. Writes reorder_proposals.
 */
package io.scanline.reorder;
