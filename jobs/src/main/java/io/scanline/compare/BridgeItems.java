package io.scanline.compare;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.timestamp_seconds;
import static org.apache.spark.sql.functions.unix_seconds;
import static org.apache.spark.sql.functions.when;

import io.scanline.calendar.CalendarColumns;
import io.scanline.table.GrowthBridges;
import io.scanline.table.SalesLines;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Price, volume and mix of like-for-like stores, at the base week's exchange rates.
 *
 * <p>Over items sold in both weeks, with prices p and quantities q before (0) and now (1): price = sum((p1 - p0) q1), volume =
 * (Q1 - Q0) mean p0; an item's quantity is counted in the unit that it is sold in. The rest is mix.
 */
final class BridgeItems {
    private static final String QUANTITY_BASE = "q0";
    private static final String QUANTITY_NOW = "q1";
    private static final String MONEY_BASE = "a0";
    private static final String MONEY_NOW = "a1";

    private BridgeItems() {}

    /** One row a level, entity and week: price, volume before the calendar's part, new_items, dropped_items. */
    static Dataset<Row> of(Dataset<Row> lines, Dataset<Row> parts, Dataset<Row> levels, BridgeWeeks weeks) {
        return byStore(lines, weeks)
                .transform(items -> atBaseRates(items, parts))
                .join(broadcast(levels), BridgeStores.STORE_ID)
                .groupBy(GrowthBridges.LEVEL, GrowthBridges.ENTITY, GrowthBridges.PERIOD_START, SalesLines.ITEM_ID)
                .agg(total(QUANTITY_BASE), total(QUANTITY_NOW), total(MONEY_BASE), total(MONEY_NOW))
                .groupBy(GrowthBridges.LEVEL, GrowthBridges.ENTITY, GrowthBridges.PERIOD_START)
                .agg(
                        BridgeStores.money(sum(price())).as(GrowthBridges.PRICE),
                        BridgeStores.money(volume()).as(GrowthBridges.VOLUME),
                        BridgeStores.money(sum(when(soldBefore().equalTo(false), change())
                                        .otherwise(0)))
                                .as(GrowthBridges.NEW_ITEMS),
                        BridgeStores.money(sum(when(soldBefore().and(soldNow().equalTo(false)), change())
                                        .otherwise(0)))
                                .as(GrowthBridges.DROPPED_ITEMS));
    }

    private static Dataset<Row> byStore(Dataset<Row> lines, BridgeWeeks weeks) {
        Column localDate = timestamp_seconds(unix_seconds(col(SalesLines.HOUR_START_UTC))
                        .plus(col(SalesLines.UTC_OFFSET_MINUTES).multiply(60)))
                .cast("date");
        Dataset<Row> sold = lines.where(SalesLines.isMerchandise()
                        // a local date lies on the UTC day of its name or one beside
                        .and(CalendarColumns.onDays(col(SalesLines.HOUR_START_UTC), weeks.days(1))))
                .groupBy(
                        col(SalesLines.STORE_ID),
                        col(SalesLines.CURRENCY),
                        coalesce(col(SalesLines.ITEM_ID), col(SalesLines.SCAN_CODE))
                                .as(SalesLines.ITEM_ID),
                        localDate.as("local_date"))
                .agg(
                        sum(SalesLines.QUANTITY).as(SalesLines.QUANTITY),
                        sum(SalesLines.NET_AMOUNT).as(SalesLines.NET_AMOUNT));
        Column inBase = col(BridgeWeeks.IN_BASE);
        Column now = inBase.equalTo(false);
        return weeks.sides(sold, "local_date")
                .groupBy(SalesLines.STORE_ID, SalesLines.CURRENCY, GrowthBridges.PERIOD_START, SalesLines.ITEM_ID)
                .agg(
                        where(inBase, SalesLines.QUANTITY).as(QUANTITY_BASE),
                        where(now, SalesLines.QUANTITY).as(QUANTITY_NOW),
                        where(inBase, SalesLines.NET_AMOUNT).as(MONEY_BASE),
                        where(now, SalesLines.NET_AMOUNT).as(MONEY_NOW));
    }

    private static Column where(Column condition, String value) {
        return BridgeStores.money(coalesce(sum(when(condition, col(value))), lit(0)));
    }

    /** The items of like-for-like stores, both weeks' money at the rate of the store's base week. */
    private static Dataset<Row> atBaseRates(Dataset<Row> items, Dataset<Row> parts) {
        Dataset<Row> alike = parts.where(col(BridgeStores.ALIKE))
                .select(
                        col(BridgeStores.STORE_ID),
                        col(SalesLines.CURRENCY),
                        col(GrowthBridges.PERIOD_START),
                        col(GrowthBridges.BASE),
                        col(BridgeStores.BASE_LOCAL));
        return items.join(alike, new String[] {SalesLines.STORE_ID, SalesLines.CURRENCY, GrowthBridges.PERIOD_START})
                .withColumn(MONEY_BASE, atBaseRate(MONEY_BASE))
                .withColumn(MONEY_NOW, atBaseRate(MONEY_NOW));
    }

    private static Column atBaseRate(String money) {
        return BridgeStores.money(when(col(BridgeStores.BASE_LOCAL).equalTo(col(GrowthBridges.BASE)), col(money))
                .when(col(BridgeStores.BASE_LOCAL).equalTo(0), col(money))
                .otherwise(col(money).multiply(col(GrowthBridges.BASE)).divide(col(BridgeStores.BASE_LOCAL))));
    }

    private static Column total(String value) {
        return BridgeStores.money(sum(value)).as(value);
    }

    private static Column soldBefore() {
        return col(QUANTITY_BASE).gt(0);
    }

    private static Column soldNow() {
        return col(QUANTITY_NOW).gt(0);
    }

    private static Column inBoth() {
        return soldBefore().and(soldNow());
    }

    private static Column change() {
        return col(MONEY_NOW).minus(col(MONEY_BASE));
    }

    private static Column price() {
        Column atOldPrice = col(MONEY_BASE).multiply(col(QUANTITY_NOW)).divide(col(QUANTITY_BASE));
        return BridgeStores.money(
                when(inBoth(), col(MONEY_NOW).minus(atOldPrice)).otherwise(0));
    }

    private static Column volume() {
        Column before = sum(when(inBoth(), col(QUANTITY_BASE)).otherwise(0));
        Column more =
                sum(when(inBoth(), col(QUANTITY_NOW).minus(col(QUANTITY_BASE))).otherwise(0));
        Column money = sum(when(inBoth(), col(MONEY_BASE)).otherwise(0));
        return when(before.equalTo(0), lit(0))
                .otherwise(BridgeStores.money(money)
                        .multiply(BridgeStores.money(more))
                        .divide(BridgeStores.money(before)));
    }
}
