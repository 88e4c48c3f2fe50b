package io.scanline.compare;

import static org.apache.spark.sql.functions.add_months;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.date_sub;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.scanline.calendar.CalendarColumns;
import io.scanline.table.GrowthBridges;
import io.scanline.table.HourlySales;
import io.scanline.table.Stores;
import io.scanline.table.Types;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What a single store adds to the parts of delta, by week and currency. */
final class BridgeStores {
    static final String STORE_ID = Stores.STORE_ID;
    /** Whether the store is like for like: long enough open at the base, and trading in both weeks. */
    static final String ALIKE = "alike";
    /** Net sales of the base week in the store's own currency; beside {@code base} they give its exchange rate. */
    static final String BASE_LOCAL = "base_local";

    private static final String NOW_LOCAL = "now_local";
    private static final String DAYS_NOW = "days_now";
    private static final String DAYS_BASE = "days_base";
    private static final String WITHOUT_RATE = "without_rate";
    private static final String AT_BASE_RATE = "at_base_rate";
    private static final String OPENED = "opened";

    private BridgeStores() {}

    /**
     * One row a store, week and currency: actual, base, the parts, {@link #ALIKE} and {@link #BASE_LOCAL}. Only weeks whose base
     * has sales of any store, and only where every hour has an exchange rate.
     *
     * @param monthsOpen full months that a store is open at the base before it is like for like
     */
    static Dataset<Row> of(Dataset<Row> hourlySales, Dataset<Row> stores, BridgeWeeks weeks, int monthsOpen) {
        Dataset<Row> sides = weekSums(hourlySales, weeks);
        Dataset<Row> withBase = sides.where(col(DAYS_BASE).gt(0))
                .select(GrowthBridges.PERIOD_START)
                .distinct();
        Column baseStart = date_sub(col(GrowthBridges.PERIOD_START), BridgeWeeks.LAG);
        Column longOpen = col(Stores.OPENED_ON)
                .isNull()
                .or(add_months(col(Stores.OPENED_ON), monthsOpen).leq(baseStart));
        return sides.join(broadcast(withBase), new String[] {GrowthBridges.PERIOD_START}, "left_semi")
                .join(broadcast(stores.select(STORE_ID, Stores.OPENED_ON)), STORE_ID)
                .where(col(WITHOUT_RATE).equalTo(0))
                .withColumn(ALIKE, trades(DAYS_NOW).and(trades(DAYS_BASE)).and(longOpen))
                .withColumn(OPENED, trades(DAYS_NOW).and(col(ALIKE).equalTo(false)))
                .withColumn(AT_BASE_RATE, atBaseRate())
                .transform(BridgeStores::withParts);
    }

    private static Dataset<Row> weekSums(Dataset<Row> hourlySales, BridgeWeeks weeks) {
        Dataset<Row> days = hourlySales
                .where(col(HourlySales.LEVEL)
                        .equalTo(HourlySales.STORE)
                        .and(col(HourlySales.DEPARTMENT).equalTo(HourlySales.ALL_DEPARTMENTS))
                        .and(CalendarColumns.onDays(col(HourlySales.LOCAL_DATE), weeks.days(0))))
                .groupBy(col(HourlySales.ENTITY).as(STORE_ID), col(HourlySales.CURRENCY), col(HourlySales.LOCAL_DATE))
                .agg(
                        sum(HourlySales.NET_SALES).as(HourlySales.NET_SALES),
                        sum(HourlySales.NET_SALES_REPORTING).as(HourlySales.NET_SALES_REPORTING),
                        sum(HourlySales.STORES_TRADING).as(HourlySales.STORES_TRADING),
                        count_if(col(HourlySales.NET_SALES_REPORTING).isNull()).as(WITHOUT_RATE));
        Column trading = col(HourlySales.STORES_TRADING).gt(0);
        Column inBase = col(BridgeWeeks.IN_BASE);
        Column now = inBase.equalTo(false);
        return weeks.sides(days, HourlySales.LOCAL_DATE)
                .groupBy(STORE_ID, HourlySales.CURRENCY, GrowthBridges.PERIOD_START)
                .agg(
                        money(sumWhere(now, HourlySales.NET_SALES)).as(NOW_LOCAL),
                        money(sumWhere(inBase, HourlySales.NET_SALES)).as(BASE_LOCAL),
                        money(sumWhere(now, HourlySales.NET_SALES_REPORTING)).as(GrowthBridges.ACTUAL),
                        money(sumWhere(inBase, HourlySales.NET_SALES_REPORTING)).as(GrowthBridges.BASE),
                        count_if(now.and(trading)).as(DAYS_NOW),
                        count_if(inBase.and(trading)).as(DAYS_BASE),
                        sum(WITHOUT_RATE).as(WITHOUT_RATE));
    }

