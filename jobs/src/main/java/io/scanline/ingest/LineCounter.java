package io.scanline.ingest;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts lines by their ends in a stream of buffers, knowing nothing of fields: LF, CR LF or CR, outside quotes where the profile
 * lets fields hold line breaks. On the way it finds where a large plain file can be cut.
 */
final class LineCounter {
    private static final long RANGE = 32L << 20;
    private static final int BEGINNING = 256 * 1024;

    private final boolean divisible;
    private final boolean quotedBreaks;
    private final byte quote;
    private final List<ScannedFile.Range> ranges = new ArrayList<>();
    private final ByteArrayOutputStream beginning = new ByteArrayOutputStream();

    private long seen;
    private long lines;
    private long blank;
    private long physical;
    private boolean insideQuotes;
    private boolean afterReturn;
    private boolean lineOpen;
    private boolean lineBlank = true;
    private long rangeStart;
    private long rangeFirstLine = 1;

    LineCounter(SourceFile file, ReaderOptions options, Format format) {
        this.divisible = file.compression() == SourceFile.Compression.NONE && !options.multiline();
        this.quotedBreaks = options.multiline() && format == Format.CSV;
        this.quote = (byte) options.quote();
    }

    void add(byte[] bytes, int length) {
        if (beginning.size() < BEGINNING) {
            beginning.write(bytes, 0, Math.min(length, BEGINNING - beginning.size()));
        }
        int from = seen == 0 && startsWithMark(bytes, length) ? 3 : 0;
        for (int i = from; i < length; i++) {
            byte b = bytes[i];
            if (b > '\r' || b < 0) {
                if (b == quote && quotedBreaks) {
                    insideQuotes = !insideQuotes;
                }
                open(seen + i);
                afterReturn = false;
                lineBlank &= b == ' ';
            } else if (b == '\n' && afterReturn) {
                afterReturn = false;
            } else if (b == '\n' || b == '\r') {
                open(seen + i);
                afterReturn = b == '\r';
                end();
            } else {
                open(seen + i);
                afterReturn = false;
                lineBlank &= b == '\t';
            }
        }
        seen += length;
    }

    /** The line that this byte belongs to has begun. */
    private void open(long at) {
        if (lineOpen) {
            return;
        }
        if (divisible && at - rangeStart >= RANGE) {
            ranges.add(new ScannedFile.Range(rangeStart, at - rangeStart, rangeFirstLine));
            rangeStart = at;
            rangeFirstLine = physical + 1;
        }
        lineOpen = true;
    }

    private void end() {
        physical++;
        if (insideQuotes) {
            return;
        }
        lines++;
        blank += lineBlank ? 1 : 0;
        lineBlank = true;
        lineOpen = false;
    }

    void finish() {
        if (lineOpen) {
            insideQuotes = false;
            end();
        }
        long length = divisible ? seen - rangeStart : Long.MAX_VALUE;
        ranges.add(new ScannedFile.Range(rangeStart, length, rangeFirstLine));
    }

    private static boolean startsWithMark(byte[] bytes, int length) {
        return length >= 3 && (bytes[0] & 0xFF) == 0xEF && (bytes[1] & 0xFF) == 0xBB && (bytes[2] & 0xFF) == 0xBF;
    }

    /** Bytes of text seen so far. */
    long bytes() {
        return seen;
    }

    long lines() {
        return lines;
    }

    long blank() {
        return blank;
    }

    List<ScannedFile.Range> ranges() {
        return List.copyOf(ranges);
    }

    /** The first bytes of the text, 256 KiB at most. */
    byte[] beginning() {
        return beginning.toByteArray();
    }
}
