package io.scanline.cli;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.sum;
import static org.assertj.core.api.Assertions.assertThat;

import io.scanline.spark.SparkExtension;
import io.scanline.spark.TestLake;
import io.scanline.table.HourlySales;
import io.scanline.table.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
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
 * What one more hour costs a chain whose hourly sales go back as many days as {@code scanline.hour.days} names, each number in turn:
 * {@code scanline.hour.stores} stores (1,000) of four regions and three departments, open 14 hours a day, 40 lines an hour. The history is
 * written as it is, without its lines. Then ingest, and after it summarize, compare and detect as one {@code run}, take hour by hour; in
 * the first one they learn of the history. It prints the wall and CPU seconds of each, and is no part of a build.
 *
 * <p>With {@code scanline.hour.folder} the lake is kept there, and a later run goes on with the next hours.
 */
@EnabledIfSystemProperty(named = "scanline.hour.days", matches = ".+")
@ExtendWith(SparkExtension.class)
class OneMoreHourBenchmark {
    private static final int STORES = Integer.getInteger("scanline.hour.stores", 1000);
    private static final int HOURS = Integer.getInteger("scanline.hour.repeats", 3);
    private static final String KEPT = System.getProperty("scanline.hour.folder", "");
    private static final LocalDate TODAY = LocalDate.of(2025, 6, 11);
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "JDK_JAVA_OPTIONS", "",
            "SCANLINE_DRIVER_MEMORY", "3g",
            "SCANLINE_COMPARE_BACKFILL_DAYS", "7",
            "SCANLINE_COMPARE_HOUR_DAYS", "2",
            "SCANLINE_DETECT_BACKFILL_DAYS", "7");
    private static final int OPENS = 8;
    private static final int OPEN_HOURS = 14;
    private static final int LINES = 40;
    private static final String ZONE = "Europe/Berlin";
    private static final String STORE = "concat('S', lpad(%s, 5, '0'))";

    @TempDir
    Path folder;

    private Path work;
    private Path lake;
    private SparkSession spark;

    static Stream<Integer> days() {
        return Stream.of(System.getProperty("scanline.hour.days", "").split(","))
                .map(Integer::valueOf);
    }

    @ParameterizedTest
    @MethodSource("days")
    void measure(int days, SparkSession session) throws IOException, InterruptedException {
        spark = session;
        work = KEPT.isEmpty() ? folder : Files.createDirectories(Path.of(KEPT, "days-" + days));
        lake = work.resolve("lake");
        SparkExtension.MANY_ROWS.forEach(spark.conf()::set);
        if (!Files.exists(lake)) {
            writeStores();
            // the table is there, and summarize has read all lines, before the history comes in
            tillsWrite(OPENS);
            run("ingest", "--settle=0", "--source=" + source(OPENS));
            run("summarize");
            writeHistory(days);
        }
        int hour = OPENS;
        for (int done = 0; done <= HOURS; done++) {
            do {
                hour++;
            } while (Files.exists(Path.of(source(hour))));
            System.out.printf(Locale.ROOT, "%d stores, %d days, hour %d%n", STORES, days, hour);
            tillsWrite(hour);
            run("ingest", "--settle=0", "--source=" + source(hour));
            run("run", "--steps=summarize,compare,detect");
        }
    }

    private void run(String... words) throws IOException, InterruptedException {
        String[] command =
                Stream.concat(Stream.of(words), Stream.of("--lake=" + lake)).toArray(String[]::new);
        Path out = work.resolve("out.txt");
        Path err = work.resolve("err.txt");
        long started = System.nanoTime();
        Process process = new Launcher(work, ENVIRONMENT).start(out, err, command);
        Duration cpu = Duration.ZERO;
        while (!process.waitFor(50, TimeUnit.MILLISECONDS)) {
            cpu = process.info().totalCpuDuration().orElse(cpu);
        }
        double seconds = (System.nanoTime() - started) / 1e9;
        assertThat(process.exitValue()).as(Files.readString(err)).isZero();
        System.out.printf(
                Locale.ROOT,
                "%-9s %5.1f s wall %5.1f s CPU  %s%n",
                words[0],
                seconds,
                cpu.toMillis() / 1e3,
                Files.readString(out).lines().reduce((first, last) -> last).orElse(""));
    }

    private void writeStores() {
        TestLake.append(
                lake,
                spark,
                Stores.TABLE,
                spark.range(0, STORES, 1, 1)
                        .selectExpr(
                                STORE.formatted("id") + " store_id",
                                "concat('R', id % 4) region",
                                "if(id % 4 < 2, 'DE', 'AT') country",
                                "'" + ZONE + "' time_zone",
                                "'EUR' currency",
                                "date'2015-01-01' opened_on"));
    }

    /** The lines of one hour of today, one file. */
    private void tillsWrite(int hour) {
        Dataset<Row> lines = spark.range(0, (long) STORES * LINES, 1, 2)
                .selectExpr(
                        STORE.formatted("id div " + LINES) + " store_id",
                        "cast(1 + id % 3 as string) register_id",
                        "concat('%d-', id %% %d div 2) transaction_id".formatted(hour, LINES),
                        "cast(1 + id % 2 as int) line_number",
                        "concat('%sT%02d:', lpad(id %% %d, 2, '0'), ':00+02:00') sold_at".formatted(TODAY, hour, LINES),
                        "concat('I', id % 500) item_id",
                        "concat('D', id % 3) department",
                        "1 quantity",
                        "0 discount_amount",
                        "cast(1 + pmod(xxhash64(id, %d), 800) / 100 as decimal(8,2)) net_amount".formatted(hour));
        lines.coalesce(1).write().option("header", true).csv(source(hour));
    }

    private String source(int hour) {
        return work.resolve("tills").resolve("hour-" + hour).toString();
    }

    private void writeHistory(int days) {
        Dataset<Row> stores = storeHours(days);
        Dataset<Row> all = stores.unionAll(above(stores, "'REGION'", "concat('R', number % 4)"))
                .unionAll(above(stores, "'COUNTRY'", "if(number % 4 < 2, 'DE', 'AT')"))
                .unionAll(above(stores, "'CHAIN'", "'chain'"));
        append(all);
    }

    private static Dataset<Row> above(Dataset<Row> stores, String level, String entity) {
        return stores.drop("level", "entity")
                .selectExpr("*", level + " level", entity + " entity")
                .groupBy("level", "entity", "hour_start_utc", "department", "local_date", "local_hour")
                .agg(
                        sum("net").as("net"),
                        sum("trading").as("trading"),
                        max("number").as("number"))
                .select(columns(stores));
    }

    private static Column[] columns(Dataset<Row> rows) {
        return Stream.of(rows.columns()).map(name -> col(name)).toArray(Column[]::new);
    }

    /** A store's hours: by all departments and by each of three; sales are around 80 to 200 an hour, with a weekday and an hour of day. */
    private Dataset<Row> storeHours(int days) {
        return spark.range(0, (long) days * OPEN_HOURS * STORES * 4, 1, 32)
                .selectExpr(
                        "cast(id %% %d as int) number".formatted(STORES),
                        "cast(id div %d %% 4 as int) part".formatted(STORES),
                        "cast(%d + id div %d %% %d as int) local_hour".formatted(OPENS, 4 * STORES, OPEN_HOURS),
                        "date_sub(date'%s', cast(1 + id div %d as int)) local_date"
                                .formatted(TODAY, 4 * STORES * OPEN_HOURS))
                .selectExpr(
                        "*",
                        "'STORE' level",
                        STORE.formatted("number") + " entity",
                        "if(part = 0, '*', concat('D', part - 1)) department",
                        "to_utc_timestamp(timestampadd(HOUR, local_hour, timestamp(local_date)), '%s') hour_start_utc"
                                .formatted(ZONE),
                        "(80 + number % 120) * (1 + 0.3 * (weekday(local_date) = 5)::int) * (1 + 0.5 * sin(local_hour / 4)) * (0.9 + pmod(xxhash64(number, local_date, local_hour), 1000) / 5000) whole")
                .selectExpr(
                        "level",
                        "entity",
                        "number",
                        "hour_start_utc",
                        "department",
                        "local_date",
                        "local_hour",
                        "cast(round(if(part = 0, whole, whole / 3), 2) as decimal(18,4)) net",
                        "1L trading");
    }

    private void append(Dataset<Row> hours) {
        Dataset<Row> rows = hours.selectExpr(
                "level",
                "entity",
                "hour_start_utc",
                "department",
                "'EUR' currency",
                "net gross_sales",
                "0bd discount",
                "0bd returns_amount",
                "net net_sales",
                "0bd tax",
                "net net_sales_reporting",
                "cast(net / 20 as bigint) transactions",
                "cast(net / 5 as decimal(18,4)) units_sold",
                "0bd units_returned",
                "0bd weight_kg",
                "0L voided_lines",
                "0L cancelled_transactions",
                "trading stores_trading",
                "trading stores_expected",
                "3 * trading registers_seen",
                "3 * trading registers_expected",
                "0L late_lines",
                "1d completeness",
                "local_date",
                "local_hour",
                "year(local_date) retail_year",
                "weekofyear(local_date) retail_week",
                "'FINAL' status",
                "1 revision");
        TestLake.append(
                lake,
                spark,
                HourlySales.TABLE,
                rows.select(Stream.of(HourlySales.TABLE.rowSchema().fields())
                        .filter(field -> List.of(rows.columns()).contains(field.name()))
                        .map(field -> col(field.name()).cast(field.dataType()))
                        .toArray(Column[]::new)));
    }
}
