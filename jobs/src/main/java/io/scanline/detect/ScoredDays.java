package io.scanline.detect;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.scanline.calendar.CalendarColumns;
import io.scanline.config.Interval;
import io.scanline.detect.StoreSeries.Period;
import io.scanline.table.HourlySales;
import io.scanline.table.Lake;
import io.scanline.table.SalesSpan;
import java.sql.Date;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * The days that a run scores, and those that it needs to know what is usual.
 *
 * <p>Days are scored by whole weeks from Monday to Sunday, and an event never runs past a Sunday. All that a day's expectation,
 * scale and gates are made from lies in a fixed span before it. So the events of a week are the same whether its days came
 * one by one or together, with other weeks or alone.
 *
 * @param end null where there is no data
 */
record ScoredDays(TreeSet<LocalDate> days, int weeks, LocalDate firstData, LocalDate lastData, DataEnd end) {
    /** Days before the first one that matters, which tell whether a weekday without sales is one on which a store is shut. */
    private static final int SHUT_DAYS = 14;
    /** A region's profile is made from no fewer days than that. */
    private static final int LEAST_POOLED_DAYS = 14;

    /** The days that changed since this job last read hourly_sales, or those of the interval that have data. */
    static ScoredDays of(Lake lake, DetectOptions options) {
        Interval interval = options.interval();
        int weeks = options.weeks();
        Dataset<Row> storeHours = ofStores(lake.read(HourlySales.TABLE));
        Optional<SalesSpan> span = SalesSpan.of(lake, lake.version(HourlySales.TABLE));
        TreeSet<LocalDate> scored = new TreeSet<>();
        if (span.isEmpty()) {
            return new ScoredDays(scored, weeks, null, null, null);
        }
        LocalDate first = span.get().first();
        LocalDate last = span.get().last();
        long since = lake.lastRead(HourlySales.TABLE).orElse(-1);
        Dataset<Row> touched = interval.isUnbounded()
                ? ofStores(lake.changes(HourlySales.TABLE, since))
                : storeHours.where(CalendarColumns.within(col(HourlySales.LOCAL_DATE), interval.from(), interval.to()));
        LocalDate oldest =
                interval.isUnbounded() && since < 0 ? last.minusDays(options.backfillDays() - 1L) : LocalDate.MIN;
        for (LocalDate day : touched.select(HourlySales.LOCAL_DATE)
                .distinct()
                .as(Encoders.LOCALDATE())
                .collectAsList()) {
            if (!day.isBefore(oldest)) {
                // with the day before, which may have been still arriving when it was scored last
                LocalDate monday = day.minusDays(1).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
                monday.datesUntil(day.with(TemporalAdjusters.nextOrSame(DayOfWeek.SUNDAY))
                                .plusDays(1))
                        .filter(d -> !d.isBefore(first) && !d.isAfter(last))
                        .forEach(scored::add);
            }
        }
        return new ScoredDays(scored, weeks, first, last, DataEnd.of(storeHours, last));
    }

    private static Dataset<Row> ofStores(Dataset<Row> hours) {
        return hours.where(col(HourlySales.LEVEL)
                .equalTo(HourlySales.STORE)
                .and(col(HourlySales.DEPARTMENT).equalTo(HourlySales.ALL_DEPARTMENTS)));
    }

    boolean isEmpty() {
        return days.isEmpty();
    }

    /** Whether a date is a scored day, or one that has no data any more, so that nothing can be found on it. */
    Column holds(String date) {
        return col(date)
                .isin(days.toArray())
                .or(col(date).lt(lit(Date.valueOf(firstData))))
                .or(col(date).gt(lit(Date.valueOf(lastData))));
    }

    /** The days to read: for each scored day those that it, and what its holidays did the last times, is fitted on. */
    Column read(String date) {
        Column condition = lit(false);
        LocalDate from = null;
        LocalDate to = null;
        for (LocalDate day : days) {
            LocalDate begin = day.minusDays(reach());
            if (from == null || begin.isAfter(to)) {
                condition = from == null ? condition : condition.or(CalendarColumns.within(col(date), from, to));
                from = begin;
            }
            to = day.plusDays(1);
        }
        return condition.or(CalendarColumns.within(col(date), from, to));
    }

    private int reach() {
        int profile = Scale.DAYS + ProfileBlock.DAYS - 1 + ProfileBlock.POOLED_DAYS;
        return Math.max(Scale.DAYS + 2 * daysBack() + SHUT_DAYS, profile);
    }

    /** The blocks of the wanted days that have data before them. */
    List<ProfileBlock> blocks() {
        long leastFirst = firstData.toEpochDay() + LEAST_POOLED_DAYS;
        return days.stream()
                .flatMapToLong(day -> LongStream.of(day.toEpochDay() - Scale.DAYS, day.toEpochDay()))
                .map(ProfileBlock::firstDayOf)
                .filter(first -> first >= leastFirst)
                .distinct()
                .sorted()
                .mapToObj(ProfileBlock::new)
                .toList();
    }

    Period period() {
        LocalDate first = later(firstData, days.first().minusDays(reach()));
        boolean[] wanted = new boolean[(int) (days.last().toEpochDay() - first.toEpochDay()) + 1];
        for (LocalDate day : days) {
            int index = (int) (day.toEpochDay() - first.toEpochDay());
            for (int i = Math.max(0, index - Scale.DAYS); i <= index; i++) {
                wanted[i] = true;
            }
        }
        return new Period(first.toEpochDay(), wanted, daysBack(), end);
    }

    Set<Integer> epochDays() {
        Set<Integer> epochDays = new HashSet<>();
        days.forEach(day -> epochDays.add((int) day.toEpochDay()));
        return epochDays;
    }

    private int daysBack() {
        return weeks * 7;
    }

    private static LocalDate later(LocalDate a, LocalDate b) {
        return a.isAfter(b) ? a : b;
    }
}
