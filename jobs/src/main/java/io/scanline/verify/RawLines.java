package io.scanline.verify;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;

/**
 * Reads a text byte by byte into lines, which end with LF, CR LF, CR or the text. Memory is bounded: of a line longer than
 * {@link #LONGEST} the rest is read past.
 */
final class RawLines {
    /** Longest line that the contract takes in, bytes. */
    static final int LONGEST = 64 * 1024;

    private final InputStream in;
    private final int quote;
    private final byte[] buffer = new byte[1 << 16];
    private final byte[] line = new byte[LONGEST];
    private int at;
    private int end;
    private int length;
    private boolean tooLong;
    private long number;
    private long breaksInside;

    /** @param quote the quote inside which line breaks belong to the line; negative where they never do */
    RawLines(InputStream in, int quote) throws IOException {
        this.in = in;
        this.quote = quote;
        end = in.readNBytes(buffer, 0, buffer.length);
        boolean mark = end >= 3 && buffer[0] == (byte) 0xEF && buffer[1] == (byte) 0xBB && buffer[2] == (byte) 0xBF;
        at = mark ? 3 : 0;
    }

    boolean next() throws IOException {
        number += 1 + breaksInside;
        length = 0;
        tooLong = false;
        breaksInside = 0;
        boolean begun = false;
        boolean quoted = false;
        while (more()) {
            byte b = buffer[at++];
            begun = true;
            if (b == quote) {
                quoted = !quoted;
            }
            if (b != '\n' && b != '\r') {
                keep(b);
                continue;
            }
            if (b == '\r' && more() && buffer[at] == '\n') {
                at++;
            }
            if (!quoted) {
                return true;
            }
            breaksInside++;
            keep((byte) '\n');
        }
        return begun;
    }

    private void keep(byte b) {
        if (length == LONGEST) {
            tooLong = true;
        } else {
            line[length++] = b;
        }
    }

    private boolean more() throws IOException {
        if (at == end) {
            at = 0;
            end = Math.max(0, in.read(buffer, 0, buffer.length));
        }
        return at < end;
    }

    /** Line that the current one starts on, 1-based. */
    long number() {
        return number;
    }

    boolean tooLong() {
        return tooLong;
    }

    /** Whether the line has nothing but spaces and tabs. */
    boolean blank() {
        for (int i = 0; i < length; i++) {
            if (line[i] != ' ' && line[i] != '\t') {
                return false;
            }
        }
        return true;
    }

    String text(Charset charset) {
        return new String(line, 0, length, charset);
    }
}
