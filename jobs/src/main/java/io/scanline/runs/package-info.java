/** Shows what ran on a lake. Reads runs, writes nothing. */
package io.scanline.runs;
