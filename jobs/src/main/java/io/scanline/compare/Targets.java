package io.scanline.compare;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.when;

import io.scanline.calendar.CalendarColumns;
import io.scanline.config.Interval;
import io.scanline.table.Forecasts;
import io.scanline.table.HourlySales;
import io.scanline.table.Lake;
import io.scanline.table.SalesSpan;
import io.scanline.table.TrendComparisons;
import java.sql.Date;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
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
 * @param changedWeeks Sundays of weeks whose sales, or those of a year before, changed: those to bridge
 * @param ofDays first days of the periods of each kind in {@link PeriodKind#OF_DAYS}
 * @param firstHourDay first local day whose hours are compared
 * @param firstDay first local day with data of any store; null in an empty lake
 * @param frontier start of the chain's last hour with data; null in an empty lake
 */
record Targets(
        boolean wholeTable,
        Set<LocalDate> days,
        Set<LocalDate> weeks,
        Set<LocalDate> changedWeeks,
        Map<PeriodKind, Set<LocalDate>> ofDays,
        LocalDate firstHourDay,
        LocalDate firstDay,
        Instant frontier) {
    private static final Targets NONE =
            new Targets(false, Set.of(), Set.of(), Set.of(), Map.of(), LocalDate.MAX, null, null);

    private static Targets containing(
            boolean wholeTable, Set<LocalDate> days, LocalDate firstHourDay, LocalDate firstDay, Instant frontier) {
        return new Targets(
                wholeTable, days, weeksOf(days), weeksOf(days), periodsOf(days), firstHourDay, firstDay, frontier);
    }

    /** Days of the interval; without one, the days that changed hours bear on, as themselves or as a base. */
    static Targets of(Lake lake, CompareOptions options, BaseDays bases) {
        Interval interval = options.interval();
        Optional<SalesSpan> span = SalesSpan.of(lake, lake.version(HourlySales.TABLE));
        if (span.isEmpty()) {
            return NONE;
        }
        LocalDate firstDay = span.get().first();
        LocalDate lastDay = span.get().last();
        Instant frontier = span.get().frontier();
        if (!interval.isUnbounded()) {
            NavigableSet<LocalDate> days = days(lake, interval.from(), interval.to());
            return containing(false, days, LocalDate.MIN, firstDay, frontier);
        }
        LocalDate firstHourDay = lastDay.minusDays(options.hourDays() - 1L);
        LocalDate backfilledFrom = lastDay.minusDays(options.backfillDays() - 1L);
        long since = lake.exists(TrendComparisons.TABLE)
                ? lake.lastRead(HourlySales.TABLE).orElse(-1)
                : -1;
        if (since < 0) {
            return containing(true, days(lake, backfilledFrom, null), firstHourDay, firstDay, frontier);
        }
        Set<LocalDate> forecast = forecastDays(lake, backfilledFrom);
        if (since == lake.version(HourlySales.TABLE) && forecast.isEmpty()) {
            return NONE;
        }
        Set<LocalDate> changed =
                changedDays(lake.changes(HourlySales.TABLE, since).transform(Targets::ofStores));
        Instant frontierBefore =
                SalesSpan.of(lake, since).map(SalesSpan::frontier).orElse(frontier);
        return following(changed, forecast, frontierBefore, firstHourDay, firstDay, frontier, bases);
    }

    /** Days from one on with sales whose forecast changed: each from the day after its history on to the next one's. */
    private static Set<LocalDate> forecastDays(Lake lake, LocalDate from) {
        Set<LocalDate> forecast = new TreeSet<>();
        NavigableSet<LocalDate> changed =
                lake.changedDays(Forecasts.TABLE, lake.lastRead(Forecasts.TABLE).orElse(-1));
        if (changed.isEmpty()) {
            return forecast;
        }
        NavigableSet<LocalDate> asOfs = lake.days(Forecasts.TABLE);
        NavigableSet<LocalDate> newest = days(lake, from, null);
        for (LocalDate asOf : changed) {
            LocalDate next = asOfs.higher(asOf);
            NavigableSet<LocalDate> later = newest.tailSet(asOf, false);
            forecast.addAll(next == null ? later : later.headSet(next, true));
        }
        return forecast;
    }

    /** The changed days, those that have them as a base or another forecast, and the day and week not over when last compared. */
    private static Targets following(
            Set<LocalDate> changed,
            Set<LocalDate> forecast,
            Instant frontierBefore,
            LocalDate firstHourDay,
            LocalDate firstDay,
            Instant frontier,
            BaseDays bases) {
        LocalDate last = lastDay(frontier);
        Set<LocalDate> days = new TreeSet<>(forecast);
        Set<LocalDate> weeks = new TreeSet<>(weeksOf(forecast));
        Set<LocalDate> added = new TreeSet<>(changed);
        changed.forEach(day -> {
            days.addAll(bases.daysWithBase(day));
            added.add(day.plusDays(HolidayMatches.YEAR));
        });
        weeksOf(changed).forEach(week -> weeks.addAll(bases.weeksWithBase(week)));
        if (!frontierBefore.equals(frontier)) {
            LocalDate day = frontierBefore.atOffset(ZoneOffset.UTC).toLocalDate();
            Set<LocalDate> unfinished = Set.of(day.minusDays(1), day, day.plusDays(1));
            days.addAll(unfinished);
            weeks.addAll(weeksOf(unfinished));
            added.addAll(unfinished);
        }
        List.of(days, weeks, added).forEach(each -> each.removeIf(day -> day.isAfter(last)));
        Set<LocalDate> inPeriods = new TreeSet<>(added);
        inPeriods.addAll(forecast);
        Map<PeriodKind, Set<LocalDate>> ofDays = periodsOf(inPeriods);
        ofDays.put(PeriodKind.WTD, weeks);
        return new Targets(false, days, weeks, weeksOf(added), ofDays, firstHourDay, firstDay, frontier);
    }

    /** The last local day that any store has reached. */
    LocalDate lastDay() {
        return lastDay(frontier);
    }

    private static LocalDate lastDay(Instant frontier) {
        return frontier.atOffset(ZoneOffset.UTC).toLocalDate().plusDays(1);
    }

    boolean isEmpty() {
        return days.isEmpty() && weeks.isEmpty();
    }

    /** Whether a period is one of these. */
    Column include(Column kind, Column localStart) {
        Column included = when(kind.equalTo(PeriodKind.HOUR.name()), CalendarColumns.onDays(localStart, hourDays()))
                .when(kind.equalTo(PeriodKind.DAY.name()), CalendarColumns.onDays(localStart, days))
                .when(kind.equalTo(PeriodKind.WEEK.name()), CalendarColumns.onDays(localStart, weeks));
        for (Map.Entry<PeriodKind, Set<LocalDate>> of : ofDays.entrySet()) {
            included =
                    included.when(kind.equalTo(of.getKey().name()), CalendarColumns.onDays(localStart, of.getValue()));
        }
        return included.otherwise(false);
    }

    /** The days that periods start on. */
    Set<LocalDate> starts() {
        Set<LocalDate> starts = new TreeSet<>(days);
        starts.addAll(weeks);
        ofDays.values().forEach(starts::addAll);
        return starts;
    }

    /** The days whose hours are compared. */
    Set<LocalDate> hourDays() {
        return days.stream().filter(day -> !day.isBefore(firstHourDay)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Dataset<Row> ofStores(Dataset<Row> hourlySales) {
        return hourlySales.where(col(HourlySales.LEVEL).equalTo(HourlySales.STORE));
    }

    /**
     * Local days with sales of stores.
     *
     * @param from null for the first one
     * @param to day after the last one; null for all
     */
    private static NavigableSet<LocalDate> days(Lake lake, LocalDate from, LocalDate to) {
        Column day = col(HourlySales.LOCAL_DATE);
        Dataset<Row> hours = ofStores(lake.read(HourlySales.TABLE));
        hours = from == null ? hours : hours.where(day.geq(lit(Date.valueOf(from))));
        hours = to == null ? hours : hours.where(day.lt(lit(Date.valueOf(to))));
        return days(hours);
    }

    private static NavigableSet<LocalDate> days(Dataset<Row> rows) {
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

    private static Map<PeriodKind, Set<LocalDate>> periodsOf(Collection<LocalDate> days) {
        Map<PeriodKind, Set<LocalDate>> periods = new EnumMap<>(PeriodKind.class);
        for (PeriodKind kind : PeriodKind.OF_DAYS) {
            periods.put(kind, days.stream().map(kind::start).collect(Collectors.toCollection(TreeSet::new)));
        }
        return periods;
    }

    private static Set<LocalDate> weeksOf(Collection<LocalDate> days) {
        return days.stream().map(PeriodKind.WEEK::start).collect(Collectors.toCollection(TreeSet::new));
    }
}
