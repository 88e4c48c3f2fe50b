package io.scanline.compare;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.nullif;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.scanline.calendar.CalendarColumns;
import io.scanline.spark.Exploded;
import io.scanline.table.Forecasts;
import io.scanline.table.HourlySales;
import io.scanline.table.Lake;
import io.scanline.table.Products;
import io.scanline.table.Stores;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * What forecasts said that stores would sell, as hourly_sales measures it: the mean of each item's demand, as it is and at its
 * {@link ExpectedPrices expected price}, times what the department's demand came to before ({@link ForecastScale}).
 */
final class ForecastValues {
    private static final String[] SCALED = {StorePeriods.STORE_ID, HourlySales.DEPARTMENT, ForecastOrigins.AS_OF};

    private static final String RATE = "rate";

    private ForecastValues() {}

    /**
     * One row a store, department (with *), forecast and day, with the store's currency: net sales, net sales in the group's currency (null without a rate)
     * and units in whole ten-thousandths; of the running day, the part that has elapsed.
     */
    static Dataset<Row> of(Lake lake, ForecastOrigins origins, Dataset<Row> hourlySales, Dataset<Row> clocks) {
        Column running =
                col(ForecastOrigins.DATE).equalTo(col(StorePeriods.RUNNING_DAY).cast("date"));
        Column elapsed = coalesce(col(ForecastScale.ELAPSED), col(StorePeriods.DAY_ELAPSED));
        Column part = when(running, elapsed).otherwise(1.0);
        Column reporting = whole(col(HourlySales.NET_SALES).multiply(col(RATE)));
        return ofDemand(lake, origins)
                .join(ForecastScale.of(lake, origins, hourlySales, clocks), SCALED, "left")
                .join(broadcast(clocks), StorePeriods.STORE_ID)
                .join(broadcast(lake.read(Stores.TABLE).select(Stores.STORE_ID, Stores.CURRENCY)), Stores.STORE_ID)
                .withColumn(RATE, rate())
                .withColumn(HourlySales.NET_SALES, scaled(HourlySales.NET_SALES, ForecastScale.OF_MONEY, part))
                .withColumn(HourlySales.UNITS_SOLD, scaled(HourlySales.UNITS_SOLD, ForecastScale.OF_UNITS, part))
                .withColumn(HourlySales.NET_SALES_REPORTING, reporting)
                .transform(rows ->
                        Exploded.of(rows, "of", array(col(HourlySales.DEPARTMENT), lit(HourlySales.ALL_DEPARTMENTS))))
                .groupBy(
                        col(StorePeriods.STORE_ID),
                        col(Stores.CURRENCY),
                        col("of").as(HourlySales.DEPARTMENT),
                        col(ForecastOrigins.AS_OF),
                        col(ForecastOrigins.DATE))
                .agg(
                        sum(HourlySales.NET_SALES).as(HourlySales.NET_SALES),
                        sum(HourlySales.UNITS_SOLD).as(HourlySales.UNITS_SOLD),
                        sum(HourlySales.NET_SALES_REPORTING).as(HourlySales.NET_SALES_REPORTING));
    }

    /** What one of the currency was in the group's over all its stores, new ones have no sales; null where no rate is known. */
    private static Column rate() {
        WindowSpec currency = Window.partitionBy(Stores.CURRENCY, ForecastOrigins.AS_OF, ForecastOrigins.DATE);
        Column rated = nullif(sum(ForecastScale.RATED).over(currency), lit(0));
        return sum(ForecastScale.REPORTED).over(currency).cast("double").divide(rated.cast("double"));
    }

    /** The last day of each forecast among the values. */
    static Map<LocalDate, LocalDate> horizons(Dataset<Row> values) {
        Map<LocalDate, LocalDate> horizons = new TreeMap<>();
        // one value a forecast, however many rows
        values.groupBy(ForecastOrigins.AS_OF)
                .agg(max(ForecastOrigins.DATE))
                .collectAsList()
                .forEach(row -> horizons.put(
                        row.getDate(0).toLocalDate(), row.getDate(1).toLocalDate()));
        return horizons;
    }

    /** Means and their worth at expected prices; an item without any price is worth nothing. */
    private static Dataset<Row> ofDemand(Lake lake, ForecastOrigins origins) {
        Column units = col(Forecasts.MEAN).multiply(StorePeriods.SCALE);
        Column money = units.multiply(coalesce(col(ExpectedPrices.PRICE), lit(0.0)));
        return lake.read(Forecasts.TABLE)
                .where(CalendarColumns.onDays(col(Forecasts.AS_OF), origins.asOfs()))
                .where(CalendarColumns.onDays(col(Forecasts.TARGET_DATE), origins.dates()))
                .select(
                        col(Forecasts.STORE_ID),
                        col(Forecasts.ITEM_ID),
                        col(Forecasts.AS_OF).as(ForecastOrigins.AS_OF),
                        col(Forecasts.TARGET_DATE).as(ForecastOrigins.DATE),
                        col(Forecasts.MEAN))
                .join(
                        broadcast(origins.days(lake.spark())),
                        new String[] {ForecastOrigins.AS_OF, ForecastOrigins.DATE},
                        "left_semi")
                .transform(forecasts -> ExpectedPrices.add(forecasts, lake, origins))
                .join(departments(lake), new String[] {Products.ITEM_ID}, "left")
                .groupBy(
                        col(StorePeriods.STORE_ID),
                        HourlySales.topDepartment(col(HourlySales.DEPARTMENT)).as(HourlySales.DEPARTMENT),
                        col(ForecastOrigins.AS_OF),
                        col(ForecastOrigins.DATE))
                .agg(
                        sum(whole(money)).as(HourlySales.NET_SALES),
                        sum(whole(units)).as(HourlySales.UNITS_SOLD));
    }

    /** Of items: their department's path. */
    static Dataset<Row> departments(Lake lake) {
        return lake.read(Products.TABLE)
                .select(col(Products.ITEM_ID), col(Products.DEPARTMENT).as(HourlySales.DEPARTMENT));
    }

    private static Column scaled(String value, String scale, Column part) {
        return whole(col(value).multiply(coalesce(col(scale), lit(1.0))).multiply(part));
    }

    /** Rounded one by one, so that sums do not depend on the order in which executors deliver. */
    static Column whole(Column amount) {
        return round(amount).cast("long");
    }
}
