package io.scanline.summarize;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.make_interval;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.scanline.calendar.CalendarColumns;
import io.scanline.calendar.StoreLevels;
import io.scanline.table.HourlySales;
import io.scanline.table.StoreClosures;
import io.scanline.table.Stores;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Which stores and registers are there in an hour, and which should be.
 *
 * <p>A register count is usual for a store's hour of the week when the store traded in it in at least three of the four weeks
 * before; the usual count is the least of those weeks, so that a quiet hour is not taken for missing data. With less history,
 * what is there is what is expected. A store that is closed on the day is not expected.
 */
final class Attendance {
    static final int WEEKS = 4;
    private static final int WEEKS_NEEDED = 3;
    private static final String PRESENT = "registers_present";

    private Attendance() {}

    /**
     * One row a store and hour, also for hours that are expected and missing: store_id, hour_start_utc, stores_trading,
     * registers_seen, registers_expected.
     *
     * @param now rows of single stores without department, of the hours in question
     * @param before such rows of the four weeks before
     */
    static Dataset<Row> of(Dataset<Row> now, Dataset<Row> before, Dataset<Row> stores, Dataset<Row> closures) {
        Dataset<Row> seen = now.groupBy(
                        CountedLines.STORE_ID, CountedLines.HOUR, HourlySales.LOCAL_DATE, HourlySales.LOCAL_HOUR)
                .agg(
                        max(HourlySales.REGISTERS_SEEN).as(HourlySales.REGISTERS_SEEN),
                        max(CountedLines.TRADING).as(CountedLines.TRADING));
        Dataset<Row> usual = usual(seen.select(columns()).unionByName(before.select(columns())))
                .transform(rows -> exceptClosed(rows, stores, closures));
        String[] localHour = {CountedLines.STORE_ID, HourlySales.LOCAL_DATE, HourlySales.LOCAL_HOUR};
        Column hourMissing = CalendarColumns.instantOf(
                col(HourlySales.LOCAL_DATE)
                        .cast("timestamp")
                        .plus(make_interval(lit(0), lit(0), lit(0), lit(0), col(HourlySales.LOCAL_HOUR))),
                col(Stores.TIME_ZONE));
        return seen.join(usual, localHour, "full_outer")
                .join(broadcast(stores.select(Stores.STORE_ID, Stores.TIME_ZONE)), Stores.STORE_ID)
                .withColumn(CountedLines.HOUR, coalesce(col(CountedLines.HOUR), hourMissing))
                .where(col(CountedLines.HOUR).isNotNull())
                .select(
                        col(CountedLines.STORE_ID),
                        col(CountedLines.HOUR),
                        coalesce(col(CountedLines.TRADING), lit(0L)).as(CountedLines.TRADING),
                        coalesce(col(HourlySales.REGISTERS_SEEN), lit(0L)).as(HourlySales.REGISTERS_SEEN),
                        coalesce(col("usual"), col(HourlySales.REGISTERS_SEEN)).as(HourlySales.REGISTERS_EXPECTED));
    }

    /** Adds the attendance up to levels: level, entity, hour_start_utc, stores_trading, registers and completeness. */
    static Dataset<Row> atLevels(Dataset<Row> attendance, Dataset<Row> levels) {
        Column present = least(col(HourlySales.REGISTERS_SEEN), col(HourlySales.REGISTERS_EXPECTED));
        Column completeness = when(col(HourlySales.REGISTERS_EXPECTED).equalTo(0), 1.0)
                .otherwise(col(PRESENT).divide(col(HourlySales.REGISTERS_EXPECTED)));
        return attendance
                .join(broadcast(levels), CountedLines.STORE_ID)
                .withColumn(CountedLines.HOUR, CalendarColumns.hourStart(col(CountedLines.HOUR), col(StoreLevels.ZONE)))
                .groupBy(HourlySales.LEVEL, HourlySales.ENTITY, CountedLines.HOUR)
                .agg(
                        sum(CountedLines.TRADING).as(HourlySales.STORES_TRADING),
                        sum(HourlySales.REGISTERS_SEEN).as(HourlySales.REGISTERS_SEEN),
                        sum(HourlySales.REGISTERS_EXPECTED).as(HourlySales.REGISTERS_EXPECTED),
                        sum(present).as(PRESENT))
                .withColumn(HourlySales.COMPLETENESS, completeness)
                .drop(PRESENT);
    }

