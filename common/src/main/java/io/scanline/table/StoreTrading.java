package io.scanline.table;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.unix_date;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** When each store trades, in days since 1970-01-01. */
public final class StoreTrading {
    /** Day on which the store ends; null where it goes on. */
    public static final String ENDS = "store_ends";
    /** {@link #spans} of the store's closures; null where there are none. */
    public static final String CLOSURES = "closures";

    private StoreTrading() {}

    /**
     * One row a store: store_id, currency, {@link #ENDS}, {@link #CLOSURES}.
     *
     * @param closures those rows of store_closures that matter
     */
    public static Dataset<Row> of(Lake lake, Dataset<Row> closures) {
        Dataset<Row> byStore = closures.groupBy(col(StoreClosures.STORE_ID))
                .agg(spans(StoreClosures.FROM, StoreClosures.TO).alias(CLOSURES));
        return lake.read(Stores.TABLE)
                .select(
                        col(Stores.STORE_ID),
                        col(Stores.CURRENCY),
                        unix_date(col(Stores.CLOSED_ON)).alias(ENDS))
                .join(byStore, new String[] {Stores.STORE_ID}, "left");
    }

    /** Half-open spans of days of a group, {@code from} and {@code to}, in order. */
    public static Column spans(String from, String to) {
        return sort_array(collect_list(struct(
                unix_date(col("`" + from + "`")).alias("from"),
                unix_date(col("`" + to + "`")).alias("to"))));
    }
}
