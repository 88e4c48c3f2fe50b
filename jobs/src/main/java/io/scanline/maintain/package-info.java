/**
 * Looks after the lake's files: puts small files together, removes what no kept version needs, lets old days go, erases a customer.
 * Reads and writes every table of the lake; sums and counts of kept rows stay as they are.
 */
package io.scanline.maintain;
