package io.scanline.compare;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.lit;

import io.scanline.calendar.CalendarColumns;
import io.scanline.table.GrowthBridges;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The retail weeks to bridge, each with the week 364 days before, which has the same weekdays.
 *
 * @param starts Sundays of weeks that are over
 */
record BridgeWeeks(Set<LocalDate> starts) {
    static final int LAG = 364;
    /** Whether a row is of the base week. */
    static final String IN_BASE = "in_base";

    private static final int DAYS = 7;

    /** Of the weeks that changed, those that are over: a part of a week says little of its price and mix. */
    static BridgeWeeks of(Targets targets) {
        LocalDate last = targets.frontier().atOffset(ZoneOffset.UTC).toLocalDate();
        return new BridgeWeeks(targets.changedWeeks().stream()
                .filter(week -> week.plusDays(DAYS).isBefore(last.plusDays(1)))
                .collect(Collectors.toCollection(TreeSet::new)));
    }

    boolean isEmpty() {
        return starts.isEmpty();
    }

    /** The first day of all, base weeks included. */
    LocalDate first() {
        return starts.stream().min(LocalDate::compareTo).orElseThrow().minusDays(LAG);
    }

    /** Days of the weeks and their bases, and as many on either side. */
    Set<LocalDate> days(int around) {
        Set<LocalDate> days = new TreeSet<>();
        for (LocalDate week : starts) {
            for (LocalDate start : Set.of(week, week.minusDays(LAG))) {
                start.minusDays(around)
                        .datesUntil(start.plusDays(DAYS + around))
                        .forEach(days::add);
            }
        }
        return days;
    }

    /** Rows with period_start, once for the week that a local date lies in and once for that of which it is the base. */
    Dataset<Row> sides(Dataset<Row> rows, String localDate) {
        Column week = CalendarColumns.weekStart(col(localDate));
        return side(rows, week, false).unionAll(side(rows, date_add(week, LAG), true));
    }

    private Dataset<Row> side(Dataset<Row> rows, Column week, boolean inBase) {
        return rows.withColumn(GrowthBridges.PERIOD_START, week)
                .where(CalendarColumns.onDays(col(GrowthBridges.PERIOD_START), starts))
                .withColumn(IN_BASE, lit(inBase));
    }
}
