/**
 * Replays reorder policies over the demand that came. Reads demand_history, supply_terms, products, prices, promotions, stores and
 * store_closures. Writes policy_scores.
 */
package io.scanline.simulate;
