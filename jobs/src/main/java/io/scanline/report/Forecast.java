package io.scanline.report;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.pow;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.scanline.table.DemandHistory;
import io.scanline.table.ForecastScores;
import io.scanline.table.Forecasts;
import io.scanline.table.Lake;
import io.scanline.table.Products;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.RelationalGroupedDataset;
import org.apache.spark.sql.Row;

/**
 * Demand of all stores and items a day, before and after the latest as-of day, each unit of measure for itself.
 *
 * <p>Means add up. Quantiles do not: their sums hold if all demands move together, the widest band that the single forecasts
 * allow; the sum of the variances holds if each moves for itself, the narrowest. The page shows both and says so.
 *
 * @param asOf last day of history, ISO
 * @param series one a unit of measure, pieces first
 * @param quality store-items by what their forecast rests on
 * @param scores the latest backtests
 * @param misses what the newest of them missed most
 */
record Forecast(
        String asOf,
        List<Series> series,
        List<Map<String, Object>> quality,
        List<Map<String, Object>> scores,
        List<Map<String, Object>> misses,
        String backtestCommand) {

    /** @param history date and demand; @param days date, mean, low (sum of p05), high (sum of p95), variance (sum) */
    record Series(String unit, List<Map<String, Object>> history, List<Map<String, Object>> days) {}

    private static final int HISTORY_DAYS = 56;
    private static final int HORIZON_DAYS = 28;
    private static final int UNITS = 6;
    private static final int ORIGINS = 12;
    private static final String UNIT = "unit";
    private static final String WRMSSE = "wrmsse";

    /** Null where nothing was ever forecast. */
    static Forecast of(Lake lake, String backtestCommand) {
        Dataset<Row> all = lake.read(Forecasts.TABLE);
        String asOf = Days.latest(all, Forecasts.AS_OF);
        if (asOf == null) {
            return null;
        }
        LocalDate last = LocalDate.parse(asOf);
        Dataset<Row> forecasts = all.where(col(Forecasts.AS_OF)
                .equalTo(lit(asOf).cast("date"))
                .and(Days.between(Forecasts.TARGET_DATE, last.plusDays(1), last.plusDays(HORIZON_DAYS))));
        List<Map<String, Object>> scores = scores(lake);
        return new Forecast(
                asOf,
                series(lake, forecasts, last),
                quality(forecasts, last.plusDays(1)),
                scores,
                misses(lake, scores, forecasts, last),
                backtestCommand);
    }

    /** Of the newest backtest's method with the smallest error. */
    private static List<Map<String, Object>> misses(
            Lake lake, List<Map<String, Object>> scores, Dataset<Row> forecasts, LocalDate asOf) {
        return scores.stream()
                .filter(score -> score.get(WRMSSE) != null
                        && score.get("origin").equals(scores.get(0).get("origin")))
                .min(Comparator.comparing(score -> (BigDecimal) score.get(WRMSSE)))
                .map(best -> Misses.of(
                        lake,
                        LocalDate.parse((String) best.get("origin")),
                        (String) best.get("method"),
                        forecasts,
                        asOf))
                .orElse(List.of());
    }

    private static List<Series> series(Lake lake, Dataset<Row> forecasts, LocalDate asOf) {
        Dataset<Row> units = lake.read(Products.TABLE)
                .select(col(Products.ITEM_ID), Units.of(col(Products.UOM)).as(UNIT));
        List<Map<String, Object>> days = Figures.of(
                byUnit(forecasts, units, Forecasts.TARGET_DATE)
                        .agg(
                                total(col(Forecasts.MEAN)).as("mean"),
                                total(col(Forecasts.P05)).as("low"),
                                total(col(Forecasts.P95)).as("high"),
                                total(variance()).as("variance"))
                        .orderBy(UNIT, "date"),
                UNITS * HORIZON_DAYS);
        Dataset<Row> past = lake.read(DemandHistory.TABLE)
                .where(Days.between(DemandHistory.DATE, asOf.minusDays(HISTORY_DAYS - 1), asOf));
        List<Map<String, Object>> history = Figures.of(
                byUnit(past, units, DemandHistory.DATE)
                        .agg(total(coalesce(col(DemandHistory.DEMAND), col(DemandHistory.UNITS_SOLD)))
                                .as("demand"))
                        .orderBy(UNIT, "date"),
                UNITS * HISTORY_DAYS);
        List<Series> series = new ArrayList<>();
        days.stream()
                .map(row -> row.get(UNIT))
                .distinct()
                .forEach(unit -> series.add(new Series((String) unit, only(history, unit), only(days, unit))));
        return series;
    }

    private static RelationalGroupedDataset byUnit(Dataset<Row> rows, Dataset<Row> units, String day) {
        return rows.join(units, Products.ITEM_ID, "left")
                .groupBy(
                        coalesce(col(UNIT), lit(Units.PIECE)).as(UNIT),
                        col(day).cast("string").as("date"));
    }

    /** Of a day's demand, as the forecast states it: Var = mean + f mean^2. */
    private static Column variance() {
        return col(Forecasts.MEAN).plus(col(Forecasts.DISPERSION).multiply(pow(col(Forecasts.MEAN), lit(2))));
    }

    /** Summed as decimals: a sum of doubles would depend on the order in which executors deliver. */
    private static Column total(Column amount) {
        return sum(amount.cast("decimal(18,4)"));
    }

    private static List<Map<String, Object>> only(List<Map<String, Object>> rows, Object unit) {
        return rows.stream().filter(row -> Objects.equals(row.get(UNIT), unit)).toList();
    }

    private static List<Map<String, Object>> quality(Dataset<Row> forecasts, LocalDate firstDay) {
        return Figures.of(
                forecasts
                        .where(col(Forecasts.TARGET_DATE)
                                .equalTo(lit(firstDay.toString()).cast("date")))
                        .groupBy(Forecasts.QUALITY)
                        .agg(count(lit(1)).as("count"))
                        .orderBy(col("count").desc(), col(Forecasts.QUALITY)),
                10);
    }

    private static List<Map<String, Object>> scores(Lake lake) {
        Column ofLevels = col(ForecastScores.LEVEL).equalTo("MEAN");
        Column ofStoreItems = col(ForecastScores.LEVEL)
                .equalTo("ITEM_STORE")
                .and(col(ForecastScores.ENTITY).equalTo("*"));
        return Figures.of(
                lake.read(ForecastScores.TABLE)
                        .groupBy(
                                col(ForecastScores.ORIGIN).cast("string").as("origin"),
                                col(ForecastScores.METHOD).as("method"))
                        .agg(
                                max(when(ofLevels, col(ForecastScores.WRMSSE))).as(WRMSSE),
                                max(when(ofStoreItems, col(ForecastScores.WAPE)))
                                        .as("wape"),
                                max(when(ofStoreItems, col(ForecastScores.BIAS)))
                                        .as("bias"),
                                max(when(ofStoreItems, col(ForecastScores.COVERAGE_90)))
                                        .as("coverage90"))
                        .orderBy(col("origin").desc(), col("method")),
                ORIGINS);
    }
}
