package io.scanline.compare;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.date_trunc;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.when;

import io.scanline.calendar.CalendarColumns;
import io.scanline.calendar.RetailCalendar;
import io.scanline.config.Interval;
import io.scanline.table.HourlySales;
import io.scanline.table.Lake;
import io.scanline.table.TrendComparisons;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * The periods to compare.
 *
 * @param wholeTable whether they are all that the table is to have
 * @param days local days, for HOUR and DAY
 * @param weeks Sundays, for WEEK
 * @param firstHourDay first local day whose hours are compared
 * @param frontier start of the chain's last hour with data; null in an empty lake
 */
record Targets(
        boolean wholeTable, Set<LocalDate> days, Set<LocalDate> weeks, LocalDate firstHourDay, Instant frontier) {
    private static final int DAYS_OF_WEEK = 7;

    /** Days of the interval; without one, the days that changed hours bear on, as themselves or as a base. */
    static Targets of(Lake lake, CompareOptions options) {
        Interval interval = options.interval();
        TreeMap<LocalDate, Instant> lastHours = lastHours(lake.read(HourlySales.TABLE));
        if (lastHours.isEmpty()) {
            return new Targets(false, Set.of(), Set.of(), LocalDate.MAX, null);
        }
        Instant frontier = frontier(lastHours);
        if (!interval.isUnbounded()) {
            Set<LocalDate> days = lastHours.keySet().stream()
                    .filter(interval::contains)
                    .collect(Collectors.toCollection(TreeSet::new));
            return new Targets(false, days, weeksOf(days), LocalDate.MIN, frontier);
        }
        LocalDate firstHourDay = lastHours.lastKey().minusDays(options.hourDays() - 1L);
        long since = lake.exists(TrendComparisons.TABLE)
                ? lake.lastRead(HourlySales.TABLE).orElse(-1)
                : -1;
        if (since < 0) {
            Set<LocalDate> newest = lastHours
                    .tailMap(lastHours.lastKey().minusDays(options.backfillDays() - 1L))
                    .keySet();
            return new Targets(true, newest, weeksOf(newest), firstHourDay, frontier);
        }
        if (since == lake.version(HourlySales.TABLE)) {
            return new Targets(false, Set.of(), Set.of(), firstHourDay, frontier);
        }
        Set<LocalDate> changed =
                changedDays(lake.changes(HourlySales.TABLE, since).transform(Targets::ofStores));
        TreeMap<LocalDate, Instant> before = lastHours(lake.read(HourlySales.TABLE, since));
        return following(changed, before.isEmpty() ? frontier : frontier(before), frontier, firstHourDay);
    }

    /** The changed days, the days that have them as a base, and the day and week that were not over when last compared. */
    private static Targets following(
            Set<LocalDate> changed, Instant frontierBefore, Instant frontier, LocalDate firstHourDay) {
        LocalDate last = frontier.atOffset(ZoneOffset.UTC).toLocalDate().plusDays(1);
        Set<LocalDate> days = new TreeSet<>();
        for (Lag lag : Lag.ALL) {
            changed.stream()
                    .map(day -> day.plusDays(lag.days()))
                    .filter(day -> !day.isAfter(last))
                    .forEach(days::add);
        }
        Set<LocalDate> weeks = new TreeSet<>();
        for (Lag lag : Lag.ALL) {
            weeksOf(changed).stream()
                    .map(week -> week.plusDays(lag.days()))
                    .filter(week -> !week.isAfter(last))
                    .forEach(weeks::add);
        }
        if (!frontierBefore.equals(frontier)) {
            LocalDate day = frontierBefore.atOffset(ZoneOffset.UTC).toLocalDate();
            Set<LocalDate> unfinished = Set.of(day.minusDays(1), day, day.plusDays(1));
            days.addAll(unfinished);
            weeks.addAll(weeksOf(unfinished));
        }
        return new Targets(false, days, weeks, firstHourDay, frontier);
    }

    boolean isEmpty() {
        return days.isEmpty() && weeks.isEmpty();
    }

    /** Hours of single stores that the periods and their bases consist of. */
    Dataset<Row> hoursNeeded(Dataset<Row> hourlySales) {
        Dataset<Row> storeHours = ofStores(hourlySales);
        Set<LocalDate> needed = new TreeSet<>();
        for (Lag lag : Lag.ALL) {
            days.forEach(day -> needed.add(day.minusDays(lag.days())));
            weeks.forEach(week ->
                    week.datesUntil(week.plusDays(DAYS_OF_WEEK)).forEach(day -> needed.add(day.minusDays(lag.days()))));
        }
        return storeHours.where(CalendarColumns.onDays(col(HourlySales.LOCAL_DATE), needed));
    }

    /** Whether a period is one of these. */
    Column include(Column kind, Column localStart) {
        return when(kind.equalTo(PeriodKind.HOUR.name()), CalendarColumns.onDays(localStart, hourDays()))
                .when(kind.equalTo(PeriodKind.DAY.name()), CalendarColumns.onDays(localStart, days))
                .otherwise(CalendarColumns.onDays(localStart, weeks));
    }

    /** Whether hours of a local day are compared, or are a base of some that are. */
    Column hoursNeededOn(Column localDate) {
        Set<LocalDate> needed = new TreeSet<>();
        for (LocalDate day : hourDays()) {
            Lag.ALL.forEach(lag -> needed.add(day.minusDays(lag.days())));
        }
        return CalendarColumns.onDays(localDate, needed);
    }

    private Set<LocalDate> hourDays() {
        return days.stream().filter(day -> !day.isBefore(firstHourDay)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Dataset<Row> ofStores(Dataset<Row> hourlySales) {
        return hourlySales.where(col(HourlySales.LEVEL).equalTo(HourlySales.STORE));
    }

    private static Instant frontier(TreeMap<LocalDate, Instant> lastHours) {
        return lastHours.values().stream().max(Instant::compareTo).orElseThrow();
    }

    /** Each local day with stores' sales, and the start of its last hour; one value a day, however many rows. */
    private static TreeMap<LocalDate, Instant> lastHours(Dataset<Row> hourlySales) {
        TreeMap<LocalDate, Instant> lastHours = new TreeMap<>();
        for (Row day : ofStores(hourlySales)
                .groupBy(HourlySales.LOCAL_DATE)
                .agg(max(date_trunc("HOUR", col(HourlySales.HOUR_START_UTC))))
                .collectAsList()) {
            lastHours.put(day.getDate(0).toLocalDate(), day.getTimestamp(1).toInstant());
        }
        return lastHours;
    }

    private static Set<LocalDate> days(Dataset<Row> rows) {
        // one value a day, however many rows
        return new TreeSet<>(rows.select(HourlySales.LOCAL_DATE)
                .distinct()
                .as(Encoders.LOCALDATE())
                .collectAsList());
    }

    /** Days with new numbers: a change of status alone leaves the revision as it was. */
    private static Set<LocalDate> changedDays(Dataset<Row> changes) {
        Column updated = col("_change_type").startsWith("update");
        return days(changes.groupBy(
                        HourlySales.ENTITY,
                        HourlySales.HOUR_START_UTC,
                        HourlySales.DEPARTMENT,
                        HourlySales.CURRENCY,
                        HourlySales.LOCAL_DATE)
                .agg(
                        min(HourlySales.REVISION).as("first"),
                        max(HourlySales.REVISION).as("last"),
                        count_if(updated.equalTo(false)).as("others"))
                .where(col("first").notEqual(col("last")).or(col("others").gt(0))));
    }

    private static Set<LocalDate> weeksOf(Collection<LocalDate> days) {
        return days.stream()
                .map(day -> RetailCalendar.weekOf(day).start())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
