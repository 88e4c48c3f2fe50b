package io.scanline.simulate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.sum;

import io.scanline.config.Interval;
import io.scanline.generate.GenerateJob;
import io.scanline.generate.GenerateOptions;
import io.scanline.spark.SparkExtension;
import io.scanline.spark.TestLake;
import io.scanline.table.DemandHistory;
import io.scanline.table.PolicyScores;
import io.scanline.table.Prices;
import io.scanline.table.Products;
import io.scanline.table.Promotions;
import io.scanline.table.StoreClosures;
import io.scanline.table.Stores;
import io.scanline.table.SupplyTerms;
import io.scanline.table.Table;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What knowing ages saves: the items of generated chains (four stores, 500 days, true demand; one for each seed that {@code scanline.perishables} names) that keep for ten days at most, ordered with age-aware
 * and with the same order-up-to without ages. It prints the waste of both at the same fill rate, between two points of the curve
 * of the latter a straight line, and is no part of a build.
 */
@EnabledIfSystemProperty(named = "scanline.perishables", matches = ".+")
@ExtendWith(SparkExtension.class)
class PerishableBenchmark {
    private static final int SHELF_LIFE_DAYS = 10;
    private static final List<Double> TARGETS = List.of(0.9, 0.95, 0.97, 0.98);
    private static final List<Double> CURVE = List.of(0.7, 0.8, 0.85, 0.9, 0.93, 0.95, 0.97, 0.98, 0.99);

    private record Point(double target, double fillRate, double waste, double wasteCost) {}

    @TempDir
    Path folder;

    private SparkSession spark;
    private Path lake;

    static Stream<Long> seeds() {
        return Stream.of(System.getProperty("scanline.perishables", "").split(","))
                .map(Long::valueOf);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void measure(long seed, SparkSession session) {
        spark = session;
        lake = folder.resolve("lake");
        writeLake(seed);
        TradeOffCurve<Point> curve = new TradeOffCurve<>(simulated("fill-rate", CURVE), Point::fillRate);
        for (Point aware : simulated("age-aware", TARGETS)) {
            double without = curve.at(aware.fillRate(), Point::waste);
            System.out.printf(
                    Locale.ROOT,
                    "seed %d, target %.2f: fill rate %.2f%%, waste %.0f units; fill-rate wastes %.0f there: %+.1f%%, at cost %+.1f%%%n",
                    seed,
                    aware.target(),
                    100 * aware.fillRate(),
                    aware.waste(),
                    without,
                    100 * (aware.waste() / without - 1),
                    100 * (aware.wasteCost() / curve.at(aware.fillRate(), Point::wasteCost) - 1));
        }
    }

    /** By fill rate. */
    private List<Point> simulated(String policy, List<Double> targets) {
        TestLake.run(
                lake, spark, new SimulateJob(SimulateOptions.of(List.of(policy), targets, 0.25, Interval.unbounded())));
        return TestLake.in(lake, spark)
                .read(PolicyScores.TABLE)
                .where(col(PolicyScores.POLICY)
                        .equalTo(policy)
                        .and(col("store_id").equalTo("*"))
                        .and(col("department").equalTo("*"))
                        .and(col(PolicyScores.VELOCITY).equalTo(PolicyScores.ALL)))
                // one row a currency
                .groupBy(PolicyScores.SERVICE_TARGET)
                .agg(
                        sum(PolicyScores.SOLD_UNITS)
                                .divide(sum(PolicyScores.DEMAND_UNITS))
                                .as(PolicyScores.FILL_RATE),
                        sum(PolicyScores.WASTE_UNITS).as(PolicyScores.WASTE_UNITS),
                        sum(PolicyScores.WASTE_COST).as(PolicyScores.WASTE_COST))
                .orderBy(PolicyScores.FILL_RATE)
                .selectExpr(
                        "cast(service_target as double)",
                        "cast(fill_rate as double)",
                        "cast(waste_units as double)",
                        "cast(waste_cost as double)")
                .collectAsList()
                .stream()
                .map(row -> new Point(row.getDouble(0), row.getDouble(1), row.getDouble(2), row.getDouble(3)))
                .toList();
    }

    private void writeLake(long seed) {
        Path chain = folder.resolve("chain");
        TestLake.run(
                folder.resolve("generated"),
                spark,
                new GenerateJob(new GenerateOptions(
                        chain.toString(),
                        4,
                        150,
                        500,
                        LocalDate.of(2024, 1, 1),
                        500,
                        0.05,
                        seed,
                        GenerateOptions.LogFormat.PARQUET,
                        GenerateOptions.Compression.NONE,
                        0)));
        Dataset<Row> fresh = reference(chain, Products.TABLE).where("shelf_life_days <= " + SHELF_LIFE_DAYS);
        TestLake.append(lake, spark, Products.TABLE, fresh);
        Dataset<Row> items = fresh.select(Products.ITEM_ID);
        for (Table table :
                List.of(Stores.TABLE, StoreClosures.TABLE, SupplyTerms.TABLE, Promotions.TABLE, Prices.TABLE)) {
            Dataset<Row> rows = reference(chain, table);
            boolean ofItems = List.of(rows.columns()).contains(Products.ITEM_ID);
            TestLake.append(lake, spark, table, ofItems ? rows.join(items, Products.ITEM_ID) : rows);
        }
        TestLake.append(
                lake,
                spark,
                DemandHistory.TABLE,
                spark.read()
                        .parquet(chain.resolve("truth/demand.parquet").toString())
                        .join(items, Products.ITEM_ID)
                        .selectExpr(
                                "store_id",
                                "item_id",
                                "date",
                                "units_sold",
                                "in_stock_share",
                                "cast(demand as double) demand",
                                "false promoted",
                                "false censored"));
    }

    private Dataset<Row> reference(Path chain, Table table) {
        Dataset<Row> rows = spark.read()
                .option("header", true)
                .csv(chain.resolve("reference/" + table.name() + ".csv").toString());
        return rows.select(Stream.of(table.rowSchema().fields())
                .filter(field -> List.of(rows.columns()).contains(field.name()))
                .map(field ->
                        col("`" + field.name() + "`").cast(field.dataType()).as(field.name()))
                .toArray(Column[]::new));
    }
}
