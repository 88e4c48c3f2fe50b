/**
 * Takes in files from outside: reads sales logs and reference files of any layout that a profile describes. Writes
 * sales_lines, the reference tables, quarantined_lines, corrections and the file ledger ingest_files.
 */
package io.scanline.ingest;
