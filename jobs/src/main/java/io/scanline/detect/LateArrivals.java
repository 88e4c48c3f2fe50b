package io.scanline.detect;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.scanline.table.IngestFiles;
import io.scanline.table.Lake;
import io.scanline.table.SalesLines;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The store hours whose sales came late: most of their lines more than a day after their own business day was over.
 *
 * <p>Lines came when their file was last changed, where that was within {@link #FEED_DAYS} days of the file's last business day.
 * Other files were copied here long afterwards and their times tell nothing; of those, a file most of whose lines are of one day
 * came when that day was over, and one that holds many days tells nothing at all.
 */
final class LateArrivals {
    /** Hour of the store, as in {@link StoreHistory}: store, start, and epoch second at which its sales were there. */
    static final String ARRIVED = "arrived";

    private static final int FEED_DAYS = 14;
    private static final double MOST = 0.8;
    private static final String LINES = "lines";

    private LateArrivals() {}

    /** @param days condition on business_date: the days to look at */
    static Dataset<Row> of(Lake lake, Column days) {
        Dataset<Row> parts = lake.read(SalesLines.TABLE)
                .where(days)
                .groupBy(
                        SalesLines.STORE_ID,
                        SalesLines.HOUR_START_UTC,
                        SalesLines.BUSINESS_DATE,
                        SalesLines.SOURCE_FILE)
                .agg(count(lit(1)).as(LINES));
        Column wasLate =
                col(ARRIVED).gt(date_add(col(SalesLines.BUSINESS_DATE), 2).cast("timestamp"));
        Column lateLines = sum(when(wasLate, col(LINES)).otherwise(0));
        return parts.join(broadcast(arrivals(lake, parts)), SalesLines.SOURCE_FILE)
                .groupBy(
                        col(SalesLines.STORE_ID).as(StoreHistory.STORE),
                        col(SalesLines.HOUR_START_UTC).as(StoreHistory.HOUR))
                .agg(
                        lateLines.multiply(2).geq(sum(LINES)).as("late"),
                        max(when(wasLate, col(ARRIVED).cast("long"))).as(ARRIVED))
                .where("late")
                .drop("late");
    }

    /** When each file came; files that do not tell are left out. */
    private static Dataset<Row> arrivals(Lake lake, Dataset<Row> parts) {
        Dataset<Row> mainDays = parts.groupBy(SalesLines.SOURCE_FILE, SalesLines.BUSINESS_DATE)
                .agg(sum(LINES).as(LINES))
                .groupBy(SalesLines.SOURCE_FILE)
                .agg(
                        max_by(col(SalesLines.BUSINESS_DATE), col(LINES)).as("main_day"),
                        max(LINES).divide(sum(LINES)).as("main_share"));
        Dataset<Row> files = lake.read(IngestFiles.TABLE)
                .where(col(IngestFiles.DATASET)
                        .equalTo(IngestFiles.SALES)
                        .and(col(IngestFiles.STATE).equalTo(IngestFiles.LOADED)))
                .groupBy(col(IngestFiles.URI).as(SalesLines.SOURCE_FILE))
                .agg(
                        max(IngestFiles.MODIFIED_AT).as("modified_at"),
                        max(IngestFiles.LAST_BUSINESS_DATE).as("last_day"));
        Column ofFeed = when(
                col("modified_at").lt(date_add(col("last_day"), 1 + FEED_DAYS).cast("timestamp")), col("modified_at"));
        Column ofDailyFile =
                when(col("main_share").geq(MOST), date_add(col("main_day"), 1).cast("timestamp"));
        return mainDays.join(files, new String[] {SalesLines.SOURCE_FILE}, "left")
                .select(
                        col(SalesLines.SOURCE_FILE),
                        coalesce(ofFeed, ofDailyFile).as(ARRIVED))
                .where(col(ARRIVED).isNotNull());
    }
}
