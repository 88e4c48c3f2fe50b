package io.scanline.forecast;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lead;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sequence;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.when;

import io.scanline.calendar.CalendarColumns;
import io.scanline.table.DemandHistory;
import io.scanline.table.SalesLines;
import io.scanline.table.StockPositions;
import io.scanline.table.Stores;
import java.time.LocalDate;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * How much of each day's trade fell into hours without stock, from the stock positions and the hours in which the whole store sold
 * that day.
 */
final class Outages {
    /** Share of the day's trade without stock, 0..1. */
    static final String OUT_SHARE = "out_share";

    private static final int HOURS = 24;
    private static final String PROFILE = "profile";
    private static final String SHIFT = "day_start";
    private static final String OUT_FROM = "out_from";
    private static final String OUT_UNTIL = "out_until";

    private Outages() {}

    /**
     * One row a store, item and business day with a stock-out: store_id, item_id, date, out_share.
     *
     * @param lines of the business days asked for; a day on which the store sold nothing has no row
     * @param first of those days
     * @param last of those days; a stock-out that has not ended lasts until its end
     */
    static Dataset<Row> shares(
            Dataset<Row> positions, Dataset<Row> lines, Dataset<Row> stores, LocalDate first, LocalDate last) {
        Column day = col(DemandHistory.DATE).cast("timestamp");
        Column start = hoursBetween(day, greatest(col(OUT_FROM), day));
        Column end = least(lit((double) HOURS), hoursBetween(day, col(OUT_UNTIL)));
        Dataset<Row> spells = spells(positions, stores, first, last);
        return spells.join(profiles(lines, stores, spells), new String[] {Stores.STORE_ID, DemandHistory.DATE}, "inner")
                .withColumn(OUT_SHARE, tradeBefore(end).minus(tradeBefore(start)))
                .groupBy(DemandHistory.STORE_ID, DemandHistory.ITEM_ID, DemandHistory.DATE)
                .agg(least(lit(1.0), sum(OUT_SHARE)).as(OUT_SHARE))
                .where(col(OUT_SHARE).gt(0));
    }

    /** One row a stock-out and day, in the store's accounting time: out_from and out_until. */
    private static Dataset<Row> spells(Dataset<Row> positions, Dataset<Row> stores, LocalDate first, LocalDate last) {
        Column next = lead(col(StockPositions.AS_OF), 1)
                .over(Window.partitionBy(StockPositions.STORE_ID, StockPositions.ITEM_ID)
                        .orderBy(StockPositions.AS_OF));
        Column start = lit(first).cast("timestamp");
        Column end = lit(last.plusDays(1)).cast("timestamp");
        Column lastMoment = col(OUT_UNTIL).minus(expr("INTERVAL '1' MICROSECOND"));
        return positions
                .select(
                        col(StockPositions.STORE_ID),
                        col(StockPositions.ITEM_ID),
                        col(StockPositions.AS_OF),
                        col(StockPositions.ON_HAND),
                        next.as("next"))
                .where(col(StockPositions.ON_HAND).leq(0))
                .join(broadcast(clocks(stores)), StockPositions.STORE_ID)
                .withColumn(OUT_FROM, greatest(start, accounting(col(StockPositions.AS_OF))))
                .withColumn(OUT_UNTIL, least(end, coalesce(accounting(col("next")), end)))
                .where(col(OUT_UNTIL).gt(col(OUT_FROM)))
                .withColumn(DemandHistory.DATE, explode(sequence(to_date(col(OUT_FROM)), to_date(lastMoment))))
                .select(DemandHistory.STORE_ID, DemandHistory.ITEM_ID, DemandHistory.DATE, OUT_FROM, OUT_UNTIL);
    }

    private static Dataset<Row> clocks(Dataset<Row> stores) {
        return stores.select(
                col(Stores.STORE_ID),
                col(Stores.TIME_ZONE),
                coalesce(col(Stores.DAY_START_HOUR), lit(0)).as(SHIFT));
    }

    /** Local time minus the hour at which the accounting day starts. */
    private static Column accounting(Column instant) {
        return CalendarColumns.localTime(instant, col(Stores.TIME_ZONE))
                .minus(expr("make_interval(0, 0, 0, 0, " + SHIFT + ", 0, 0)"));
    }

    private static Column hoursBetween(Column from, Column to) {
        return to.cast("double").minus(from.cast("double")).divide(3600);
    }

    /**
     * Store and day to an array of 25: share of the day's lines before each hour of the accounting day. Of items that were in stock all
     * day: the lines of others are all from hours with stock, and would make the day look as if it ended early.
     */
    private static Dataset<Row> profiles(Dataset<Row> lines, Dataset<Row> stores, Dataset<Row> spells) {
        Column hour = col(SalesLines.LOCAL_HOUR).minus(col(SHIFT)).plus(HOURS).mod(HOURS);
        Dataset<Row> out = spells.select(DemandHistory.STORE_ID, DemandHistory.ITEM_ID, DemandHistory.DATE)
                .distinct()
                .withColumn("out", lit(true));
        Column[] before = IntStream.rangeClosed(0, HOURS)
                .mapToObj(h ->
                        when(sum("in_stock").gt(0), shareBefore("in_stock", h)).otherwise(shareBefore("lines", h)))
                .toArray(Column[]::new);
        return lines.join(broadcast(clocks(stores)), SalesLines.STORE_ID)
                .groupBy(
                        col(SalesLines.STORE_ID),
                        col(SalesLines.ITEM_ID),
                        col(SalesLines.BUSINESS_DATE).as(DemandHistory.DATE),
                        hour.as("hour"))
                .agg(count(lit(1)).as("lines"))
                .join(out, new String[] {DemandHistory.STORE_ID, DemandHistory.ITEM_ID, DemandHistory.DATE}, "left")
                .groupBy(col(SalesLines.STORE_ID), col(DemandHistory.DATE), col("hour"))
                .agg(
                        sum("lines").as("lines"),
                        sum(when(col("out").isNull(), col("lines")).otherwise(0))
                                .as("in_stock"))
                .groupBy(SalesLines.STORE_ID, DemandHistory.DATE)
                .agg(array(before).as(PROFILE));
    }

    private static Column shareBefore(String lines, int hour) {
        return sum(when(col("hour").lt(hour), col(lines)).otherwise(0)).divide(sum(lines));
    }

    /** Share of the day's trade before an hour with fraction, 0..24. */
    private static Column tradeBefore(Column hour) {
        Column whole = floor(least(hour, lit(HOURS - 1))).cast("int");
        Column low = element_at(col(PROFILE), whole.plus(1));
        Column high = element_at(col(PROFILE), whole.plus(2));
        return low.plus(high.minus(low).multiply(hour.minus(whole)));
    }
}
