/**
 * One class per table of the lake: column names, schema with comments, key and layout; {@link io.scanline.table.Lake} says where the tables are.
 * Reads Delta tables at a version that is pinned for the whole run; writes nothing itself.
 */
package io.scanline.table;
