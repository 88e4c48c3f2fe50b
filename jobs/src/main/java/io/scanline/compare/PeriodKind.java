package io.scanline.compare;

/** A kind of period. Weeks are those of the 4-5-4 retail calendar: they start on Sunday. */
enum PeriodKind {
    HOUR("the same local hour", 3_600),
    DAY("the same weekday", 86_400),
    WEEK("the retail week", 7 * 86_400);

    private final String matched;
    private final int seconds;

    PeriodKind(String matched, int seconds) {
        this.matched = matched;
        this.seconds = seconds;
    }

    /** What is matched between a period and its base. */
    String matched() {
        return matched;
    }

    int seconds() {
        return seconds;
    }
}
