package io.scanline.forecast;

import static io.scanline.forecast.Facts.day;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.min;

import io.scanline.forecast.Facts.Kind;
import io.scanline.table.Lake;
import io.scanline.table.Prices;
import io.scanline.table.Products;
import io.scanline.table.Promotions;
import io.scanline.table.Stores;
import io.scanline.table.SupplyTerms;
import io.scanline.table.Table;
import java.time.LocalDate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What the stores have on their shelves, and at what price: products, promotions, shelf plans and list prices. */
final class RangeFacts {
    private static final int NEW_ITEM_DAYS = 56;
    private static final String OWN = "own";

    private RangeFacts() {}

    /** @param stores whose facts are asked for, {@code asOf} the last day of history */
    static Dataset<Row> of(Lake lake, Dataset<Row> stores, LocalDate asOf) {
        Dataset<Row> ids = broadcast(stores.select(Stores.STORE_ID));
        return products(lake, ids)
                .unionByName(promotions(lake).join(ids, Facts.STORE_ID))
                .unionByName(priced(lake).join(ids, Facts.STORE_ID))
                .unionByName(supplied(lake).join(ids, Facts.STORE_ID))
                .unionByName(introduced(lake, ids, asOf));
    }

    /** The list prices of the last years and of those to come, which only the boosted engine reads. */
    static Dataset<Row> prices(Lake lake, LocalDate asOf) {
        Column recent = coalesce(col(Prices.TO), lit(asOf.plusDays(1))).gt(lit(asOf.minusDays(ListPrices.DAYS_KEPT)));
        return Facts.row(
                ofStores(
                        lake,
                        lake.read(Prices.TABLE)
                                .where(recent)
                                .drop(Table.RUN_ID, Table.COMPUTED_AT)
                                .withColumn(OWN, col(Prices.STORE_ID).notEqual(Facts.EVERY))),
                Kind.PRICE,
                col(Prices.ITEM_ID),
                null,
                day(Prices.FROM, 0),
                day(Prices.TO, Facts.NEVER),
                col(Prices.PRICE).cast("double"),
                col(OWN));
    }

    private static Dataset<Row> products(Lake lake, Dataset<Row> ids) {
        Dataset<Row> products = lake.read(Products.TABLE).crossJoin(ids);
        Column weighed = coalesce(col(Products.UOM).isin("KGM", "GRM", "LBR"), lit(false));
        return Facts.row(
                products,
                Kind.PRODUCT,
                col(Products.ITEM_ID),
                col(Products.DEPARTMENT),
                lit(0),
                day(Products.DISCONTINUED_ON, Facts.NEVER),
                Facts.none(),
                weighed);
    }

    private static Dataset<Row> promotions(Lake lake) {
        return Facts.row(
                promotionsOfStores(lake),
                Kind.PROMOTION,
                col(Promotions.ITEM_ID),
                null,
                day(Promotions.FROM, 0),
                day(Promotions.TO, Facts.NEVER));
    }

    /** Promotions with a store of their own: one for all stores becomes one a store. */
    static Dataset<Row> promotionsOfStores(Lake lake) {
        return ofStores(
                lake,
                lake.read(Promotions.TABLE)
                        .where(col(Promotions.TO).gt(col(Promotions.FROM)))
                        .drop(Table.RUN_ID, Table.COMPUTED_AT));
    }

    private static Dataset<Row> ofStores(Lake lake, Dataset<Row> rows) {
        Dataset<Row> ids = lake.read(Stores.TABLE).select(col(Stores.STORE_ID).as("each"));
        Column here =
                col(Facts.STORE_ID).equalTo(Facts.EVERY).or(col(Facts.STORE_ID).equalTo(col("each")));
        return rows.join(broadcast(ids), here)
                .withColumn(Facts.STORE_ID, col("each"))
                .drop("each");
    }

    /** A price of the store's own says that the store sells the item. */
    private static Dataset<Row> priced(Lake lake) {
        Dataset<Row> spans = lake.read(Prices.TABLE)
                .where(col(Prices.STORE_ID).notEqual(Facts.EVERY))
                .groupBy(Prices.STORE_ID, Prices.ITEM_ID)
                .agg(
                        min(day(Prices.FROM, 0)).as("first"),
                        max(day(Prices.TO, Facts.NEVER)).as("last"),
                        max_by(col(Prices.PRICE), col(Prices.FROM)).as("newest"));
        return Facts.row(
                spans,
                Kind.LISTED,
                col(Prices.ITEM_ID),
                null,
                col("first"),
                col("last"),
                col("newest").cast("double"),
                lit(false));
    }

    private static Dataset<Row> supplied(Lake lake) {
        Dataset<Row> terms =
                lake.read(SupplyTerms.TABLE).where(col(SupplyTerms.STORE_ID).notEqual(Facts.EVERY));
        return Facts.row(terms, Kind.LISTED, col(SupplyTerms.ITEM_ID), null, lit(0), lit(Facts.NEVER));
    }

    /** An item that is new to the chain is on every store's shelf plan for its first weeks. */
    private static Dataset<Row> introduced(Lake lake, Dataset<Row> ids, LocalDate asOf) {
        Column recent = col(Products.INTRODUCED_ON).between(lit(asOf.minusDays(NEW_ITEM_DAYS)), lit(asOf.plusDays(1)));
        Dataset<Row> items = lake.read(Products.TABLE).where(recent).crossJoin(ids);
        return Facts.row(
                items, Kind.LISTED, col(Products.ITEM_ID), null, day(Products.INTRODUCED_ON, 0), lit(Facts.NEVER));
    }
}
