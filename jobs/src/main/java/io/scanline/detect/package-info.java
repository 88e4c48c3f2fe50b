/**
 * Reads hourly_sales of single stores with stores, store_closures, holidays, local_events, promotions and event_feedback; a replay
 * also sales_lines and ingest_files. Writes unusual_events: the few hours that differ from what the past leads one to expect, the
 * highest node that explains each; what later data does not bear out stays there as retracted. A replay writes nothing.
 */
package io.scanline.detect;
