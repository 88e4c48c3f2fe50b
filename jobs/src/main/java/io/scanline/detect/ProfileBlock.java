package io.scanline.detect;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.sql.Date;
import java.time.LocalDate;
import org.apache.spark.sql.Column;

/**
 * Four weeks, always the same ones, whose days lean on one profile of their region: that of the twelve weeks before them. So a
 * day's profile depends on no other day that a run scores, and a long run needs few profiles.
 *
 * @param firstDay epoch day of its first Monday
 */
record ProfileBlock(long firstDay) {
    static final int DAYS = 28;
    static final int POOLED_DAYS = 84;
    /** 29 December 1969. */
    private static final long A_MONDAY = -3;

    static long firstDayOf(long epochDay) {
        return Math.floorDiv(epochDay - A_MONDAY, (long) DAYS) * DAYS + A_MONDAY;
    }

    /** Its first day where the date is one of those that its profile is made from, else null. */
    Column whenPooled(Column date) {
        LocalDate first = LocalDate.ofEpochDay(firstDay);
        return when(
                date.geq(lit(Date.valueOf(first.minusDays(POOLED_DAYS)))).and(date.lt(lit(Date.valueOf(first)))),
                lit(firstDay));
    }
}