    private static Column sumWhere(Column condition, String value) {
        return coalesce(sum(when(condition, col(value))), lit(0));
    }

    private static Column trades(String days) {
        return col(days).gt(0);
    }

    /** The week's sales at the base week's rate; where that has none, as they are, so that nothing counts as currency. */
    private static Column atBaseRate() {
        return money(when(col(BASE_LOCAL).equalTo(0), col(GrowthBridges.ACTUAL))
                .otherwise(col(NOW_LOCAL).multiply(col(GrowthBridges.BASE)).divide(col(BASE_LOCAL))));
    }

    private static Dataset<Row> withParts(Dataset<Row> stores) {
        Column base = col(GrowthBridges.BASE);
        Column moreDays = col(DAYS_NOW).minus(col(DAYS_BASE));
        Column calendar = base.multiply(moreDays).divide(col(DAYS_BASE));
        Column closed = trades(DAYS_NOW).equalTo(false);
        Column change = col(AT_BASE_RATE).minus(base);
        return stores.withColumn(
                        GrowthBridges.FX, money(col(GrowthBridges.ACTUAL).minus(col(AT_BASE_RATE))))
                .withColumn(
                        GrowthBridges.CALENDAR, money(when(col(ALIKE), calendar).otherwise(0)))
                .withColumn(
                        GrowthBridges.LIKE_FOR_LIKE,
                        money(when(col(ALIKE), change.minus(col(GrowthBridges.CALENDAR)))
                                .otherwise(0)))
                .withColumn(
                        GrowthBridges.NEW_STORES,
                        money(when(col(OPENED), change).otherwise(0)))
                .withColumn(
                        GrowthBridges.CLOSED_STORES, money(when(closed, change).otherwise(0)))
                .withColumn(GrowthBridges.STORES_LIKE_FOR_LIKE, col(ALIKE).cast("long"))
                .withColumn(GrowthBridges.STORES_NEW, col(OPENED).cast("long"))
                .withColumn(GrowthBridges.STORES_CLOSED, closed.cast("long"));
    }

    static Column money(Column value) {
        return value.cast(Types.MONEY);
    }

    /** Adds stores up to their levels. */
    static Dataset<Row> atLevels(Dataset<Row> stores, Dataset<Row> levels) {
        Stream<Column> amounts = Stream.concat(Stream.of(GrowthBridges.BASE), GrowthBridges.OF_DELTA.stream())
                .map(name -> money(sum(name)).as(name));
        Stream<Column> counts =
                GrowthBridges.STORES.stream().map(name -> sum(name).as(name));
        return stores.join(broadcast(levels), STORE_ID)
                .groupBy(GrowthBridges.LEVEL, GrowthBridges.ENTITY, GrowthBridges.PERIOD_START)
                .agg(
                        money(sum(GrowthBridges.ACTUAL)).as(GrowthBridges.ACTUAL),
                        Stream.concat(amounts, counts).toArray(Column[]::new));
    }
}
