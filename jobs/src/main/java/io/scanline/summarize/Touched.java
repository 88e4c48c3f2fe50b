package io.scanline.summarize;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.scanline.calendar.CalendarColumns;
import io.scanline.calendar.StoreLevels;
import io.scanline.config.Interval;
import io.scanline.spark.Held;
import io.scanline.table.HourlySales;
import io.scanline.table.Lake;
import io.scanline.table.SalesLines;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.MapType;

/**
 * The hours of single stores whose lines changed; all of them on the first run.
 *
 * @param everything every hour of the lake; {@code arrivals} and {@code days} are empty then
 * @param kept a row a store, hour, department and currency with changes: {@code arrived} lines
 * @param days the UTC days of those hours, and the day on either side, which a local date can fall on
 */
record Touched(boolean everything, Held kept, Set<LocalDate> days) implements AutoCloseable {
    static final String ARRIVED = "arrived";

    private static final String[] ENTITY_HOUR = {HourlySales.LEVEL, HourlySales.ENTITY, CountedLines.HOUR};
    private static final String[] STORE_HOUR = {CountedLines.STORE_ID, CountedLines.HOUR};
    private static final String[] STORE_HOUR_DEPARTMENT = {
        CountedLines.STORE_ID, CountedLines.HOUR, HourlySales.DEPARTMENT, SalesLines.CURRENCY
    };

    /** All that a line says; maps have no hash, and none is counted. */
    private static final Column[] CONTENT = Stream.of(
                    SalesLines.TABLE.rowSchema().fields())
            .filter(field -> !(field.dataType() instanceof MapType))
            .map(field -> col(field.name()))
            .toArray(Column[]::new);

    /** Few enough that those of eight million lines of an hour add up to a long. */
    private static final long HASHES = 1L << 40;

    /** Hours with lines of these business days; without an interval, hours with changes since this job last read the lines. */
    static Touched of(Lake lake, Interval interval) {
        if (!interval.isUnbounded()) {
            return of(hoursOf(lake.read(SalesLines.TABLE).where(SalesLines.within(interval))));
        }
        long since = lake.exists(HourlySales.TABLE)
                ? lake.lastRead(SalesLines.TABLE, HourlySales.TABLE).orElse(-1)
                : -1;
        if (since < 0
                && lake.exists(HourlySales.TABLE)
                && lake.keptSince(SalesLines.TABLE).isPresent()) {
            // hours of days that were let go have no lines any more, and stay as they are published
            return of(hoursOf(lake.read(SalesLines.TABLE)));
        }
        if (since < 0) {
            return new Touched(true, Held.of(hoursOf(lake.read(SalesLines.TABLE).limit(0))), Set.of());
        }
        return of(netArrivals(lake.changes(SalesLines.TABLE, since)));
    }

    private static Touched of(Dataset<Row> arrivals) {
        Held kept = Held.of(arrivals);
        Set<LocalDate> days = new TreeSet<>();
        // one value a day, however many lines
        for (LocalDate day : kept.rows()
                .select(to_date(col(CountedLines.HOUR)))
                .distinct()
                .as(Encoders.LOCALDATE())
                .collectAsList()) {
            days.addAll(List.of(day.minusDays(1), day, day.plusDays(1)));
        }
        return new Touched(false, kept, days);
    }

    private static Dataset<Row> hoursOf(Dataset<Row> lines) {
        return lines.groupBy(storeHour()).agg(lit(0L).as(ARRIVED));
    }

    /**
     * Where lines came or went. A business day on which one line is replaced is rewritten whole, so most of its lines go and
     * come again as they were: by batch and hour they cancel out, in number and in content.
     */
    private static Dataset<Row> netArrivals(Dataset<Row> changes) {
        Column sign = when(col(Lake.CHANGE_TYPE).isin("insert", "update_postimage"), 1L)
                .otherwise(-1L);
        Column content = pmod(xxhash64(CONTENT), lit(HASHES));
        Column[] storeHour = storeHour();
        Column[] storeHourBatch = Stream.concat(Stream.of(storeHour), Stream.of(col(SalesLines.INGEST_BATCH)))
                .toArray(Column[]::new);
        Column[] names = Stream.of(STORE_HOUR_DEPARTMENT).map(Column::new).toArray(Column[]::new);
        return changes.groupBy(storeHourBatch)
                .agg(sum(sign).as(ARRIVED), sum(sign.multiply(content)).as("content"))
                .where(col(ARRIVED).notEqual(0L).or(col("content").notEqual(0L)))
                .groupBy(names)
                .agg(sum(greatest(col(ARRIVED), lit(0L))).as(ARRIVED));
    }

