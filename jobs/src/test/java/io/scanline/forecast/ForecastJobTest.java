package io.scanline.forecast;

import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.scanline.config.Interval;
import io.scanline.config.ScanlineException;
import io.scanline.forecast.ForecastOptions.Engine;
import io.scanline.spark.SparkExtension;
import io.scanline.spark.TestLake;
import io.scanline.table.DemandHistory;
import io.scanline.table.ForecastModels;
import io.scanline.table.ForecastScores;
import io.scanline.table.Forecasts;
import io.scanline.table.Lake;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class ForecastJobTest {
    @TempDir
    Path folder;

    @Test
    void forecastsEveryItemOnEveryDayAndScoresEarlierOrigins(SparkSession spark) {
        chain(spark, 84);

        ForecastResult result = run(spark, options(Engine.STATISTICAL, 7, 2));

        Dataset<Row> forecasts = TestLake.in(folder, spark).read(Forecasts.TABLE);
        assertThat(result.rows()).isEqualTo(forecasts.count()).isEqualTo(2 * 6 * 7);
        assertThat(forecasts
                        .select("store_id", "item_id", "target_date")
                        .distinct()
                        .count())
                .isEqualTo(2 * 6 * 7);
        // 84 days from a Monday on: history ends on Sunday 2024-03-24
        assertThat(mean(forecasts, "MILK3", "2024-03-26")).isCloseTo(6, within(0.3));
        assertThat(mean(forecasts, "MILK3", "2024-03-30")).isCloseTo(12, within(0.6));
        assertThat(mean(forecasts, "BREAD1", "2024-03-26")).isCloseTo(2, within(0.1));
        assertThat(forecasts
                        .where("p05 > p50 OR p50 > p95 OR p95 > p975 OR mean < 0")
                        .count())
                .isZero();
        assertThat(result.wrmsse()).containsOnlyKeys("statistical");
        assertThat(result.wrmsse().get("statistical"))
                .containsOnlyKeys(LocalDate.parse("2024-03-10"), LocalDate.parse("2024-03-17"));
        assertThat(result.meanWrmsse().get("statistical")).isLessThan(0.1);

        Dataset<Row> scores = TestLake.in(folder, spark).read(ForecastScores.TABLE);
        assertThat(scores.where("entity = '*' AND level <> 'MEAN'")
                        .select("level")
                        .distinct()
                        .count())
                .isEqualTo(12);
        assertThat(scores.where("level = 'ITEM_STORE' AND entity <> '*' AND pinball_p50 IS NOT NULL")
                        .count())
                .isEqualTo(2 * 12);
        assertThat(scores.where("level = 'VELOCITY' AND coverage_90 > 0")
                        .groupBy("origin")
                        .sum("series")
                        .collectAsList())
                .extracting(row -> row.getLong(1))
                .containsExactly(12L, 12L);
        assertThat(scores.where("level = 'REGION' AND entity = 'North' AND abs(bias) < 0.05")
                        .count())
                .isEqualTo(2);
    }

    /** 12 items give enough examples once their first 56 days are over. */
    @Test
    void treesForecastWhereTheyWereBetterAtEarlierOrigins(SparkSession spark) {
        chain(spark, 140);

        ForecastResult before = run(spark, options(Engine.AUTO, 7, 0));
        assertThat(before.models()).as("nothing is known of how well trees do").isZero();

        ForecastResult boosted = run(spark, options(Engine.FAST, 7, 1));

        assertThat(boosted.models()).isEqualTo(2);
        assertThat(boosted.wrmsse()).containsOnlyKeys("fast", "statistical");
        Lake lake = TestLake.in(folder, spark);
        assertThat(lake.read(ForecastScores.TABLE).where("level = 'MEAN'").count())
                .isEqualTo(2);
        Dataset<Row> forecasts = lake.read(Forecasts.TABLE);
        assertThat(forecasts.count()).isEqualTo(2 * 6 * 7);
        assertThat(forecasts.where("method = 'fast' AND mean > 0").count()).isEqualTo(2 * 6 * 7);
        assertThat(forecasts
                        .where("p05 > p50 OR p50 > p95 OR p95 > p975 OR mean < 0")
                        .count())
                .isZero();
        List<Row> models = lake.read(ForecastModels.TABLE)
                .orderBy("pool")
                .selectExpr(
                        "pool",
                        "first_day",
                        "last_day",
                        "examples",
                        "aggregate(map_values(importances), 0D, (a, b) -> a + b)",
                        "model")
                .collectAsList();
        assertThat(models).hasSize(2);
        assertThat(models.get(0).getString(0)).isEqualTo("FOOD/BREAD");
        assertThat(models.get(0).getInt(1)).isEqualTo(1);
        assertThat(models.get(0).getInt(2)).isEqualTo(7);
        assertThat(models.get(0).getLong(3)).isGreaterThanOrEqualTo(300);
        assertThat(models.get(0).getDouble(4)).isBetween(0.0, 1 + 1e-9);
        assertThat(models.get(0).getString(5)).contains("weekday_mean_4");
        List<Row> again = forecastsOf(spark);

        // other partitions, and so another order of arrival
        spark.conf().set("spark.sql.shuffle.partitions", "5");
        try {
            run(spark, options(Engine.FAST, 7, 0));
        } finally {
            spark.conf().set("spark.sql.shuffle.partitions", "2");
        }
        assertThat(forecastsOf(spark)).isEqualTo(again);
    }

    @Test
    void treesAreTakenByScoresWhoseHorizonHadPassed(SparkSession spark) {
        Lake lake = TestLake.in(folder, spark);
        SmallChain.reference(lake, spark);
        SmallChain.write(lake, ForecastScores.TABLE, spark.sql("""
                SELECT DATE(o) AS origin, 7 AS horizon_days, level, entity, method, 1L AS series, rmsse FROM VALUES
                  ('2024-03-10', 'DEPARTMENT', 'FOOD/MILK', 'boosted', 0.8), ('2024-03-10', 'DEPARTMENT', 'FOOD/MILK', 'statistical', 1.0),
                  ('2024-03-10', 'STORE_DEPARTMENT', 'N1/FOOD/MILK', 'boosted', 0.9), ('2024-03-10', 'STORE_DEPARTMENT', 'N1/FOOD/MILK', 'statistical', 1.0),
                  ('2024-03-10', 'ITEM_STORE', 'MILK1/N1', 'boosted', 1.0), ('2024-03-10', 'ITEM_STORE', 'MILK1/N1', 'statistical', 0.9),
                  ('2024-03-10', 'DEPARTMENT', 'FOOD/BREAD', 'boosted', 1.2), ('2024-03-10', 'DEPARTMENT', 'FOOD/BREAD', 'statistical', 1.0),
                  ('2024-03-10', 'ITEM_STORE', 'BREAD1/N1', 'boosted', 1.1), ('2024-03-10', 'ITEM_STORE', 'BREAD1/N1', 'statistical', 1.0),
                  ('2024-03-20', 'DEPARTMENT', 'FOOD/BREAD', 'boosted', 0.1), ('2024-03-20', 'DEPARTMENT', 'FOOD/BREAD', 'statistical', 1.0),
                  ('2024-03-20', 'ITEM_STORE', 'BREAD1/N1', 'boosted', 0.1), ('2024-03-20', 'ITEM_STORE', 'BREAD1/N1', 'statistical', 1.0)
                AS t(o, level, entity, method, rmsse)"""));
        DepartmentChoice early = EngineChoice.of(lake, LocalDate.parse("2024-03-26"), "boosted");
        DepartmentChoice late = EngineChoice.of(lake, LocalDate.parse("2024-03-27"), "boosted");

        assertThat(early.takes("FOOD/MILK")).isTrue();
        assertThat(early.takes("FOOD/BREAD")).isFalse();
        assertThat(late.takes("FOOD/BREAD")).isTrue();
        assertThat(EngineChoice.of(lake, LocalDate.parse("2024-03-27"), "fast").takesNone())
                .isTrue();
    }

    private List<Row> forecastsOf(SparkSession spark) {
        return TestLake.in(folder, spark)
                .read(Forecasts.TABLE)
                .drop("run_id", "computed_at")
                .orderBy("store_id", "item_id", "target_date")
                .collectAsList();
    }

    @Test
    void computesDemandOnlyOfDaysThatChanged(SparkSession spark) {
        chain(spark, 14);
        assertThat(run(spark, options(Engine.STATISTICAL, 7, 0)).demandDays()).isEqualTo(14);
        long version = TestLake.in(folder, spark).version(DemandHistory.TABLE);

        assertThat(run(spark, options(Engine.STATISTICAL, 7, 0)).demandDays()).isZero();
        assertThat(TestLake.in(folder, spark).version(DemandHistory.TABLE)).isEqualTo(version);

        SmallChain.sell(TestLake.in(folder, spark), SmallChain.lines(spark, 14, 15));
        ForecastResult next = run(spark, options(Engine.STATISTICAL, 7, 0));
        assertThat(next.demandDays()).isEqualTo(1);
        assertThat(next.asOf()).isEqualTo(LocalDate.parse("2024-01-15"));
        assertThat(TestLake.in(folder, spark)
                        .read(DemandHistory.TABLE)
                        .select("date")
                        .distinct()
                        .count())
                .isEqualTo(15);
    }

    @Test
    void recoversDemandOfHoursWithoutStock(SparkSession spark) {
        Lake lake = TestLake.in(folder, spark);
        SmallChain.reference(lake, spark);
        // Tuesday: the item sells 6 units from 10:00 to 12:30; from 11:00 on there is none
        SmallChain.sell(
                lake,
                SmallChain.lines(spark, 0, 28)
                        .where(
                                "NOT (store_id = 'N1' AND item_id = 'MILK3' AND business_date = '2024-01-16' AND unit >= 2)"));
        SmallChain.outOfStock(lake, spark, "N1", "MILK3", "2024-01-16 11:00:00", "2024-01-17 00:00:00");
        SmallChain.outOfStock(lake, spark, "N1", "BREAD3", "2024-01-17 00:00:00", "2024-01-18 00:00:00");

        run(spark, options(Engine.STATISTICAL, 7, 0));

        Dataset<Row> history = TestLake.in(folder, spark).read(DemandHistory.TABLE);
        Row partly = history.where("store_id = 'N1' AND item_id = 'MILK3' AND date = '2024-01-16'")
                .head();
        assertThat(partly.<Boolean>getAs("censored")).isTrue();
        assertThat(partly.<Double>getAs("in_stock_share")).isBetween(0.4, 0.7);
        // it usually sells 6
        assertThat(partly.<Double>getAs("demand"))
                .isCloseTo(2 + (1 - partly.<Double>getAs("in_stock_share")) * 6, within(1.0));
        Row wholly = history.where("store_id = 'N1' AND item_id = 'BREAD3' AND date = '2024-01-17'")
                .head();
        assertThat(wholly.<Double>getAs("in_stock_share")).isCloseTo(0, within(1e-9));
        assertThat(wholly.isNullAt(wholly.fieldIndex("demand"))).isTrue();
        assertThat(history.where("censored").count()).isEqualTo(2);

        // what was usual changes afterwards, and with it what leans on it
        SmallChain.sell(
                TestLake.in(folder, spark),
                SmallChain.lines(spark, 8, 9)
                        .where("store_id = 'N1' AND item_id = 'MILK3'")
                        .withColumn("transaction_id", lit("late"))
                        .withColumn("quantity", lit(40).cast("decimal(18,4)")));
        assertThat(run(spark, options(Engine.STATISTICAL, 7, 0)).demandDays()).isEqualTo(20);
        double incremental = demandOfPartDay(spark);
        assertThat(incremental).isGreaterThan(partly.<Double>getAs("demand") + 0.1);
        run(
                spark,
                new ForecastOptions(
                        null,
                        7,
                        Engine.STATISTICAL,
                        0,
                        400,
                        new Interval(LocalDate.parse("2024-01-01"), LocalDate.parse("2024-02-01"))));
        assertThat(demandOfPartDay(spark)).isEqualTo(incremental);

        assertThatThrownBy(() -> run(spark, options(Engine.STATISTICAL, 7, 9)))
                .isInstanceOf(ScanlineException.class)
                .hasMessageContaining("--backtest 9");
    }

    @Test
    void refusesADayOutsideTheSales(SparkSession spark) {
        chain(spark, 2);
        ForecastOptions late =
                new ForecastOptions(LocalDate.parse("2024-02-01"), 7, Engine.AUTO, 0, 100, Interval.unbounded());

        assertThatThrownBy(() -> run(spark, late))
                .isInstanceOf(ScanlineException.class)
                .hasMessageContaining("2024-01-01 to 2024-01-02");
        assertThat(TestLake.in(folder, spark).exists(Forecasts.TABLE)).isFalse();
    }

    @Test
    void saysWhereSalesComeFromWhereThereAreNone(SparkSession spark) {
        assertThatThrownBy(() -> run(spark, options(Engine.AUTO, 7, 0)))
                .isInstanceOfSatisfying(
                        ScanlineException.class, e -> assertThat(e.code()).isEqualTo(ScanlineException.Code.USAGE))
                .hasMessageContainingAll("no sales to forecast from", "scanline ingest");
    }

    private void chain(SparkSession spark, int days) {
        Lake lake = TestLake.in(folder, spark);
        SmallChain.reference(lake, spark);
        SmallChain.sell(lake, SmallChain.lines(spark, 0, days));
    }

    private ForecastResult run(SparkSession spark, ForecastOptions options) {
        return TestLake.run(folder, spark, new ForecastJob(options));
    }

    private double demandOfPartDay(SparkSession spark) {
        return TestLake.in(folder, spark)
                .read(DemandHistory.TABLE)
                .where("store_id = 'N1' AND item_id = 'MILK3' AND date = '2024-01-16'")
                .head()
                .getAs("demand");
    }

    private static ForecastOptions options(Engine engine, int horizon, int origins) {
        return new ForecastOptions(null, horizon, engine, origins, 400, Interval.unbounded());
    }

    private static double mean(Dataset<Row> forecasts, String item, String day) {
        List<Row> rows = forecasts
                .where("store_id = 'S1' AND item_id = '" + item + "' AND target_date = '" + day + "'")
                .select("mean")
                .collectAsList();
        assertThat(rows).hasSize(1);
        return rows.get(0).getDouble(0);
    }
}
