package io.scanline.compare;

import static org.apache.spark.sql.functions.col;

import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;

/** What stands beside each other in a comparison: a period itself, and the bases that some comparison needs. */
enum Side {
    NOW(0),
    WEEK_1(7),
    WEEK_2(14),
    WEEK_3(21),
    WEEK_4(28),
    /** The thirteen weeks before, added up. */
    WEEKS_13(7),
    /** 52 weeks before. */
    YEAR(HolidayMatches.YEAR),
    /** The same week of the retail year before. */
    RETAIL_YEAR(HolidayMatches.YEAR),
    /** The year before, moved so that the same holidays meet. */
    HOLIDAY(HolidayMatches.YEAR),
    /** What was forecast of the period itself. */
    FORECAST(0);

    static final List<Side> ALL = List.of(values());

    /** The bases: all but NOW. */
    static final List<Side> PAST = ALL.subList(1, ALL.size());

    private static final int QUARTER = 13;

    private final int usualDays;

    Side(int usualDays) {
        this.usualDays = usualDays;
    }

    /** Days from the base, or its nearest, to the period where no calendar says otherwise. */
    int usualDays() {
        return usualDays;
    }

    /** How many periods are added up; each has a number from 0 on, its point. */
    int points() {
        return this == WEEKS_13 ? QUARTER : 1;
    }

    /** The number that has a bit for each point. */
    int allPoints() {
        return (1 << points()) - 1;
    }

    /** The column that holds a value of this side beside those of the others. */
    String column(String value) {
        return value + "_" + name();
    }

    /** A value of this side, where those of a side are packed into one column. */
    Column value(String value) {
        return col(name()).getField(value);
    }

    static Stream<Side> past() {
        return PAST.stream();
    }
}
