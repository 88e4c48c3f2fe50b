package io.scanline.compare;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.hour;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;

import io.scanline.calendar.CalendarColumns;
import io.scanline.config.Interval;
import io.scanline.table.Forecasts;
import io.scanline.table.HourlySales;
import io.scanline.table.Lake;
import io.scanline.table.SalesSpan;
import io.scanline.table.Stores;
import io.scanline.table.TrendComparisons;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/** Finds out from a lake which periods to compare; of hourly sales only the days in question are read. */
final class TargetReader {
    private final Lake lake;
    private final CompareOptions options;
    private final BaseDays bases;

    TargetReader(Lake lake, CompareOptions options, BaseDays bases) {
        this.lake = lake;
        this.options = options;
        this.bases = bases;
    }

    /** Days of the interval; without one, the days that changed hours bear on, as themselves or as a base. */
    Targets targets() {
        return SalesSpan.of(lake, lake.version(HourlySales.TABLE))
                .map(this::within)
                .orElse(Targets.NONE);
    }

    private Targets within(SalesSpan span) {
        Interval interval = options.interval();
        if (!interval.isUnbounded()) {
            Set<LocalDate> days = days(interval.from(), interval.to());
            return Targets.containing(false, days, from(LocalDate.MIN, span));
        }
        Targets.Span compared = from(span.last().minusDays(options.hourDays() - 1L), span);
        LocalDate backfilledFrom = span.last().minusDays(options.backfillDays() - 1L);
        long since = lake.exists(TrendComparisons.TABLE)
                ? lake.lastRead(HourlySales.TABLE).orElse(-1)
                : -1;
        if (since < 0) {
            return Targets.containing(true, days(backfilledFrom, null), compared);
        }
        Set<LocalDate> forecast = forecastDays(backfilledFrom);
        return since == lake.version(HourlySales.TABLE) && forecast.isEmpty()
                ? Targets.NONE
                : Targets.following(changes(since, compared, forecast), compared, bases);
    }

    private Targets.Span from(LocalDate firstHourDay, SalesSpan span) {
        // a few dozen
        Set<ZoneId> zones =
                lake
                        .read(Stores.TABLE)
                        .select(Stores.TIME_ZONE)
                        .distinct()
                        .as(Encoders.STRING())
                        .collectAsList()
                        .stream()
                        .map(ZoneId::of)
                        .collect(Collectors.toSet());
        return new Targets.Span(firstHourDay, span.first(), span.frontier(), zones);
    }

    private Targets.Changes changes(long since, Targets.Span span, Set<LocalDate> forecast) {
        Dataset<Row> changed =
                changedHours(lake.changes(HourlySales.TABLE, since).transform(TargetReader::ofStores));
        Set<LocalDate> days = days(changed);
        Set<Integer> hours = sameStoresTraded(days, since) ? hoursOfDay(changed) : TargetHours.ALL_DAY;
        Instant before = SalesSpan.of(lake, since).map(SalesSpan::frontier).orElse(span.frontier());
        if (before.equals(span.frontier())) {
            return new Targets.Changes(days, hours, forecast, Set.of(), Set.of());
        }
        Set<LocalDate> unfinished = span.zones().stream()
                .map(zone -> LocalDate.ofInstant(before, zone))
                .collect(Collectors.toCollection(TreeSet::new));
        return new Targets.Changes(
                days,
                with(hours, before, span.frontier()),
                forecast,
                unfinished,
                Set.of(LocalDate.ofInstant(before, ZoneOffset.UTC)));
    }

    /** Also hours without sales come to be. */
    private static Set<Integer> with(Set<Integer> hoursOfDay, Instant after, Instant until) {
        Set<Integer> hours = new TreeSet<>(hoursOfDay);
        for (Instant at = after.plus(1, ChronoUnit.HOURS);
                hours.size() < TargetHours.ALL_DAY.size() && !at.isAfter(until);
                at = at.plus(1, ChronoUnit.HOURS)) {
            hours.add(TargetHours.hourOfDay(at));
        }
        return hours;
    }

    /** Whether every store that traded on a day did so then: a store that did not has no value in any hour of the day. */
    private boolean sameStoresTraded(Set<LocalDate> days, long since) {
        Dataset<Row> before = trading(lake.read(HourlySales.TABLE, since), days);
        Dataset<Row> now = trading(lake.read(HourlySales.TABLE), days);
        return before.except(now).unionAll(now.except(before)).isEmpty();
    }

    private static Dataset<Row> trading(Dataset<Row> hourlySales, Set<LocalDate> days) {
        return ofStores(hourlySales)
                .where(CalendarColumns.onDays(col(HourlySales.LOCAL_DATE), days))
                .where(col(HourlySales.DEPARTMENT).equalTo(HourlySales.ALL_DEPARTMENTS))
                .where(col(HourlySales.STORES_TRADING).gt(0))
                .select(HourlySales.ENTITY, HourlySales.LOCAL_DATE)
                .distinct();
    }

    /** Days from one on with sales whose forecast changed: each from the day after its history on to the next one's. */
    private Set<LocalDate> forecastDays(LocalDate from) {
        Set<LocalDate> forecast = new TreeSet<>();
        NavigableSet<LocalDate> changed =
                lake.changedDays(Forecasts.TABLE, lake.lastRead(Forecasts.TABLE).orElse(-1));
        if (changed.isEmpty()) {
            return forecast;
        }
        NavigableSet<LocalDate> asOfs = lake.days(Forecasts.TABLE);
        NavigableSet<LocalDate> newest = days(from, null);
        for (LocalDate asOf : changed) {
            LocalDate next = asOfs.higher(asOf);
            NavigableSet<LocalDate> later = newest.tailSet(asOf, false);
            forecast.addAll(next == null ? later : later.headSet(next, true));
        }
        return forecast;
    }

    /** Hours with new numbers: a change of status alone leaves the revision as it was. */
    private static Dataset<Row> changedHours(Dataset<Row> changes) {
        Column updated = col("_change_type").startsWith("update");
        return changes.groupBy(
                        HourlySales.ENTITY,
                        HourlySales.HOUR_START_UTC,
                        HourlySales.DEPARTMENT,
                        HourlySales.CURRENCY,
                        HourlySales.LOCAL_DATE)
                .agg(
                        min(HourlySales.REVISION).as("first"),
                        max(HourlySales.REVISION).as("last"),
                        count_if(updated.equalTo(false)).as("others"))
                .where(col("first").notEqual(col("last")).or(col("others").gt(0)));
    }

    /** In UTC, 0 to 23. */
    private static Set<Integer> hoursOfDay(Dataset<Row> hours) {
        return new TreeSet<>(hours.select(hour(col(HourlySales.HOUR_START_UTC)))
                .distinct()
                .as(Encoders.INT())
                .collectAsList());
    }

    /**
     * Local days with sales of stores.
     *
     * @param from null for the first one
     * @param to day after the last one; null for all
     */
    private NavigableSet<LocalDate> days(LocalDate from, LocalDate to) {
        return days(ofStores(lake.read(HourlySales.TABLE))
                .where(CalendarColumns.within(col(HourlySales.LOCAL_DATE), from, to)));
    }

    private static Dataset<Row> ofStores(Dataset<Row> hourlySales) {
        return hourlySales.where(col(HourlySales.LEVEL).equalTo(HourlySales.STORE));
    }

    private static NavigableSet<LocalDate> days(Dataset<Row> rows) {
        // one value a day, however many rows
        return new TreeSet<>(rows.select(HourlySales.LOCAL_DATE)
                .distinct()
                .as(Encoders.LOCALDATE())
                .collectAsList());
    }
}
