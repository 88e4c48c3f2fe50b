package io.scanline.reorder;

import com.sun.management.OperatingSystemMXBean;
import io.scanline.spark.SparkExtension;
import io.scanline.spark.TestLake;
import io.scanline.table.DemandHistory;
import io.scanline.table.Forecasts;
import io.scanline.table.OpenOrders;
import io.scanline.table.Products;
import io.scanline.table.StockPositions;
import io.scanline.table.Stores;
import io.scanline.table.SupplyTerms;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What reorder costs for as many item-stores as {@code scanline.item-stores} names, each number in turn: stores of 5000 items with
 * 28 days of forecasts, 91 days of demand (5% to 99% of days with a sale), stock, terms of 20 suppliers of their own and open orders
 * for a quarter. {@code scanline.supplier-minimum} gives all suppliers a minimum. It prints what was proposed, wall and CPU seconds
 * of this process, and is no part of a build.
 */
@EnabledIfSystemProperty(named = "scanline.item-stores", matches = ".+")
@ExtendWith(SparkExtension.class)
class ReorderBenchmark {
    private static final LocalDate AS_OF = LocalDate.of(2024, 4, 28);
    private static final int ITEMS = 5000;
    private static final int HORIZON = 28;
    private static final int HISTORY = 91;

    @TempDir
    Path folder;

    static Stream<Long> itemStores() {
        return Stream.of(System.getProperty("scanline.item-stores", "").split(","))
                .map(Long::valueOf);
    }

    @ParameterizedTest
    @MethodSource("itemStores")
    void measure(long itemStores, SparkSession spark) {
        SparkExtension.MANY_ROWS.forEach(spark.conf()::set);
        writeLake(spark, itemStores);
        OperatingSystemMXBean process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long started = System.nanoTime();
        long cpu = process.getProcessCpuTime();
        ReorderResult result = TestLake.run(folder, spark, new ReorderJob(new ReorderOptions(AS_OF, 0.95, true)));
        double cpuSeconds = (process.getProcessCpuTime() - cpu) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "%s%n%d item-stores: %.1f s wall, %.1f s CPU, %.0f CPU microseconds an item-store%n",
                result.summary(),
                itemStores,
                (System.nanoTime() - started) / 1e9,
                cpuSeconds,
                1e6 * cpuSeconds / itemStores);
    }

    private void writeLake(SparkSession spark, long itemStores) {
        Dataset<Row> items = spark.range(0, itemStores, 1, 16)
                .selectExpr(
                        "concat('S', lpad(id div %d, 5, '0')) store_id".formatted(ITEMS),
                        "concat('I', lpad(id %% %d, 6, '0')) item_id".formatted(ITEMS),
                        "id %% %d item".formatted(ITEMS),
                        "pmod(xxhash64(id), 1000003) / 1000003d u",
                        "pmod(xxhash64(id, 1), 1000003) / 1000003d v")
                .selectExpr("*", "0.05 * pow(400, u) mean");
        TestLake.append(
                folder,
                spark,
                Stores.TABLE,
                items.select("store_id")
                        .distinct()
                        .selectExpr(
                                "store_id",
                                "'DE' region",
                                "'DE' country",
                                "'Europe/Berlin' time_zone",
                                "'EUR' currency"));
        TestLake.append(
                folder,
                spark,
                Products.TABLE,
                items.where("store_id = 'S00000'")
                        .selectExpr("item_id", "'EA' uom", "if(item % 10 = 0, 5, null) shelf_life_days"));
        String minimum = System.getProperty("scanline.supplier-minimum");
        TestLake.append(
                folder,
                spark,
                SupplyTerms.TABLE,
                items.selectExpr(
                        "store_id",
                        "item_id",
                        "concat('supplier-', item % 20) supplier_id",
                        "cast(1 + item % 4 as int) lead_time_days",
                        "0.5d lead_time_sd_days",
                        "cast(element_at(array(1, 2, 6, 12), cast(1 + item div 7 % 4 as int)) as decimal(18,4)) pack_size",
                        "cast(1 + 5 * u as decimal(18,4)) unit_cost",
                        "cast(%s as decimal(18,4)) supplier_min_order_value".formatted(minimum)));
        TestLake.append(
                folder,
                spark,
                StockPositions.TABLE,
                items.selectExpr(
                        "store_id",
                        "item_id",
                        "timestamp'%s 20:00:00' as_of".formatted(AS_OF),
                        "cast(floor(mean * 8 * v) as decimal(18,4)) on_hand"));
        TestLake.append(
                folder,
                spark,
                OpenOrders.TABLE,
                items.where("v < 0.25")
                        .selectExpr(
                                "store_id",
                                "item_id",
                                "concat('supplier-', item % 20) supplier_id",
                                "date'%s' due_on".formatted(AS_OF.plusDays(2)),
                                "cast(12 as decimal(18,4)) quantity"));
        writeDays(spark, items);
    }

    private void writeDays(SparkSession spark, Dataset<Row> items) {
        TestLake.append(
                folder,
                spark,
                Forecasts.TABLE,
                items.selectExpr("*", "explode(sequence(1, %d)) day".formatted(HORIZON))
                        .selectExpr(
                                "store_id",
                                "item_id",
                                "date_add(date'%s', day) target_date".formatted(AS_OF),
                                "date'%s' as_of".formatted(AS_OF),
                                "mean * (1 + 0.3 * (day % 7 - 3) / 3) mean",
                                "0d p05",
                                "0d p10",
                                "0d p25",
                                "mean p50",
                                "mean p75",
                                "mean p90",
                                "mean p95",
                                "mean p975",
                                "0.3d dispersion",
                                "'generated' method",
                                "400 history_days",
                                "0 censored_days",
                                "0d cold_start_weight",
                                "'OK' quality"));
        TestLake.append(
                folder,
                spark,
                DemandHistory.TABLE,
                items.selectExpr("*", "explode(sequence(0, %d)) day".formatted(HISTORY - 1))
                        .where("pmod(xxhash64(store_id, item_id, day), 1000) / 1000d < 1 - exp(-mean)")
                        .selectExpr(
                                "store_id",
                                "item_id",
                                "date_sub(date'%s', day) date".formatted(AS_OF),
                                "cast(ceil(mean) as decimal(18,4)) units_sold",
                                "1d in_stock_share",
                                "mean demand",
                                "cast(1.4 * (1 + 5 * u) as decimal(18,4)) price",
                                "false promoted",
                                "false censored"));
    }
}
