package io.scanline.simulate;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.when;

import io.scanline.table.DemandHistory;
import io.scanline.table.Lake;
import io.scanline.table.OwnOrChain;
import io.scanline.table.PriceList;
import io.scanline.table.Products;
import io.scanline.table.Promotions;
import io.scanline.table.StoreClosures;
import io.scanline.table.StoreTrading;
import io.scanline.table.Stores;
import io.scanline.table.SupplierChoice;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What a replay needs, as rows that one shuffle by store brings together: one row an item that says how it is ordered and sold
 * ({@code day} null), and one a day of its demand. Days are days since 1970-01-01.
 */
final class SeriesInputs {
    static final String STORE_ID = DemandHistory.STORE_ID;
    static final String ITEM_ID = DemandHistory.ITEM_ID;
    static final String DAY = "day";
    static final String DEMAND = DemandHistory.DEMAND;
    static final String ITEM = "item";
    static final String CURRENCY = Stores.CURRENCY;
    static final String STORE_ENDS = StoreTrading.ENDS;
    static final String CLOSURES = StoreTrading.CLOSURES;
    static final String TERMS = SupplierChoice.TERMS;
    static final String DEPARTMENT = Products.DEPARTMENT;
    static final String UOM = Products.UOM;
    static final String PRODUCT_COST = "product_cost";
    static final String SHELF_LIFE_DAYS = Products.SHELF_LIFE_DAYS;
    static final String ITEM_ENDS = "item_ends";
    static final String PRICE = PriceList.PRICE;
    static final String PROMOTIONS = "promotions";
    static final String CHAIN_PROMOTIONS = "chain_promotions";

    private static final String EVERYWHERE = "*";
    private static final String[] STORE_ITEM_NAMES = {STORE_ID, ITEM_ID};
    private static final Column[] STORE_ITEM = {col(STORE_ID), col(ITEM_ID)};

    private final Lake lake;
    private final Span span;

    SeriesInputs(Lake lake, Span span) {
        this.lake = lake;
        this.span = span;
    }

    /** Partitions of whole stores, items in order, an item's row before its days. */
    Dataset<Row> byStore() {
        // twice as many as stores, so that few share one: a task's time is that of its stores
        int partitions =
                (int) Math.max(2, Math.min(4096, 2 * lake.read(Stores.TABLE).count()));
        Dataset<Row> days = demand().select(
                        col(STORE_ID),
                        col(ITEM_ID),
                        unix_date(col(DemandHistory.DATE)).alias(DAY),
                        col(DEMAND));
        return days.unionByName(items(), true)
                .repartition(partitions, col(STORE_ID))
                .sortWithinPartitions(col(STORE_ID), col(ITEM_ID), col(DAY).asc_nulls_first());
    }

    private Dataset<Row> demand() {
        return lake.read(DemandHistory.TABLE)
                .where(col(DemandHistory.DATE).between(lit(span.first()), lit(span.asOf())));
    }

    private Dataset<Row> items() {
        Dataset<Row> sold = demand().groupBy(STORE_ITEM)
                .agg(max_by(
                                col(DemandHistory.PRICE),
                                when(col(DemandHistory.PRICE).isNotNull(), col(DemandHistory.DATE)))
                        .alias("paid_price"));
        Dataset<Row> known = sold.join(
                        broadcast(StoreTrading.of(lake, lake.read(StoreClosures.TABLE))),
                        new String[] {STORE_ID},
                        "left")
                .join(ownPromotions(), STORE_ITEM_NAMES, "left")
                .join(chainPromotions(), new String[] {ITEM_ID}, "left")
                .join(products(), new String[] {ITEM_ID}, "left");
        Dataset<Row> priced = OwnOrChain.join(
                OwnOrChain.join(known, SupplierChoice.cheapest(lake), TERMS), PriceList.on(lake, span.asOf()), PRICE);
        Column item = struct(
                col(CURRENCY),
                col(STORE_ENDS),
                col(CLOSURES),
                col(TERMS),
                col(DEPARTMENT),
                col(UOM),
                col(PRODUCT_COST),
                col(SHELF_LIFE_DAYS),
                col(ITEM_ENDS),
                coalesce(col(PRICE), col("paid_price")).alias(PRICE),
                col(PROMOTIONS),
                col(CHAIN_PROMOTIONS));
        return priced.select(col(STORE_ID), col(ITEM_ID), item.alias(ITEM));
    }

    private Dataset<Row> ownPromotions() {
        return promotions()
                .where(col(STORE_ID).notEqual(EVERYWHERE))
                .groupBy(STORE_ITEM)
                .agg(StoreTrading.spans(Promotions.FROM, Promotions.TO).alias(PROMOTIONS));
    }

    private Dataset<Row> chainPromotions() {
        return promotions()
                .where(col(STORE_ID).equalTo(EVERYWHERE))
                .groupBy(col(ITEM_ID))
                .agg(StoreTrading.spans(Promotions.FROM, Promotions.TO).alias(CHAIN_PROMOTIONS));
    }

    private Dataset<Row> promotions() {
        return lake.read(Promotions.TABLE)
                .where(col(Promotions.TO).gt(lit(span.first())))
                .where(col(Promotions.FROM).leq(lit(span.asOf())));
    }

    private Dataset<Row> products() {
        return lake.read(Products.TABLE)
                .select(
                        col(ITEM_ID),
                        col(DEPARTMENT),
                        col(UOM),
                        col(Products.UNIT_COST).alias(PRODUCT_COST),
                        col(SHELF_LIFE_DAYS),
                        unix_date(col(Products.DISCONTINUED_ON)).alias(ITEM_ENDS));
    }
}
