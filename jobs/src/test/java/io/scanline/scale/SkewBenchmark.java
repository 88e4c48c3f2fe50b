package io.scanline.scale;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sequence;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;

import io.scanline.cli.Launcher;
import io.scanline.spark.SparkExtension;
import io.scanline.stats.Robust;
import io.scanline.table.HourlySales;
import io.scanline.table.SalesLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * How evenly the chain's jobs share their work among tasks where sales are as uneven as they get: it prints, for each job, the stages
 * whose longest task is the most times as long as the median one. Net sales of every store must be those of the lines.
 */
@EnabledIfSystemProperty(named = "scanline.skew.lines", matches = "\\d+")
@ExtendWith(SparkExtension.class)
class SkewBenchmark {
    private static final int LINES = Integer.getInteger("scanline.skew.lines", 0);
    private static final int STORES = 20;
    private static final int DAYS = 28;
    private static final int REPEATED_DAY = 50;
    private static final String STORE = "S0001";
    private static final String DAY = "2025-01-15";
    private static final String ITEM = "000001";

    /** What takes less holds nothing up. */
    private static final double SECONDS = 1;

    private static final int SHOWN = 3;

    @TempDir
    static Path folder;

    enum Sales {
        EVEN,
        ONE_STORE_SELLS_HALF,
        ONE_ITEM_IN_EVERY_BASKET,
        ONE_DAY_50_TIMES_LARGER;

        Dataset<Row> of(Dataset<Row> lines) {
            return switch (this) {
                case EVEN -> lines;
                case ONE_STORE_SELLS_HALF ->
                    repeated(lines, when(col(SalesLines.STORE_ID).equalTo(STORE), STORES - 1));
                case ONE_ITEM_IN_EVERY_BASKET ->
                    lines.unionByName(lines.where(col(SalesLines.LINE_NUMBER).equalTo("1"))
                            .withColumn(SalesLines.LINE_NUMBER, lit("9999"))
                            .withColumn(SalesLines.ITEM_ID, lit(ITEM))
                            .withColumn(SalesLines.SCAN_CODE, lit(null).cast("string")));
                case ONE_DAY_50_TIMES_LARGER ->
                    repeated(lines, when(col(SalesLines.BUSINESS_DATE).equalTo(DAY), REPEATED_DAY));
            };
        }

        /** The same lines on so many registers more. */
        private static Dataset<Row> repeated(Dataset<Row> lines, Column times) {
            return lines.withColumn("copy", explode(sequence(lit(1), times.otherwise(1))))
                    .withColumn(SalesLines.REGISTER_ID, concat(col(SalesLines.REGISTER_ID), lit("-"), col("copy")))
                    .drop("copy");
        }
    }

    @ParameterizedTest
    @EnumSource
    void measure(Sales sales, SparkSession spark) throws IOException, InterruptedException {
        SparkExtension.MANY_ROWS.forEach(spark.conf()::set);
        Path even = folder.resolve("even");
        Launcher launcher = new Launcher(folder, Map.of("JDK_JAVA_OPTIONS", "", "SCANLINE_DRIVER_MEMORY", "4g"));
        if (!Files.exists(even)) {
            launcher.run(
                            "generate",
                            "--stores=" + STORES,
                            "--items=500",
                            "--days=" + DAYS,
                            "--lines-per-store-day=" + LINES / STORES / DAYS,
                            "--out=" + even)
                    .succeeded();
        }
        Path source = folder.resolve(sales.name());
        Dataset<Row> lines = sales.of(spark.read().option("header", true).csv(even.resolve("sales") + "/*/*.csv"));
        lines.repartition(col(SalesLines.BUSINESS_DATE))
                .write()
                .option("header", true)
                .csv(source.toString());
        Path lake = folder.resolve("lake-" + sales);
        Path events = Files.createDirectory(folder.resolve("events-" + sales));
        launcher.run("ingest", "--dataset=reference", "--source=" + even.resolve("reference"), "--lake=" + lake)
                .succeeded();
        String out = launcher.run(
                        "run",
                        "--steps=ingest,summarize,compare,detect,forecast",
                        "--source=" + source,
                        "--lake=" + lake,
                        "--conf=spark.eventLog.enabled=true",
                        "--conf=spark.eventLog.compress=false",
                        "--conf=spark.eventLog.dir=" + events.toUri())
                .succeeded()
                .out();
        System.out.printf("%s: %s%n", sales, out.lines().findFirst().orElse(""));
        print(EventLog.read(events));
        assertThat(sums(hourlySales(spark, lake))).isEqualTo(sums(lines.where(SalesLines.isMerchandise())));
    }

    private static void print(Trace trace) {
        trace.jobsByRun().forEach((run, jobs) -> jobs.stream()
                .flatMap(job -> job.stages().stream().flatMap(stage -> Uneven.of(job, stage, trace.slots()).stream()))
                .sorted(Comparator.comparingDouble(Uneven::times).reversed())
                .limit(SHOWN)
                .forEach(stage -> System.out.printf(
                        Locale.ROOT,
                        "%-10s longest %5.2f s, median %5.2f s, %5.1f times, %3d tasks: %s%n",
                        run.replaceFirst("-.*", ""),
                        stage.longest(),
                        stage.median(),
                        stage.times(),
                        stage.tasks(),
                        stage.step())));
    }

    /** A stage by its tasks but for the first of each slot, which wait for code to be loaded and compiled. */
    private record Uneven(String step, int tasks, double median, double longest) {
        static Optional<Uneven> of(JobTrace job, StageTrace stage, int slots) {
            if (stage.tasks() <= slots) {
                return Optional.empty();
            }
            double[] later = Arrays.copyOfRange(stage.seconds(), slots, stage.seconds().length);
            double longest = Arrays.stream(later).max().orElse(0);
            return longest < SECONDS
                    ? Optional.empty()
                    : Optional.of(new Uneven(job.step(), stage.tasks(), Robust.median(later, later.length), longest));
        }

        double times() {
            return longest / median;
        }
    }

    private static Dataset<Row> hourlySales(SparkSession spark, Path lake) {
        return spark.read()
                .format("delta")
                .load(lake.resolve(HourlySales.TABLE.name()).toString())
                .where(col(HourlySales.LEVEL).equalTo(HourlySales.STORE))
                .where(col(HourlySales.DEPARTMENT).equalTo(HourlySales.ALL_DEPARTMENTS))
                .select(
                        col(HourlySales.ENTITY).as(SalesLines.STORE_ID),
                        col(HourlySales.NET_SALES).as(SalesLines.NET_AMOUNT));
    }

    /** Net sales of each store. */
    private static List<String> sums(Dataset<Row> sales) {
        return sales.groupBy(SalesLines.STORE_ID)
                .agg(sum(col(SalesLines.NET_AMOUNT).cast("decimal(18,2)")).as("net"))
                .orderBy(SalesLines.STORE_ID)
                .toJSON()
                .collectAsList();
    }
}
