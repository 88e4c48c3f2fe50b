package io.scanline.reorder;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.make_dt_interval;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.to_utc_timestamp;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.when;

import io.scanline.calendar.CalendarColumns;
import io.scanline.table.DemandHistory;
import io.scanline.table.Forecasts;
import io.scanline.table.Lake;
import io.scanline.table.OpenOrders;
import io.scanline.table.OwnOrChain;
import io.scanline.table.PriceList;
import io.scanline.table.Products;
import io.scanline.table.StockPositions;
import io.scanline.table.StoreClosures;
import io.scanline.table.StoreTrading;
import io.scanline.table.Stores;
import io.scanline.table.SupplierChoice;
import io.scanline.table.SupplyTerms;
import java.time.LocalDate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Brings together what one order decision needs: one row per store and item that has a forecast.
 *
 * <p>The forecasts are shuffled once, by store and item; the other tables come to them. Where suppliers ask for minimums, rows are
 * shuffled once more and come store by store and supplier by supplier. Days are numbers since 1970-01-01.
 */
final class OrderInputs {
    static final String STORE_ID = Forecasts.STORE_ID;
    static final String ITEM_ID = Forecasts.ITEM_ID;
    static final String DAYS = "days";
    static final String COLD_START_WEIGHT = Forecasts.COLD_START_WEIGHT;
    static final String CURRENCY = Stores.CURRENCY;
    static final String CLOSURES = StoreTrading.CLOSURES;
    static final String STORE_ENDS = StoreTrading.ENDS;
    static final String TERMS = SupplierChoice.TERMS;
    static final String UOM = Products.UOM;
    static final String PRODUCT_COST = "product_cost";
    static final String SHELF_LIFE_DAYS = Products.SHELF_LIFE_DAYS;
    static final String ITEM_ENDS = "item_ends";
    static final String PRICE = PriceList.PRICE;
    static final String ON_HAND = StockPositions.ON_HAND;
    static final String STOCK_AS_OF = "stock_as_of";
    static final String COUNTED_THROUGH = "counted_through";
    static final String ARRIVALS = "arrivals";
    static final String FIRST_DAY = "first_day";
    static final String LAST_ALIVE_DAY = "last_alive_day";
    static final String SELLING_DAYS = "selling_days";
    static final String TUNED = "tuned";

    /** A stock figure older than this says nothing any more. */
    private static final int OLDEST_STOCK_DAYS = 28;

    /** Days of sales that tell a slow item from one that is not on the shelf. */
    private static final int RECENT_DAYS = 91;

    private static final String DAY_START = "day_start";
    private static final String[] STORE_ITEM_NAMES = {STORE_ID, ITEM_ID};
    private static final Column[] STORE_ITEM = {col(STORE_ID), col(ITEM_ID)};

    private final Lake lake;
    private final LocalDate asOf;
    private final LocalDate orderDate;
    private final TunedSafety tuned;

    OrderInputs(Lake lake, LocalDate asOf, TunedSafety tuned) {
        this.lake = lake;
        this.asOf = asOf;
        this.tuned = tuned;
        this.orderDate = asOf.plusDays(1);
    }

    Dataset<Row> rows() {
        Dataset<Row> items = forecasts()
                .join(broadcast(stores()), new String[] {STORE_ID}, "left")
                .join(broadcast(tuned.byStore(TUNED)), new String[] {STORE_ID}, "left")
                .join(stock(), STORE_ITEM_NAMES, "left")
                .join(arrivals(), STORE_ITEM_NAMES, "left")
                .join(recentSales(), STORE_ITEM_NAMES, "left");
        Dataset<Row> priced = OwnOrChain.join(
                OwnOrChain.join(items, SupplierChoice.cheapest(lake), TERMS), PriceList.on(lake, orderDate), PRICE);
        Dataset<Row> rows = priced.withColumn(PRICE, coalesce(col(PRICE), col("paid_price")))
                .join(products(), new String[] {ITEM_ID}, "left");
        return suppliersAskForMinimums() ? bySupplier(rows) : rows;
    }

    private boolean suppliersAskForMinimums() {
        return !lake.read(SupplyTerms.TABLE)
                .where(col(SupplyTerms.SUPPLIER_MIN_ORDER_VALUE).gt(0))
                .isEmpty();
    }

    /** Brings the items that a store orders of one supplier together, the one with the largest minimum first. */
    private static Dataset<Row> bySupplier(Dataset<Row> rows) {
        Column supplier = col(TERMS).getField(SupplyTerms.SUPPLIER_ID);
        return rows.repartition(col(STORE_ID), supplier)
                .sortWithinPartitions(
                        col(STORE_ID),
                        supplier,
                        col(TERMS)
                                .getField(SupplyTerms.SUPPLIER_MIN_ORDER_VALUE)
                                .desc_nulls_last(),
                        col(ITEM_ID));
    }

