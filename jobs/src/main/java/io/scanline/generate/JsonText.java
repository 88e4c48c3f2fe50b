package io.scanline.generate;

import io.scanline.table.SalesLines;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** A log line as a JSON object: numbers as numbers where they are numbers, everything else as text. */
final class JsonText {
    private static final Set<String> NUMBERS = Set.of(
            SalesLines.LINE_NUMBER,
            SalesLines.QUANTITY,
            SalesLines.UNIT_PRICE,
            SalesLines.GROSS_AMOUNT,
            SalesLines.DISCOUNT_AMOUNT,
            SalesLines.NET_AMOUNT,
            SalesLines.TAX_AMOUNT,
            SalesLines.LINE_VOIDED);
    private static final byte[][] KEYS = new byte[LineFields.NAMES.size()][];
    private static final boolean[] IS_NUMBER = new boolean[LineFields.NAMES.size()];

    static {
        for (int i = 0; i < KEYS.length; i++) {
            String name = LineFields.NAMES.get(i);
            KEYS[i] = ("\"" + name + "\":").getBytes(StandardCharsets.US_ASCII);
            IS_NUMBER[i] = NUMBERS.contains(name);
        }
    }

    private JsonText() {}

    /** Fields without a value are left out. */
    static void put(Bytes out, String[] fields) {
        out.put((byte) '{');
        boolean first = true;
        for (int i = 0; i < fields.length; i++) {
            if (fields[i] == null) {
                continue;
            }
            if (!first) {
                out.put((byte) ',');
            }
            first = false;
            out.put(KEYS[i]);
            if (IS_NUMBER[i] && isLiteral(fields[i])) {
                out.put(fields[i]);
            } else {
                putText(out, fields[i]);
            }
        }
        out.put((byte) '}');
    }

    private static boolean isLiteral(String value) {
        if (value.equals("true") || value.equals("false")) {
            return true;
        }
        for (int i = value.startsWith("-") ? 1 : 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c != '.' && (c < '0' || c > '9')) {
                return false;
            }
        }
        return !value.isEmpty();
    }

    private static void putText(Bytes out, String value) {
        out.put((byte) '"');
        out.put(value.replace("\\", "\\\\").replace("\"", "\\\"").getBytes(StandardCharsets.UTF_8));
        out.put((byte) '"');
    }
}
