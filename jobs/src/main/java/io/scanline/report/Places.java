package io.scanline.report;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.scanline.table.HourlySales;
import io.scanline.table.Lake;
import io.scanline.table.Stores;
import io.scanline.table.TrendComparisons;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/** Countries and regions on the day, as trend_comparisons has them; the comparison stays null where it found no base. */
final class Places {
    /** Countries and regions that come to the driver and into the file, the largest first. */
    static final int LIMIT = 400;

    private static final String LAST_YEAR = "LAST_YEAR_364";
    private static final String LAST_WEEK = "SAME_HOUR_LAST_WEEK";
    private static final String FORECAST = "FORECAST";
    private static final String GROUP = "group";

    private Places() {}

    /** One row a country or region and currency, with its figures. */
    static Dataset<Row> on(Lake lake, LocalDate day) {
        Dataset<Row> comparisons = lake.read(TrendComparisons.TABLE)
                .where(col(TrendComparisons.PERIOD_KIND)
                        .equalTo("DAY")
                        .and(col(TrendComparisons.PERIOD_START)
                                .equalTo(lit(day + " 00:00:00").cast("timestamp")))
                        .and(col(TrendComparisons.METRIC).equalTo("net_sales"))
                        .and(col(TrendComparisons.CURRENCY_MODE).equalTo(TrendComparisons.REPORTED))
                        .and(col(TrendComparisons.DEPARTMENT).equalTo(HourlySales.ALL_DEPARTMENTS))
                        .and(col(TrendComparisons.LEVEL).isin(HourlySales.COUNTRY, HourlySales.REGION)));
        return comparisons
                .groupBy(TrendComparisons.LEVEL, TrendComparisons.ENTITY, TrendComparisons.CURRENCY)
                .agg(
                        max(when(all(LAST_YEAR).or(all(LAST_WEEK)), col(TrendComparisons.ACTUAL)))
                                .as("netSales"),
                        max(when(all(LAST_YEAR), col(TrendComparisons.BASE))).as("lastYear"),
                        max(when(all(LAST_YEAR), col(TrendComparisons.PCT))).as("pct"),
                        max(when(likeForLike(), col(TrendComparisons.PCT))).as("likeForLikePct"),
                        max(when(
                                        likeForLike()
                                                .and(col(TrendComparisons.BASE).isNotNull()),
                                        col(TrendComparisons.STORES_IN)))
                                .as("likeForLikeStores"),
                        max(when(all(LAST_WEEK), col(TrendComparisons.PCT))).as("lastWeekPct"),
                        max(when(all(FORECAST), col(TrendComparisons.PCT))).as("forecastPct"),
                        max(when(all(LAST_WEEK).or(all(LAST_YEAR)), col(TrendComparisons.COMPLETENESS)))
                                .as("completeness"))
                .where(col("netSales").isNotNull());
    }

    /** At most {@link #LIMIT} rows, each country before its regions, the countries with most sales in a currency first. */
    static List<Map<String, Object>> listed(Lake lake, Dataset<Row> places) {
        Dataset<Row> countries = lake.read(Stores.TABLE)
                .groupBy(col(Stores.REGION).as(TrendComparisons.ENTITY))
                .agg(min(Stores.COUNTRY).as("country"));
        Column isCountry = col(TrendComparisons.LEVEL).equalTo(HourlySales.COUNTRY);
        Dataset<Row> grouped = places.join(countries, TrendComparisons.ENTITY, "left")
                .withColumn(
                        GROUP,
                        when(isCountry, col(TrendComparisons.ENTITY)).otherwise(coalesce(col("country"), lit(""))))
                .withColumn(
                        "groupSales",
                        sum(when(isCountry, col("netSales")))
                                .over(Window.partitionBy(GROUP, TrendComparisons.CURRENCY)));
        return Figures.of(
                grouped.orderBy(
                                col(TrendComparisons.CURRENCY),
                                col("groupSales").desc_nulls_last(),
                                col(GROUP),
                                col(TrendComparisons.LEVEL),
                                col("netSales").desc(),
                                col(TrendComparisons.ENTITY))
                        .drop("country", GROUP, "groupSales"),
                LIMIT);
    }

    private static Column all(String comparison) {
        return col(TrendComparisons.COMPARISON)
                .equalTo(comparison)
                .and(col(TrendComparisons.POPULATION).equalTo("ALL"));
    }

    private static Column likeForLike() {
        return col(TrendComparisons.COMPARISON)
                .equalTo(LAST_YEAR)
                .and(col(TrendComparisons.POPULATION).equalTo("LIKE_FOR_LIKE"));
    }
}
