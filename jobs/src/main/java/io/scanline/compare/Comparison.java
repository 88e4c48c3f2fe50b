package io.scanline.compare;

import java.util.List;

/** A way to choose the base: its lags, and the rule in words for each kind of period. */
enum Comparison {
    SAME_HOUR_LAST_WEEK(List.of(Lag.WEEK_1), "%s 7 days before"),
    MEDIAN_4_WEEKS(
            List.of(Lag.WEEK_1, Lag.WEEK_2, Lag.WEEK_3, Lag.WEEK_4), "median of %s 7, 14, 21 and 28 days before"),
    LAST_YEAR_364(List.of(Lag.YEAR), "%s 364 days (52 weeks) before");

    /** Most base periods that a comparison has. */
    static final int MOST_POINTS = 4;

    private final List<Lag> lags;
    private final String rule;

    Comparison(List<Lag> lags, String rule) {
        this.lags = lags;
        this.rule = rule;
    }

    /** Nearest first. */
    List<Lag> lags() {
        return lags;
    }

    String rule(PeriodKind kind) {
        return String.format(rule, kind.matched());
    }
}
