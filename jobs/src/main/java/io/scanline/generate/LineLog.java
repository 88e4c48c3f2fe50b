package io.scanline.generate;

import io.scanline.generate.GenerateOptions.LogFormat;
import java.io.Closeable;
import java.io.IOException;

/** One file of the sales log, being written. */
interface LineLog extends Closeable {
    /** Writes a line as it is. */
    void write(SalesLine line) throws IOException;

    /** Writes a line from its fields; the instant serves formats that hold typed times. */
    void write(String[] fields, long soldAtEpochSecond) throws IOException;

    /** Writes the bytes of one line of a text log. */
    void writeRaw(byte[] line) throws IOException;

    /** The bytes that {@link #write(String[], long)} would write for these fields, without the line's end. */
    byte[] render(String[] fields);

    /** Number of the line written last: 1-based, a header included. */
    long lineNumber();

    LogFormat format();
}
