package io.scanline.ingest;

import java.io.Serializable;

/**
 * How to read a text source. JSON Lines uses {@code encoding} only, Parquet none of them.
 *
 * @param header whether the first line of a CSV file names its columns; without it they are {@code _c0, _c1, ...}
 * @param separator character between two CSV fields
 * @param quote character around a CSV field that has separators; doubled inside the field it stands for itself
 * @param encoding UTF-8, ISO-8859-1 or windows-1252
 * @param multiline whether a quoted CSV field may hold line breaks
 */
record ReaderOptions(boolean header, char separator, char quote, String encoding, boolean multiline)
        implements Serializable {
    static final ReaderOptions DEFAULT = new ReaderOptions(true, ',', '"', "UTF-8", false);
}
