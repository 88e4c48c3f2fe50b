package io.scanline.simulate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.max_by;

import io.scanline.config.Interval;
import io.scanline.spark.SparkExtension;
import io.scanline.spark.TestLake;
import io.scanline.table.DemandHistory;
import io.scanline.table.PolicyScores;
import io.scanline.table.Products;
import io.scanline.table.Stores;
import io.scanline.table.SupplyTerms;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The policies on the last 26 weeks of stores of M5, in the folder that {@code scanline.m5} names. Sales are taken for demand, the
 * terms of supply are made up: by item 2 to 7 days of lead time with a deviation of half a day, one to three order days a week,
 * packs of 1 to 24, a cost of 70% of the price. It prints the
 * scores, and how much stock and cost each policy needs beside z-sigma at the same fill rate, average-cover and foresight, under a
 * usual cost of holding and under one that makes the target the cheapest service; it is no part of a build.
 */
@EnabledIfSystemProperty(named = "scanline.m5", matches = ".+")
@ExtendWith(SparkExtension.class)
class PolicyBenchmark {
    private static final String[] STORES =
            System.getProperty("scanline.m5.stores", "CA_1").split(",");
    private static final List<String> POLICIES = List.of(System.getProperty(
                    "scanline.m5.policies",
                    SimulateOptions.DEFAULT_POLICIES
                            + ",newsvendor:calibrated,fill-rate:calibrated,s-nq:calibrated,cycle-service:calibrated,z-sigma:calibrated,average-cover:calibrated")
            .split(","));

    private static final double TARGET = 0.95;

    /** Costs of a year's stock as shares of its value: a usual one, and one at which newsvendor itself comes to about the target. */
    private static final List<Double> HOLDING_RATES = Stream.of(
                    System.getProperty("scanline.m5.holding", "0.25,3").split(","))
            .map(Double::valueOf)
            .toList();

    /** Targets along which the trade-off curve of z-sigma is drawn. */
    private static final List<Double> CURVE =
            List.of(0.7, 0.8, 0.85, 0.9, 0.925, 0.95, 0.97, 0.98, 0.99, 0.995, 0.999, 0.9999, 0.99999);

    @TempDir
    Path folder;

    @Test
    void measure(SparkSession spark) {
        String m5 = System.getProperty("scanline.m5");
        Dataset<Row> sales = spark.read()
                .parquet(m5 + "/daily_sales.parquet")
                .where(col("store_id").isin((Object[]) STORES))
                .where("date >= '2014-01-01'")
                .persist();
        Dataset<Row> items = spark.read().option("header", true).csv(m5 + "/items.csv");
        TestLake.append(
                folder,
                spark,
                DemandHistory.TABLE,
                sales.selectExpr(
                        "store_id",
                        "item_id",
                        "cast(date as date) date",
                        "cast(units as decimal(18,4)) units_sold",
                        "1d in_stock_share",
                        "cast(units as double) demand",
                        "cast(price as decimal(18,4)) price",
                        "false promoted",
                        "false censored"));
        TestLake.append(
                folder,
                spark,
                Stores.TABLE,
                sales.select("store_id")
                        .distinct()
                        .selectExpr(
                                "store_id",
                                "substring(store_id, 1, 2) region",
                                "'US' country",
                                "'America/Chicago' time_zone",
                                "'USD' currency"));
        Dataset<Row> costs = sales.groupBy("item_id")
                .agg(max_by(col("price"), col("date"))
                        .multiply(0.7)
                        .cast("decimal(18,4)")
                        .as("unit_cost"));
        TestLake.append(
                folder,
                spark,
                Products.TABLE,
                items.join(costs, "item_id").selectExpr("item_id", "dept_id department", "unit_cost"));
        TestLake.append(
                folder,
                spark,
                SupplyTerms.TABLE,
                items.withColumn("h", expr("abs(xxhash64(item_id))"))
                        .selectExpr(
                                "'*' store_id",
                                "item_id",
                                "concat('made-up-', h % 50) supplier_id",
                                "cast(2 + h % 6 as int) lead_time_days",
                                "0.5d lead_time_sd_days",
                                "element_at(array('MON', 'MON,THU', 'MON,WED,FRI'), cast(1 + h div 7 % 3 as int)) order_weekdays",
                                "cast(element_at(array(1, 2, 4, 6, 12, 24), cast(1 + h div 31 % 6 as int)) as decimal(18,4)) pack_size",
                                "cast(%s as decimal(18,4)) supplier_min_order_value"
                                        .formatted(System.getProperty("scanline.supplier-minimum"))));

        sales.unpersist();

        for (double holdingRate : HOLDING_RATES) {
            compare(spark, holdingRate);
        }
    }

    private void compare(SparkSession spark, double holdingRate) {
        System.out.printf(Locale.ROOT, "%nHolding costs %.2f of the stock's value a year%n", holdingRate);
        simulate(spark, POLICIES, List.of(TARGET), holdingRate);
        print(chain(spark).where(col(PolicyScores.SERVICE_TARGET).equalTo(TARGET)));
        simulate(spark, List.of("z-sigma"), CURVE, holdingRate);
        for (String velocity : List.of(PolicyScores.ALL, "FAST", "MEDIUM", "SLOW")) {
            Dataset<Row> scores = chain(spark).where(col(PolicyScores.VELOCITY).equalTo(velocity));
            System.out.printf(
                    "%nItems of velocity %s%n%s%n",
                    velocity,
                    new PolicyComparison(
                                    scores.where(col(PolicyScores.SERVICE_TARGET)
                                                    .equalTo(TARGET))
                                            .collectAsList(),
                                    scores.where("policy = 'z-sigma'").collectAsList())
                            .table());
        }
    }

    private Dataset<Row> chain(SparkSession spark) {
        return TestLake.in(folder, spark).read(PolicyScores.TABLE).where("store_id = '*' and department = '*'");
    }

    private void simulate(SparkSession spark, List<String> policies, List<Double> targets, double holdingRate) {
        long started = System.nanoTime();
        SimulateResult result = TestLake.run(
                folder,
                spark,
                new SimulateJob(SimulateOptions.of(policies, targets, holdingRate, Interval.unbounded())));
        System.out.printf(Locale.ROOT, "%s%n%.0f s%n", result.summary(), (System.nanoTime() - started) / 1e9);
    }

    private static void print(Dataset<Row> chain) {
        chain.orderBy("policy", "velocity")
                .selectExpr(
                        "policy",
                        "velocity",
                        "items",
                        "round(fill_rate, 4) fill",
                        "round(100 * (fill_rate - service_target), 2) off_target_points",
                        "round(cycle_service, 3) cycle",
                        "round(mean_stock_units, 0) stock",
                        "round(mean_stock_days, 2) days",
                        "round(lost_margin, 0) lost_margin",
                        "round(holding_cost, 0) holding",
                        "round(total_cost, 0) total",
                        "orders")
                .show(100, false);
    }
}
