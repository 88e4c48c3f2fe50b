package io.scanline.ingest;

import java.io.IOException;
import java.io.InputStream;

/**
 * Cuts a stream of bytes into lines. A line ends with LF, CR LF or CR, or with the stream. Memory is bounded: of a line longer
 * than {@link #LONGEST} only the beginning is kept, and the rest is read past.
 */
final class LineReader {
    /** Longest line that is taken in, bytes. */
    static final int LONGEST = 64 * 1024;

    private static final int CHUNK = 256 * 1024;

    private final InputStream in;
    private final byte quote;
    private final boolean quotedBreaks;
    private long left;
    private final byte[] buffer = new byte[CHUNK + 2 * LONGEST];
    private int position;
    private int filled;
    private boolean atEnd;

    private int start;
    private int length;
    private boolean tooLong;
    private boolean ascii;
    private boolean quoted;
    private boolean blankBehind;
    private long breaksInside;

    /**
     * @param limit bytes to read at most
     * @param quotedBreaks whether a line break inside quotes belongs to the line
     */
    LineReader(InputStream in, long limit, byte quote, boolean quotedBreaks) {
        this.in = in;
        this.left = limit;
        this.quote = quote;
        this.quotedBreaks = quotedBreaks;
    }

    /** Moves to the next line; false where there is none. */
    boolean next() throws IOException {
        start = position;
        tooLong = false;
        blankBehind = true;
        breaksInside = 0;
        boolean insideQuotes = false;
        int bits = 0;
        int quotes = 0;
        while (position < filled || fill()) {
            byte b = buffer[position++];
            bits |= b;
            if (b == quote) {
                quotes++;
                insideQuotes = quotedBreaks && !insideQuotes;
            } else if (b == '\n' || b == '\r') {
                int content = position - start - 1;
                skipLineFeedAfter(b);
                if (!insideQuotes) {
                    return finish(content, bits, quotes);
                }
                breaksInside++;
            }
            if (position - start > LONGEST + 1) {
                return readPast(insideQuotes, bits, quotes);
            }
        }
        return position > start && finish(position - start, bits, quotes);
    }

    /** Reads to the end of a line that is too long, and keeps its first {@link #LONGEST} bytes. */
    private boolean readPast(boolean quotesOpen, int bits, int quotes) throws IOException {
        boolean insideQuotes = quotesOpen;
        tooLong = true;
        while (position < filled || refillBehindBeginning()) {
            byte b = buffer[position++];
            if (b == '\n' || b == '\r') {
                skipLineFeedAfter(b);
                if (!insideQuotes) {
                    break;
                }
                breaksInside++;
                continue;
            }
            blankBehind &= b == ' ' || b == '\t';
            if (b == quote) {
                insideQuotes = quotedBreaks && !insideQuotes;
            }
        }
        return finish(LONGEST, bits, quotes);
    }

    private boolean refillBehindBeginning() throws IOException {
        position = start + LONGEST;
        filled = position;
        return fill();
    }

    private void skipLineFeedAfter(byte end) throws IOException {
        if (end == '\r' && (position < filled || fill()) && buffer[position] == '\n') {
            position++;
        }
    }

    private boolean finish(int content, int bits, int quotes) {
        tooLong |= content > LONGEST;
        length = Math.min(content, LONGEST);
        ascii = bits >= 0;
        quoted = quotes > 0;
        return true;
    }

    /** Reads more bytes behind those of the current line. */
    private boolean fill() throws IOException {
        if (atEnd || left == 0) {
            return false;
        }
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, filled - start);
            position -= start;
            filled -= start;
            start = 0;
        }
        int read = in.read(buffer, filled, (int) Math.min(Math.min(CHUNK, buffer.length - filled), left));
        if (read < 0) {
            atEnd = true;
            return false;
        }
        filled += read;
        left -= read;
        return true;
    }

    byte[] bytes() {
        return buffer;
    }

    int start() {
        return start;
    }

    /** Bytes of the line without its end; never more than {@link #LONGEST}. */
    int length() {
        return length;
    }

    boolean tooLong() {
        return tooLong;
    }

    /** Whether all bytes are below 128. */
    boolean ascii() {
        return ascii;
    }

    /** Whether the line has a zero byte, which no text has. */
    boolean holdsZero() {
        for (int i = start; i < start + length; i++) {
            if (buffer[i] == 0) {
                return true;
            }
        }
        return false;
    }

    /** Whether the line has a quote anywhere. */
    boolean quoted() {
        return quoted;
    }

    /** Line breaks inside the line's quotes. */
    long breaksInside() {
        return breaksInside;
    }

    /** Whether the line has nothing but spaces and tabs, also behind what is kept of it. */
    boolean blank() {
        if (!blankBehind) {
            return false;
        }
        for (int i = start; i < start + length; i++) {
            if (buffer[i] != ' ' && buffer[i] != '\t') {
                return false;
            }
        }
        return true;
    }

    /** Drops a byte order mark; call it on a file's first line. */
    void skipByteOrderMark() {
        if (length >= 3
                && (buffer[start] & 0xFF) == 0xEF
                && (buffer[start + 1] & 0xFF) == 0xBB
                && (buffer[start + 2] & 0xFF) == 0xBF) {
            start += 3;
            length -= 3;
        }
    }
}
