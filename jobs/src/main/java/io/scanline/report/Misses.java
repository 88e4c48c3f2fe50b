package io.scanline.report;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;

import io.scanline.spark.Held;
import io.scanline.table.DemandHistory;
import io.scanline.table.ForecastScores;
import io.scanline.table.Forecasts;
import io.scanline.table.Lake;
import io.scanline.table.Products;
import io.scanline.table.Stores;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The items of stores that the newest backtest missed by most money a day, with what was wanted of them lately and what is expected. */
final class Misses {
    private static final int MOST = 20;
    private static final int PRICE_DAYS = 28;
    private static final int HISTORY_DAYS = 91;
    private static final String MONEY = "money";
    private static final String[] STORE_ITEM = {Forecasts.STORE_ID, Forecasts.ITEM_ID};

    private Misses() {}

    /**
     * One row an item of a store, worst first: store_id, item_id, name, uom, currency, money (root mean squared error times price),
     * wape, bias, history and days (lists of date and demand).
     *
     * @param origin of the backtest, and method the engine
     * @param forecasts those of the latest as-of day
     */
    static List<Map<String, Object>> of(
            Lake lake, LocalDate origin, String method, Dataset<Row> forecasts, LocalDate asOf) {
        Dataset<Row> history = lake.read(DemandHistory.TABLE);
        try (Held held = Held.of(worst(lake, origin, method, history))) {
            Dataset<Row> worst = held.rows();
            Dataset<Row> wanted = days(
                    history.where(Days.between(DemandHistory.DATE, asOf.minusDays(HISTORY_DAYS - 1), asOf)),
                    worst,
                    DemandHistory.DATE,
                    coalesce(
                            col(DemandHistory.DEMAND),
                            col(DemandHistory.UNITS_SOLD).cast("double")),
                    "history");
            Dataset<Row> expected = days(forecasts, worst, Forecasts.TARGET_DATE, col(Forecasts.MEAN), "days");
            return Figures.of(
                    worst.join(broadcast(wanted), STORE_ITEM, "left")
                            .join(broadcast(expected), STORE_ITEM, "left")
                            .orderBy(col(MONEY).desc(), col(Forecasts.STORE_ID), col(Forecasts.ITEM_ID)),
                    MOST);
        }
    }

    private static Dataset<Row> worst(Lake lake, LocalDate origin, String method, Dataset<Row> history) {
        Column entity = col(ForecastScores.ENTITY);
        Dataset<Row> prices = history.where(Days.between(DemandHistory.DATE, origin.minusDays(PRICE_DAYS - 1), origin))
                .groupBy(STORE_ITEM[0], STORE_ITEM[1])
                .agg(avg(col(DemandHistory.PRICE)).as("price"));
        return lake.read(ForecastScores.TABLE)
                .where(col(ForecastScores.ORIGIN).equalTo(lit(origin)))
                .where(col(ForecastScores.METHOD).equalTo(method))
                .where(col(ForecastScores.LEVEL).equalTo("ITEM_STORE").and(entity.notEqual("*")))
                .select(
                        ForecastScores.storeOf(entity).as(Forecasts.STORE_ID),
                        ForecastScores.itemOf(entity).as(Forecasts.ITEM_ID),
                        col(ForecastScores.RMSE),
                        col(ForecastScores.WAPE),
                        col(ForecastScores.BIAS))
                .join(prices, STORE_ITEM)
                .withColumn(
                        MONEY, col(ForecastScores.RMSE).multiply(col("price")).cast("decimal(18,2)"))
                .where(col(MONEY).gt(0))
                .orderBy(col(MONEY).desc(), col(Forecasts.STORE_ID), col(Forecasts.ITEM_ID))
                .limit(MOST)
                .join(
                        lake.read(Products.TABLE).select(Products.ITEM_ID, Products.NAME, Products.UOM),
                        new String[] {Products.ITEM_ID},
                        "left")
                .join(lake.read(Stores.TABLE).select(Stores.STORE_ID, Stores.CURRENCY), Stores.STORE_ID)
                .select(
                        Forecasts.STORE_ID,
                        Forecasts.ITEM_ID,
                        Products.NAME,
                        Products.UOM,
                        Stores.CURRENCY,
                        MONEY,
                        ForecastScores.WAPE,
                        ForecastScores.BIAS);
    }

    private static Dataset<Row> days(Dataset<Row> rows, Dataset<Row> worst, String date, Column demand, String as) {
        Dataset<Row> keys = worst.select(STORE_ITEM[0], STORE_ITEM[1]);
        return rows.join(broadcast(keys), STORE_ITEM, "left_semi")
                .groupBy(STORE_ITEM[0], STORE_ITEM[1])
                .agg(sort_array(collect_list(struct(col(date).cast("string").as("date"), demand.as("demand"))))
                        .as(as));
    }
}
