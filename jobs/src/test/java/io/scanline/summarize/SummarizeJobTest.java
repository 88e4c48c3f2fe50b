package io.scanline.summarize;

import static io.scanline.summarize.SummarizedLake.money;
import static java.util.stream.Collectors.partitioningBy;
import static java.util.stream.Collectors.toMap;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scanline.config.Interval;
import io.scanline.config.ScanlineException;
import io.scanline.spark.DeltaIo;
import io.scanline.spark.Scope;
import io.scanline.spark.SparkExtension;
import io.scanline.spark.TestLake;
import io.scanline.table.HourlySales;
import io.scanline.table.SalesLines;
import io.scanline.table.Table;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Date;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class SummarizeJobTest {
    private final SparkSession spark;

    @TempDir
    Path folder;

    private SummarizedLake chain;

    SummarizeJobTest(SparkSession spark) {
        this.spark = spark;
    }

    @BeforeEach
    void openStores() {
        chain = new SummarizedLake(folder, spark);
    }

    /** A late line for one department comes with the sales of the days by which its hour settles. */
    @Test
    void whatALateLineLeavesAsItWasSettlesWithTheRest() {
        chain.summarize(new SalesLinesBuilder()
                .line("t1", "2024-05-06T08:10:00Z", "1", "1.00")
                .set(SalesLines.DEPARTMENT, "drinks")
                .line("t2", "2024-05-06T08:20:00Z", "1", "2.00"));

        chain.rewriteDay(
                "2024-05-06",
                new SalesLinesBuilder()
                        .set(SalesLines.INGEST_BATCH, 2L)
                        .line("t3", "2024-05-06T08:50:00Z", "1", "4.00"));
        chain.summarize(new SalesLinesBuilder().line("t9", "2024-05-20T08:15:00Z", "1", "8.00"));

        Row drinks = chain.row("STORE", "s1", "2024-05-06T08:00:00Z", "drinks");
        assertThat(drinks.<String>getAs(HourlySales.STATUS)).isEqualTo("FINAL");
        assertThat(drinks.<Integer>getAs(HourlySales.REVISION)).isEqualTo(1);
        Row food = chain.row("STORE", "s1", "2024-05-06T08:00:00Z", "food");
        assertThat(food.<String>getAs(HourlySales.STATUS)).isEqualTo("FINAL");
        assertThat(food.<Integer>getAs(HourlySales.REVISION)).isEqualTo(2);
    }

    /** One lake's life: each step costs a run. */
    @Test
    void aDayIsProvisionalThenFinalThenRestatedByALateLineAndLosesWhatMovesAway() {
        chain.summarize(new SalesLinesBuilder()
                .line("t1", "2024-05-06T08:10:00Z", "1", "1.00")
                .line("t2", "2024-05-06T09:10:00Z", "1", "2.00")
                .at("s2", "Europe/Berlin")
                .line("t3", "2024-05-06T08:15:00Z", "1", "4.00"));
        assertThat(firstHour("STORE", "s1").<String>getAs(HourlySales.STATUS)).isEqualTo("PROVISIONAL");

        chain.summarize(
                new SalesLinesBuilder().at("s2", "Europe/Berlin").line("t9", "2024-05-20T08:15:00Z", "1", "8.00"));
        assertThat(firstHour("STORE", "s1").<String>getAs(HourlySales.STATUS)).isEqualTo("FINAL");
        assertThat(firstHour("STORE", "s1").<Integer>getAs(HourlySales.REVISION))
                .isEqualTo(1);
        assertThat(chain.row("STORE", "s2", "2024-05-20T08:00:00Z", "*").<String>getAs(HourlySales.STATUS))
                .isEqualTo("PROVISIONAL");

        chain.rewriteDay(
                "2024-05-06",
                new SalesLinesBuilder()
                        .set(SalesLines.INGEST_BATCH, 2L)
                        .line("t4", "2024-05-06T08:50:00Z", "1", "16.00"));
        SummarizeResult late = chain.summarize();
        // food and * of the store, the region, the country and the chain
        assertThat(late.rowsChanged()).isEqualTo(8);
        Row hour = firstHour("STORE", "s1");
        assertThat(money(hour, HourlySales.NET_SALES)).isEqualByComparingTo("17.00");
        assertThat(hour.<Long>getAs(HourlySales.LATE_LINES)).isEqualTo(1);
        assertThat(hour.<Integer>getAs(HourlySales.REVISION)).isEqualTo(2);
        assertThat(hour.<String>getAs(HourlySales.STATUS)).isEqualTo("RESTATED");
        Row region = firstHour("REGION", "north");
        assertThat(money(region, HourlySales.NET_SALES)).isEqualByComparingTo("21.00");
        assertThat(region.<Long>getAs(HourlySales.STORES_TRADING)).isEqualTo(2);
        assertThat(firstHour("STORE", "s2").<Integer>getAs(HourlySales.REVISION))
                .isEqualTo(1);
        assertThat(firstHour("STORE", "s2").<String>getAs(HourlySales.STATUS)).isEqualTo("FINAL");

        Dataset<Row> moved = chain.lake()
                .read(SalesLines.TABLE)
                .drop(Table.RUN_ID, Table.COMPUTED_AT)
                .withColumn(
                        SalesLines.DEPARTMENT,
                        when(col(SalesLines.TRANSACTION_ID).equalTo("t3"), "other")
                                .otherwise(col(SalesLines.DEPARTMENT)));
        DeltaIo.upsert(chain.lake(), SalesLines.TABLE, moved);
        chain.summarize();
        assertThat(chain.hourlyRows().stream()
                        .filter(row -> row.getAs(HourlySales.ENTITY).equals("s2")
                                && row.getAs(HourlySales.LOCAL_DATE).equals(Date.valueOf("2024-05-06")))
                        .map(row -> row.<String>getAs(HourlySales.DEPARTMENT)))
                .containsExactlyInAnyOrder("*", "other");
    }

    @Test
    void linesThatAKilledRunHasPublishedAreNotLateForTheNextOne() {
        chain.summarize(new SalesLinesBuilder().line("t1", "2024-05-06T08:10:00Z", "1", "1.00"));
        chain.append(new SalesLinesBuilder().line("t2", "2024-05-06T09:10:00Z", "1", "2.00"));
        TestLake.runUntilLedger(folder, spark, new SummarizeJob(SummarizeOptions.defaults()));
        long version = chain.lake().version(HourlySales.TABLE);

        assertThat(chain.summarize().rowsChanged()).isZero();
        assertThat(chain.lake().version(HourlySales.TABLE)).isEqualTo(version);

        chain.summarize(new SalesLinesBuilder().line("t3", "2024-05-06T09:40:00Z", "1", "4.00"));
        Row hour = chain.row("STORE", "s1", "2024-05-06T09:00:00Z", "*");
        assertThat(hour.<Long>getAs(HourlySales.LATE_LINES))
                .as("t3 alone came after the hour was published")
                .isEqualTo(1);
    }

    private Row firstHour(String level, String entity) {
        return chain.row(level, entity, "2024-05-06T08:00:00Z", "*");
    }

    @Test
    void everyLevelAndEveryDepartmentAddUpToTheLines() {
        Random random = new Random(7);
        List<String> departments = List.of("food/dairy", "food/bread", "household", "");
        SalesLinesBuilder first = new SalesLinesBuilder();
        SalesLinesBuilder second = new SalesLinesBuilder();
        for (int i = 0; i < 600; i++) {
            SalesLinesBuilder lines = random.nextInt(4) == 0 ? second : first;
            boolean delhi = random.nextInt(3) == 0;
            lines.at(delhi ? "s3" : "s" + (1 + random.nextInt(2)), delhi ? "Asia/Kolkata" : "Europe/Berlin")
                    .set(SalesLines.CURRENCY, delhi ? "INR" : random.nextInt(20) == 0 ? "USD" : "EUR")
                    .set(SalesLines.DEPARTMENT, departments.get(random.nextInt(departments.size())))
                    .set(SalesLines.REGISTER_ID, "" + random.nextInt(3))
                    .set(SalesLines.LINE_VOIDED, random.nextInt(15) == 0)
                    .set(SalesLines.STATUS, random.nextInt(15) == 0 ? "POST_VOIDED" : "COMPLETED")
                    .line(
                            "t" + random.nextInt(200) + (lines == first ? "" : "x"),
                            Instant.parse("2024-03-29T20:00:00Z")
                                    .plusSeconds(random.nextInt(4 * 86_400))
                                    .toString(),
                            random.nextInt(10) == 0 ? "-1" : "" + (1 + random.nextInt(3)),
                            new BigDecimal(random.nextInt(5000))
                                    .movePointLeft(2)
                                    .toPlainString());
        }
        chain.summarize(first);
        chain.summarize(second);

        Dataset<Row> counted = chain.lake()
                .read(SalesLines.TABLE)
                .where("status = 'COMPLETED' AND NOT line_voided AND line_kind IN ('SALE', 'RETURN')");
        Map<String, BigDecimal> netSales =
                counted.groupBy(SalesLines.CURRENCY).agg(sum(SalesLines.NET_AMOUNT)).collectAsList().stream()
                        .collect(toMap(row -> row.getString(0), row -> row.getDecimal(1)));
        long transactions = counted.select(
                        SalesLines.STORE_ID,
                        SalesLines.HOUR_START_UTC,
                        SalesLines.REGISTER_ID,
                        SalesLines.BUSINESS_DATE,
                        SalesLines.TRANSACTION_ID,
                        SalesLines.CURRENCY)
                .distinct()
                .count();
        assertThat(netSales).hasSize(3);
        for (String level : List.of("STORE", "REGION", "COUNTRY", "CHAIN")) {
            Map<Boolean, List<Row>> rows = chain.hourlyRows().stream()
                    .filter(row -> row.getAs(HourlySales.LEVEL).equals(level))
                    .collect(partitioningBy(
                            row -> row.getAs(HourlySales.DEPARTMENT).equals("*")));
            rows.forEach((all, some) -> assertThat(netSales(some))
                    .as(level + (all ? "" : " by department"))
                    .isEqualTo(netSales));
            assertThat(rows.get(true).stream()
                            .mapToLong(row -> row.getAs(HourlySales.TRANSACTIONS))
                            .sum())
                    .as("transactions of " + level)
                    .isEqualTo(transactions);
        }
        assertThat(chain.hourlyRows()).allSatisfy(row -> assertThat(money(row, HourlySales.GROSS_SALES)
                        .subtract(money(row, HourlySales.DISCOUNT))
                        .subtract(money(row, HourlySales.RETURNS_AMOUNT)))
                .isEqualTo(money(row, HourlySales.NET_SALES)));
        List<String> incremental = numbers();
        assertThat(incremental).doesNotHaveDuplicates();
        // from scratch, the same numbers
        DeltaIo.replace(
                chain.lake(),
                HourlySales.TABLE,
                chain.lake().read(HourlySales.TABLE).limit(0).drop(Table.RUN_ID, Table.COMPUTED_AT),
                Scope.everything());
        chain.summarize(new SummarizeOptions(Interval.unbounded(), "EUR", 0));
        assertThat(numbers()).isEqualTo(incremental);
    }

    @Test
    void aStoreThatIsNotRegisteredIsRefused() {
        chain.append(new SalesLinesBuilder().at("s9", "Europe/Berlin").line("t1", "2024-05-06T08:10:00Z", "1", "1.00"));
        assertThatThrownBy(() -> TestLake.run(folder, spark, new SummarizeJob(SummarizeOptions.defaults())))
                .isInstanceOf(ScanlineException.class)
                .hasMessageContaining("s9");
    }

    private static Map<String, BigDecimal> netSales(List<Row> rows) {
        return rows.stream()
                .collect(toMap(
                        row -> row.<String>getAs(HourlySales.CURRENCY),
                        row -> money(row, HourlySales.NET_SALES),
                        BigDecimal::add));
    }

    private List<String> numbers() {
        List<String> unlike = List.of(
                Table.RUN_ID, Table.COMPUTED_AT, HourlySales.REVISION, HourlySales.STATUS, HourlySales.LATE_LINES);
        return chain.hourlyRows().stream()
                .map(row -> Stream.of(row.schema().fieldNames())
                        .filter(name -> !unlike.contains(name))
                        .map(name -> String.valueOf(row.<Object>getAs(name)))
                        .toList()
                        .toString())
                .sorted()
                .toList();
    }
}
