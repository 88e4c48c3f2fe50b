package io.scanline.compare;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;

import io.scanline.calendar.CalendarColumns;
import io.scanline.config.Interval;
import io.scanline.table.Forecasts;
import io.scanline.table.HourlySales;
import io.scanline.table.Lake;
import io.scanline.table.SalesSpan;
import io.scanline.table.TrendComparisons;
import java.time.Instant;
import java.time.LocalDate;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
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
            return Targets.containing(false, days, LocalDate.MIN, span.first(), span.frontier());
        }
        LocalDate firstHourDay = span.last().minusDays(options.hourDays() - 1L);
        LocalDate backfilledFrom = span.last().minusDays(options.backfillDays() - 1L);
        long since = lake.exists(TrendComparisons.TABLE)
                ? lake.lastRead(HourlySales.TABLE).orElse(-1)
                : -1;
        if (since < 0) {
            return Targets.containing(true, days(backfilledFrom, null), firstHourDay, span.first(), span.frontier());
        }
        Set<LocalDate> forecast = forecastDays(backfilledFrom);
        if (since == lake.version(HourlySales.TABLE) && forecast.isEmpty()) {
            return Targets.NONE;
        }
        Set<LocalDate> changed =
                changedDays(lake.changes(HourlySales.TABLE, since).transform(TargetReader::ofStores));
        Instant frontierBefore =
                SalesSpan.of(lake, since).map(SalesSpan::frontier).orElse(span.frontier());
        return Targets.following(changed, forecast, frontierBefore, firstHourDay, span.first(), span.frontier(), bases);
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
