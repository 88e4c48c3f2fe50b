package io.scanline.verify;

import java.util.ArrayList;
import java.util.List;

/** One CSV line cut into its fields, character by character (RFC 4180). */
final class CsvRecord {
    private CsvRecord() {}

    /** The fields; null where a quoted field does not end as one. */
    static List<String> split(String line, char separator, char quote) {
        List<String> fields = new ArrayList<>();
        int at = 0;
        while (true) {
            StringBuilder field = new StringBuilder();
            if (at < line.length() && line.charAt(at) == quote) {
                at = readQuoted(line, at + 1, quote, field);
                if (at < 0 || (at < line.length() && line.charAt(at) != separator)) {
                    return null;
                }
            } else {
                int end = line.indexOf(separator, at);
                end = end < 0 ? line.length() : end;
                field.append(line, at, end);
                at = end;
            }
            fields.add(field.toString());
            if (at == line.length()) {
                return fields;
            }
            at++;
        }
    }

    /** Reads up to the closing quote; gives the place behind it, or -1 where there is none. */
    private static int readQuoted(String line, int from, char quote, StringBuilder into) {
        int at = from;
        while (at < line.length()) {
            char c = line.charAt(at++);
            if (c != quote) {
                into.append(c);
            } else if (at < line.length() && line.charAt(at) == quote) {
                into.append(quote);
                at++;
            } else {
                return at;
            }
        }
        return -1;
    }
}
