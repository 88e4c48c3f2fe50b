package io.scanline.ingest;

import java.util.ArrayList;
import java.util.List;

/** The rules that a line breaks, in the order in which they were met. One object serves line after line. */
final class LineProblems {
    private static final int LONGEST_VALUE = 60;

    private final List<String> reasons = new ArrayList<>();
    private int count;
    private final StringBuilder message = new StringBuilder();
    private String field;

    void clear() {
        reasons.clear();
        message.setLength(0);
        field = null;
        count = 0;
    }

    void add(String reason, String atField, String what) {
        count++;
        if (!reasons.contains(reason)) {
            reasons.add(reason);
        }
        field = field == null ? atField : field;
        message.append(message.length() == 0 ? "" : "; ")
                .append(atField == null ? "" : atField + ": ")
                .append(what);
    }

    boolean any() {
        return !reasons.isEmpty();
    }

    int count() {
        return count;
    }

    List<String> reasons() {
        return List.copyOf(reasons);
    }

    /** The first field at fault; null where the whole line is. */
    String field() {
        return field;
    }

    String message() {
        return CardNumbers.mask(message.toString());
    }

    /** A value as a message shows it: quoted, cut where it is long. */
    static String shown(Object value) {
        String text = String.valueOf(value);
        return "'" + (text.length() > LONGEST_VALUE ? text.substring(0, LONGEST_VALUE) + "..." : text) + "'";
    }
}
