package io.scanline.detect;

import java.util.Locale;

/**
 * Why an event no longer stands: what its hours say now. Figures are those of its metric over its window.
 *
 * @param hours hours of the window that have data or should have
 * @param expected what would be usual there now
 * @param teller event_id of the event that tells of these hours now; null where none does
 * @param tellerKind its kind
 * @param headline the sentence that the event had
 */
record Retraction(
        Kind kind,
        String currency,
        long hours,
        double actual,
        double expected,
        String teller,
        String tellerKind,
        String headline) {

    /** The sentence that the event has from now on. */
    String told() {
        return "Taken back: " + reason() + ". It read: " + headline;
    }

    private String reason() {
        if (teller != null) {
            return String.format(
                    "event %s (%s) tells of these hours now",
                    teller, tellerKind.toLowerCase(Locale.ROOT).replace('_', ' '));
        }
        if (hours == 0) {
            return "its hours are not in the data any more";
        }
        String now = amount(actual);
        return switch (kind) {
            case DATA_LATE ->
                actual > 0
                        ? "the missing data has come in, " + now + " where " + amount(expected) + " were expected"
                        : "nothing is missing from its hours any more";
            case DATA_DUPLICATE -> "its hours no longer repeat those of a day before, and have " + now + " now";
            default ->
                "its hours have " + now + " now, where " + amount(expected)
                        + " would be usual, which is not unusual enough";
        };
    }

    private String amount(double value) {
        String unit =
                switch (kind) {
                    case TRAFFIC_CHANGE -> "baskets";
                    case VOID_SPIKE -> "voided lines";
                    default -> currency;
                };
        return Story.amount(value) + " " + unit;
    }
}
