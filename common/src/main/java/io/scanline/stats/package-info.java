/** Plain maths over arrays of double, without Spark. Reads and writes no table. */
package io.scanline.stats;
