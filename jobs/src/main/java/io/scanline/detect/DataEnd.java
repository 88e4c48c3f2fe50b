package io.scanline.detect;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.date_diff;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.sort_array;

import io.scanline.table.HourlySales;
import java.io.Serializable;
import java.sql.Date;
import java.time.LocalDate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How far the data has come. Hours behind it are still to come and no store is late with them; nine stores in ten have no newer
 * hour. By both clocks: files that come at the close of each store's day end at one local hour, a feed of the tills ends at
 * one moment.
 *
 * @param localHour last hour by the stores' clocks, epoch day x 24 + hour
 * @param start start of the last hour, epoch seconds
 */
record DataEnd(long localHour, long start) implements Serializable {
    private static final double STORES = 0.9;
    /** A store that has sent nothing for so long has nothing to say on how far the data has come. */
    private static final int SILENT_DAYS = 14;

    /** @param storeHours rows of hourly_sales, a store and all its departments each; at least one */
    static DataEnd of(Dataset<Row> storeHours, LocalDate lastDay) {
        Column localHour = date_diff(col(HourlySales.LOCAL_DATE), lit(Date.valueOf(LocalDate.EPOCH)))
                .multiply(lit(WeekProfile.HOURS))
                .plus(col(HourlySales.LOCAL_HOUR));
        Row end = storeHours
                .where(col(HourlySales.LOCAL_DATE).gt(lit(Date.valueOf(lastDay.minusDays(SILENT_DAYS)))))
                .groupBy(HourlySales.ENTITY)
                .agg(
                        max(localHour).cast("long").as("local_hour"),
                        max(col(HourlySales.HOUR_START_UTC)).cast("long").as("start"))
                .agg(quantile("local_hour"), quantile("start"))
                .head();
        return new DataEnd(end.getLong(0), end.getLong(1));
    }

    /** Of two to ten stores the newest does not count: one that trades past midnight has begun a day that is nobody else's. */
    private static Column quantile(String column) {
        Column before = floor(count(lit(1)).minus(lit(1)).multiply(lit(STORES)));
        return element_at(
                sort_array(collect_list(col(column))), before.plus(lit(1)).cast("int"));
    }

    boolean isBefore(long epochDay, int hour, long hourStart) {
        return epochDay * WeekProfile.HOURS + hour > localHour || hourStart > start;
    }
}