    /** The horizon's days as one array per store and item. */
    private Dataset<Row> forecasts() {
        Column day = struct(
                unix_date(col(Forecasts.TARGET_DATE)).alias("day"), col(Forecasts.MEAN), col(Forecasts.DISPERSION));
        return lake.read(Forecasts.TABLE)
                .where(col(Forecasts.AS_OF).equalTo(lit(asOf)))
                .groupBy(STORE_ITEM)
                .agg(
                        sort_array(collect_list(day)).alias(DAYS),
                        max(col(Forecasts.COLD_START_WEIGHT)).alias(COLD_START_WEIGHT));
    }

    private Dataset<Row> stores() {
        return StoreTrading.of(
                lake, lake.read(StoreClosures.TABLE).where(col(StoreClosures.TO).gt(lit(asOf.minusDays(RECENT_DAYS)))));
    }

    /** Each store's zone and the hour at which its day starts. */
    static Dataset<Row> clocks(Lake lake) {
        Column dayStart = coalesce(col(Stores.DAY_START_HOUR), lit(0));
        return lake.read(Stores.TABLE)
                .select(
                        col(STORE_ID),
                        col(Stores.TIME_ZONE),
                        make_dt_interval(lit(0), dayStart).alias(DAY_START));
    }

    /**
     * Last business day whose sales a stock position has seen, by the store's {@link #clocks}: one taken in the afternoon or at the
     * day's end has seen the day's, one of the morning has not.
     */
    static Column countedThrough(Column takenAt) {
        return to_date(CalendarColumns.localTime(takenAt, col(Stores.TIME_ZONE))
                .minus(col(DAY_START))
                .minus(expr("INTERVAL 12 HOURS")));
    }

    /** The latest position at or before the end of the last business day, on the store's own clock. */
    private Dataset<Row> stock() {
        Column endOfDay =
                to_utc_timestamp(lit(orderDate).cast("timestamp").plus(col(DAY_START)), col(Stores.TIME_ZONE));
        return lake.read(StockPositions.TABLE)
                .where(col(StockPositions.AS_OF).gt(lit(asOf.minusDays(OLDEST_STOCK_DAYS))))
                .join(broadcast(clocks(lake)), STORE_ID)
                .where(col(StockPositions.AS_OF).leq(endOfDay))
                .groupBy(STORE_ITEM)
                .agg(max(struct(
                                col(StockPositions.AS_OF).alias(STOCK_AS_OF),
                                unix_date(countedThrough(col(StockPositions.AS_OF)))
                                        .alias(COUNTED_THROUGH),
                                col(StockPositions.ON_HAND)))
                        .alias("stock"))
                .select(col(STORE_ID), col(ITEM_ID), col("stock.*"));
    }

    private Dataset<Row> arrivals() {
        return lake.read(OpenOrders.TABLE)
                .where(col(OpenOrders.DUE_ON).gt(lit(asOf.minusDays(OLDEST_STOCK_DAYS))))
                .groupBy(STORE_ITEM)
                .agg(sort_array(collect_list(
                                struct(unix_date(col(OpenOrders.DUE_ON)).alias("day"), col(OpenOrders.QUANTITY))))
                        .alias(ARRIVALS));
    }

    private Dataset<Row> recentSales() {
        Column sold = col(DemandHistory.UNITS_SOLD).gt(0);
        Column date = unix_date(col(DemandHistory.DATE));
        return lake.read(DemandHistory.TABLE)
                .where(col(DemandHistory.DATE).gt(lit(asOf.minusDays(RECENT_DAYS))))
                .where(col(DemandHistory.DATE).leq(lit(asOf)))
                .groupBy(STORE_ITEM)
                .agg(
                        min(date).alias(FIRST_DAY),
                        max(when(sold.or(col(DemandHistory.CENSORED)), date)).alias(LAST_ALIVE_DAY),
                        count(when(sold, lit(1))).alias(SELLING_DAYS),
                        max_by(
                                        col(DemandHistory.PRICE),
                                        when(col(DemandHistory.PRICE).isNotNull(), date))
                                .alias("paid_price"));
    }

    private Dataset<Row> products() {
        return lake.read(Products.TABLE)
                .select(
                        col(ITEM_ID),
                        col(UOM),
                        col(Products.UNIT_COST).alias(PRODUCT_COST),
                        col(SHELF_LIFE_DAYS),
                        unix_date(col(Products.DISCONTINUED_ON)).alias(ITEM_ENDS));
    }
}
