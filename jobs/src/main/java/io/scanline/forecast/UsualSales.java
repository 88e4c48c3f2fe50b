package io.scanline.forecast;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.when;

import io.scanline.table.DemandHistory;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * What items usually sell on a day: their share of the store's units while they were in stock in the weeks before, times the store's units of
 * the day. Counted from the day after the item's first row in those weeks on: that row is no chance day, for a sale began it.
 */
final class UsualSales {
    /** Days before a day that say what is usual on it. */
    static final int DAYS = 28;
    /** Units expected of the whole day, 0 where nothing is known. */
    static final String USUAL = "usual";
    /** Units that it was learned from. */
    static final String EVIDENCE = "evidence";

    private static final String[] KEY = {DemandHistory.STORE_ID, DemandHistory.ITEM_ID, DemandHistory.DATE};
    private static final String STORE_UNITS = "store_units";
    private static final String STORE_SO_FAR = "store_so_far";
    private static final String MISSED = "missed";
    private static final String MET = "met";
    private static final String DAY = "day";

    private UsualSales() {}

    /**
     * One row a store, item and day that is asked for.
     *
     * @param sales store_id, item_id, date, units_sold and in_stock_share of the days asked for and of the {@link #DAYS} before
     * @param asked store_id, item_id and date of some of them
     */
    static Dataset<Row> of(Dataset<Row> sales, Dataset<Row> asked) {
        WindowSpec before = Window.partitionBy(DemandHistory.STORE_ID, DemandHistory.ITEM_ID)
                .orderBy(DAY)
                .rangeBetween(-DAYS, -1);
        Column storeSince = col(STORE_SO_FAR)
                .minus(col(STORE_UNITS))
                .minus(first(STORE_SO_FAR).over(before))
                .cast("double");
        return sales.join(asked, new String[] {DemandHistory.STORE_ID, DemandHistory.ITEM_ID}, "left_semi")
                .join(stores(sales), new String[] {DemandHistory.STORE_ID, DemandHistory.DATE}, "inner")
                .withColumn(DAY, unix_date(col(DemandHistory.DATE)))
                .withColumn(
                        MISSED,
                        col(STORE_UNITS).cast("double").multiply(lit(1.0).minus(col(DemandHistory.IN_STOCK_SHARE))))
                .withColumn(EVIDENCE, sinceFirst(DemandHistory.UNITS_SOLD, before))
                .withColumn(MET, storeSince.minus(sinceFirst(MISSED, before)))
                .withColumn(USUAL, when(col(MET).gt(0), col(EVIDENCE).divide(col(MET))))
                .withColumn(USUAL, coalesce(col(USUAL).multiply(col(STORE_UNITS).cast("double")), lit(0.0)))
                .join(asked, KEY, "left_semi")
                .select(
                        col(DemandHistory.STORE_ID),
                        col(DemandHistory.ITEM_ID),
                        col(DemandHistory.DATE),
                        col(USUAL),
                        coalesce(col(EVIDENCE), lit(0.0)).as(EVIDENCE));
    }

    /** Sum over a window without its earliest row; quantities are exact until then, in whatever order they come. */
    private static Column sinceFirst(String value, WindowSpec before) {
        return sum(value).over(before).minus(first(value).over(before)).cast("double");
    }

    private static Column first(String value) {
        return min_by(col(value), col(DAY));
    }

    /** One row a store and day: units of all items, and those of all days so far. */
    private static Dataset<Row> stores(Dataset<Row> sales) {
        WindowSpec soFar = Window.partitionBy(DemandHistory.STORE_ID).orderBy(DemandHistory.DATE);
        return sales.groupBy(DemandHistory.STORE_ID, DemandHistory.DATE)
                .agg(sum(DemandHistory.UNITS_SOLD).as(STORE_UNITS))
                .withColumn(STORE_SO_FAR, sum(STORE_UNITS).over(soFar));
    }
}