    private static Column[] storeHour() {
        return new Column[] {
            col(CountedLines.STORE_ID),
            col(CountedLines.HOUR),
            HourlySales.topDepartment(col(SalesLines.DEPARTMENT)).as(HourlySales.DEPARTMENT),
            col(SalesLines.CURRENCY)
        };
    }

    Dataset<Row> arrivals() {
        return kept.rows();
    }

    @Override
    public void close() {
        kept.close();
    }

    boolean isEmpty() {
        return !everything && days.isEmpty();
    }

    /** store_id and hour_start_utc, each once. */
    Dataset<Row> hours() {
        return arrivals().select(CountedLines.STORE_ID, CountedLines.HOUR).distinct();
    }

    /** Every line of the touched hours, in whatever business day it is kept. */
    Dataset<Row> linesOf(Dataset<Row> lines) {
        return everything
                ? lines
                : lines.where(CalendarColumns.onDays(col(CountedLines.HOUR), days))
                        .join(hours(), STORE_HOUR, "left_semi");
    }

    /** Rows of hourly_sales that may speak of touched hours. */
    Dataset<Row> onTouchedDays(Dataset<Row> hourlySales) {
        return everything ? hourlySales : hourlySales.where(CalendarColumns.onDays(col(HourlySales.LOCAL_DATE), days));
    }

    /** Rows of the four weeks before, on the weekdays of touched hours. */
    Dataset<Row> weeksBefore(Dataset<Row> hourlySales) {
        Set<LocalDate> before = new TreeSet<>();
        for (LocalDate day : days) {
            for (int week = 1; week <= Attendance.WEEKS; week++) {
                before.add(day.minusWeeks(week));
            }
        }
        return ofStores(hourlySales.where(CalendarColumns.onDays(col(HourlySales.LOCAL_DATE), before)));
    }

    /** The computed store hours, and those of the same days that stay as they are published. */
    Dataset<Row> withUntouched(Dataset<Row> storeHours, Dataset<Row> published) {
        if (everything) {
            return storeHours;
        }
        Dataset<Row> untouched = ofStores(published).join(hours(), STORE_HOUR, "left_anti");
        Column[] shared = Stream.of(storeHours.columns())
                .filter(List.of(untouched.columns())::contains)
                .map(Column::new)
                .toArray(Column[]::new);
        return storeHours.select(shared).unionByName(untouched.select(shared));
    }

    /** Of rows with level, entity and hour_start_utc, those that hold a touched store hour. */
    Dataset<Row> among(Dataset<Row> rows, Dataset<Row> levels) {
        return everything ? rows : rows.join(entityHours(levels), ENTITY_HOUR, "left_semi");
    }

    /** The other rows than {@link #among}. */
    Dataset<Row> notAmong(Dataset<Row> rows, Dataset<Row> levels) {
        return everything ? rows.limit(0) : rows.join(entityHours(levels), ENTITY_HOUR, "left_anti");
    }

    private Dataset<Row> entityHours(Dataset<Row> levels) {
        return hours().join(broadcast(levels), CountedLines.STORE_ID)
                .select(
                        col(HourlySales.LEVEL),
                        col(HourlySales.ENTITY),
                        CalendarColumns.hourStart(col(CountedLines.HOUR), col(StoreLevels.ZONE))
                                .as(CountedLines.HOUR))
                .distinct();
    }

    private static Dataset<Row> ofStores(Dataset<Row> hourlySales) {
        return hourlySales
                .where(col(HourlySales.LEVEL).equalTo(HourlySales.STORE))
                .withColumn(CountedLines.STORE_ID, col(HourlySales.ENTITY))
                .drop(HourlySales.LEVEL, HourlySales.ENTITY);
    }
}
