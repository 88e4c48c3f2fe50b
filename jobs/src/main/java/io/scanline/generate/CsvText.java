package io.scanline.generate;

/** Values as CSV fields (RFC 4180). */
final class CsvText {
    private CsvText() {}

    /** The value as a field: empty for null, in quotes where it holds a separator, a quote or a line's end. */
    static String quoted(String value) {
        if (value == null) {
            return "";
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == ',' || c == '"' || c == '\n' || c == '\r') {
                return '"' + value.replace("\"", "\"\"") + '"';
            }
        }
        return value;
    }

    /** A row of fields without a line's end; null is an empty field. */
    static String row(Object... values) {
        StringBuilder row = new StringBuilder(80);
        for (int i = 0; i < values.length; i++) {
            if (i > 0) {
                row.append(',');
            }
            row.append(values[i] == null ? "" : quoted(values[i].toString()));
        }
        return row.toString();
    }

    /** Hundredths as a decimal. */
    static String hundredths(long value) {
        Bytes text = new Bytes();
        text.putHundredths(value);
        return text.text();
    }

    /** Thousandths as a decimal. */
    static String thousandths(long value) {
        Bytes text = new Bytes();
        text.putThousandths(value);
        return text.text();
    }
}
