/** Tables and charts for notebooks, as HTML. Reads the few rows that it is given to show, writes nothing. */
package io.scanline.notebook;
