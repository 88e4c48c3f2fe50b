package io.scanline.compare;

import static org.apache.spark.sql.functions.col;

import io.scanline.table.TrendComparisons;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;

/** A way to choose the base: its sides, the kinds of period that it is for, and the rule in words. */
enum Comparison {
    SAME_HOUR_LAST_WEEK(List.of(Side.WEEK_1), "%s 7 days before", Kinds.UP_TO_A_WEEK),
    MEDIAN_4_WEEKS(
            List.of(Side.WEEK_1, Side.WEEK_2, Side.WEEK_3, Side.WEEK_4),
            "median of %s 7, 14, 21 and 28 days before",
            Kinds.UP_TO_A_WEEK),
    MEAN_13_WEEKS(List.of(Side.WEEKS_13), "mean of %s 7, 14, ... 91 days before", Kinds.UP_TO_A_WEEK),
    LAST_YEAR_364(List.of(Side.YEAR), "%s 364 days (52 weeks) before", EnumSet.allOf(PeriodKind.class)),
    LAST_YEAR_RETAIL(
            List.of(Side.RETAIL_YEAR),
            "%s of the retail year before, restated where that had 53 weeks",
            EnumSet.complementOf(EnumSet.of(PeriodKind.MTD, PeriodKind.QTD, PeriodKind.YTD))),
    LAST_YEAR_HOLIDAY(
            List.of(Side.HOLIDAY),
            "%s a year before, moved so that the same holidays meet",
            EnumSet.of(PeriodKind.HOUR, PeriodKind.DAY, PeriodKind.WEEK)),
    FORECAST(
            List.of(Side.FORECAST),
            "the newest forecast made before the period, at the prices expected for its days",
            EnumSet.complementOf(EnumSet.of(PeriodKind.HOUR)));

    /** Most sides that a comparison has. */
    static final int MOST_SIDES = 4;

    private final List<Side> sides;
    private final String rule;
    private final Set<PeriodKind> kinds;

    Comparison(List<Side> sides, String rule, Set<PeriodKind> kinds) {
        this.sides = sides;
        this.rule = rule;
        this.kinds = kinds;
    }

    /** Nearest first. */
    List<Side> sides() {
        return sides;
    }

    /** {@link Side#usualDays} of a side, by its place from 1 on; null where there is none. */
    Integer usualDays(int place) {
        return place <= sides.size() ? sides.get(place - 1).usualDays() : null;
    }

    Set<PeriodKind> kinds() {
        return kinds;
    }

    String rule(PeriodKind kind) {
        return String.format(rule, kind.matched());
    }

    /** Base periods that it has where nothing is missing. */
    int points() {
        return sides.stream().mapToInt(Side::points).sum();
    }

    /** Whether a row is of this comparison. */
    Column isThis() {
        return col(TrendComparisons.COMPARISON).equalTo(name());
    }

    private static final class Kinds {
        static final Set<PeriodKind> UP_TO_A_WEEK =
                EnumSet.of(PeriodKind.HOUR, PeriodKind.DAY, PeriodKind.WEEK, PeriodKind.WTD);
    }
}
