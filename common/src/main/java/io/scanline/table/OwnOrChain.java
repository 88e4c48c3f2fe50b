package io.scanline.table;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Values that are kept per store and item, or per item for all stores ({@code *}): the store's own beats the chain's. */
public final class OwnOrChain {
    private static final String STORE_ID = Stores.STORE_ID;
    private static final String ITEM_ID = Products.ITEM_ID;
    private static final String EVERYWHERE = "*";
    private static final String CHAIN_VALUE = "chain_value";

    private OwnOrChain() {}

    /**
     * Adds a value to each store and item; null where neither the store nor the chain has one.
     *
     * @param items rows with {@code store_id} and {@code item_id}
     * @param values rows of {@code store_id}, {@code item_id} and {@code name}, each store and item once
     */
    public static Dataset<Row> join(Dataset<Row> items, Dataset<Row> values, String name) {
        Dataset<Row> own = values.where(col(STORE_ID).notEqual(EVERYWHERE));
        Dataset<Row> everywhere = values.where(col(STORE_ID).equalTo(EVERYWHERE))
                .select(col(ITEM_ID), col(name).alias(CHAIN_VALUE));
        return items.join(own, new String[] {STORE_ID, ITEM_ID}, "left")
                .join(everywhere, new String[] {ITEM_ID}, "left")
                .withColumn(name, coalesce(col(name), col(CHAIN_VALUE)))
                .drop(CHAIN_VALUE);
    }
}
