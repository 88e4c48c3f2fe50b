package io.scanline.table;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max_by;

import java.time.LocalDate;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The list prices of a day. */
public final class PriceList {
    public static final String PRICE = Prices.PRICE;

    private PriceList() {}

    /** One price per store ({@code *} for all) and item: of those that hold on the day, the one that began last. */
    public static Dataset<Row> on(Lake lake, LocalDate day) {
        return lake.read(Prices.TABLE)
                .where(col(Prices.FROM).leq(lit(day)))
                .where(col(Prices.TO).isNull().or(col(Prices.TO).gt(lit(day))))
                .groupBy(col(Prices.STORE_ID), col(Prices.ITEM_ID))
                .agg(max_by(col(Prices.PRICE), col(Prices.FROM)).alias(PRICE));
    }
}
