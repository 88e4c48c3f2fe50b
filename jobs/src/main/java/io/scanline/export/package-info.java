/**
 * Hands out a table as files for other programs and for people. Reads any one table of the lake, writes CSV, JSON Lines or
 * Parquet outside it.
 */
package io.scanline.export;
