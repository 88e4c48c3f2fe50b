/**
 * Reads hourly_sales of single stores with stores, store_closures, holidays, local_events and promotions.
 * Writes unusual_events: the few hours that differ from what the past leads one to expect, the highest node that explains each.
 */
package io.scanline.detect;
