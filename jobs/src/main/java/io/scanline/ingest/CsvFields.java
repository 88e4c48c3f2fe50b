package io.scanline.ingest;

import java.nio.charset.Charset;

/** Splits one CSV line into its fields by RFC 4180. Keeps no state between lines. */
final class CsvFields {
    /** What {@link #split} returns where quotes do not match. */
    static final int UNBALANCED = -1;

    private final byte separator;
    private final byte quote;

    CsvFields(ReaderOptions options) {
        this.separator = (byte) options.separator();
        this.quote = (byte) options.quote();
    }

    /**
     * Splits {@code length} bytes from {@code start}.
     *
     * @param into gets the first fields, as many as fit; an empty field without quotes is null
     * @return how many fields the line has, or {@link #UNBALANCED}
     */
    int split(byte[] bytes, int start, int length, boolean quoted, Charset charset, String[] into) {
        return quoted
                ? splitQuoted(bytes, start, start + length, charset, into)
                : splitPlain(bytes, start, start + length, charset, into);
    }

    private int splitPlain(byte[] bytes, int start, int end, Charset charset, String[] into) {
        int count = 0;
        int from = start;
        for (int i = start; i <= end; i++) {
            if (i == end || bytes[i] == separator) {
                put(into, count++, text(bytes, from, i, charset));
                from = i + 1;
            }
        }
        return count;
    }

    private int splitQuoted(byte[] bytes, int start, int end, Charset charset, String[] into) {
        int count = 0;
        int at = start;
        while (true) {
            if (at < end && bytes[at] == quote) {
                int close = closing(bytes, at + 1, end);
                if (close < 0 || (close + 1 < end && bytes[close + 1] != separator)) {
                    return UNBALANCED;
                }
                put(into, count++, unquoted(bytes, at + 1, close, charset));
                at = close + 1;
            } else {
                int stop = at;
                int quotes = 0;
                while (stop < end && bytes[stop] != separator) {
                    quotes += bytes[stop++] == quote ? 1 : 0;
                }
                if (quotes % 2 != 0) {
                    return UNBALANCED;
                }
                put(into, count++, text(bytes, at, stop, charset));
                at = stop;
            }
            if (at >= end) {
                return count;
            }
            at++; // the separator
            if (at == end) {
                put(into, count++, null);
                return count;
            }
        }
    }

    /**
     * The line with nothing in some of its fields.
     *
     * @param line a line that can be split
     * @param emptied by field, whether it is emptied
     */
    String without(String line, boolean[] emptied) {
        StringBuilder kept = new StringBuilder(line.length());
        int start = 0;
        for (int field = 0; ; field++) {
            int end = fieldEnd(line, start);
            if (!emptied[field]) {
                kept.append(line, start, end);
            }
            if (end == line.length()) {
                return kept.toString();
            }
            kept.append(line.charAt(end));
            start = end + 1;
        }
    }

    /** Where the field that starts here ends: at a separator outside of quotes, or with the line. */
    private int fieldEnd(String line, int start) {
        if (start == line.length() || line.charAt(start) != quote) {
            int end = line.indexOf(separator, start);
            return end < 0 ? line.length() : end;
        }
        boolean open = true;
        for (int i = start + 1; i < line.length(); i++) {
            char c = line.charAt(i);
            open = open != (c == quote);
            if (c == separator && !open) {
                return i;
            }
        }
        return line.length();
    }

    private int closing(byte[] bytes, int from, int end) {
        for (int i = from; i < end; i++) {
            if (bytes[i] == quote) {
                if (i + 1 < end && bytes[i + 1] == quote) {
                    i++;
                } else {
                    return i;
                }
            }
        }
        return -1;
    }

    private String unquoted(byte[] bytes, int from, int to, Charset charset) {
        String text = new String(bytes, from, to - from, charset);
        String one = String.valueOf((char) quote);
        return text.indexOf(quote) < 0 ? text : text.replace(one + one, one);
    }

    private static String text(byte[] bytes, int from, int to, Charset charset) {
        return from == to ? null : new String(bytes, from, to - from, charset);
    }

    private static void put(String[] into, int index, String value) {
        if (index < into.length) {
            into[index] = value;
        }
    }
}
