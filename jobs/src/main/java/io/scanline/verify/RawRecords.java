package io.scanline.verify;

import java.io.IOException;

/** The records of one raw file, taken one at a time, none left out. */
interface RawRecords {
    /** What a record is before anybody looks at its fields. */
    enum Kind {
        HEADER,
        BLANK,
        CONTENT
    }

    /** Moves to the next record; false where there is none. */
    boolean next() throws IOException;

    /** Line that the record starts on, 1-based; for Parquet its ordinal. */
    long number();

    Kind kind();

    /** The record's text; null where the format has none. */
    String text();

    /** What the record says; null where it cannot be split into fields, or is no content. */
    RawSale sale();
}
