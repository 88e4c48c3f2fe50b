/**
 * Proposes what each store orders. Reads forecasts, demand_history, stock_positions, open_orders, supply_terms, products, prices, stores,
 * store_closures, and of earlier proposals proposal_decisions. Writes reorder_proposals and decision_scores.
 */
package io.scanline.reorder;