    /** Stores that are open on the day by their opening, closing and closure dates: level, entity, local_date, stores_expected. */
    static Dataset<Row> openStores(Dataset<Row> days, Dataset<Row> levels, Dataset<Row> stores, Dataset<Row> closures) {
        Dataset<Row> members = levels.join(
                broadcast(stores.select(Stores.STORE_ID, Stores.OPENED_ON, Stores.CLOSED_ON)), Stores.STORE_ID);
        Column opened = col(Stores.OPENED_ON).isNull().or(col(Stores.OPENED_ON).leq(col(HourlySales.LOCAL_DATE)));
        Column closed = coalesce(col(Stores.CLOSED_ON).leq(col(HourlySales.LOCAL_DATE)), lit(false));
        return days.join(broadcast(members), new String[] {HourlySales.LEVEL, HourlySales.ENTITY})
                .where(opened.and(closed.equalTo(false)))
                .transform(rows -> exceptClosures(rows, closures))
                .groupBy(HourlySales.LEVEL, HourlySales.ENTITY, HourlySales.LOCAL_DATE)
                .agg(count(lit(1)).as(HourlySales.STORES_EXPECTED));
    }

    private static Column[] columns() {
        return new Column[] {
            col(CountedLines.STORE_ID),
            col(HourlySales.LOCAL_DATE),
            col(HourlySales.LOCAL_HOUR),
            col(HourlySales.REGISTERS_SEEN),
            col(CountedLines.TRADING)
        };
    }

    private static Dataset<Row> usual(Dataset<Row> seen) {
        Dataset<Row> clockHours = seen.where(col(CountedLines.TRADING).equalTo(1))
                // a clock hour that was shown twice counts once
                .groupBy(CountedLines.STORE_ID, HourlySales.LOCAL_DATE, HourlySales.LOCAL_HOUR)
                .agg(max(HourlySales.REGISTERS_SEEN).as(HourlySales.REGISTERS_SEEN));
        return clockHours
                .withColumn("later", explode(array(lit(7), lit(14), lit(21), lit(28))))
                .groupBy(
                        col(CountedLines.STORE_ID),
                        date_add(col(HourlySales.LOCAL_DATE), col("later")).as(HourlySales.LOCAL_DATE),
                        col(HourlySales.LOCAL_HOUR))
                .agg(min(HourlySales.REGISTERS_SEEN).as("usual"), count(lit(1)).as("weeks"))
                .where(col("weeks").geq(WEEKS_NEEDED))
                .drop("weeks");
    }

    private static Dataset<Row> exceptClosed(Dataset<Row> storeDays, Dataset<Row> stores, Dataset<Row> closures) {
        Dataset<Row> closing =
                stores.where(col(Stores.CLOSED_ON).isNotNull()).select(Stores.STORE_ID, Stores.CLOSED_ON);
        return storeDays
                .join(broadcast(closing), new String[] {Stores.STORE_ID}, "left")
                .where(col(Stores.CLOSED_ON).isNull().or(col(Stores.CLOSED_ON).gt(col(HourlySales.LOCAL_DATE))))
                .drop(Stores.CLOSED_ON)
                .transform(rows -> exceptClosures(rows, closures));
    }

    private static Dataset<Row> exceptClosures(Dataset<Row> storeDays, Dataset<Row> closures) {
        Column closed = expr("d.store_id = c.store_id AND d.local_date >= c.`from` AND d.local_date < c.`to`");
        return storeDays
                .alias("d")
                .join(
                        broadcast(closures.select(StoreClosures.STORE_ID, StoreClosures.FROM, StoreClosures.TO))
                                .alias("c"),
                        closed,
                        "left_anti");
    }
}
