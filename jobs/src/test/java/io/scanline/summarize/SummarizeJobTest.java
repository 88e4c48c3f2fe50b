package io.scanline.summarize;

import static io.scanline.summarize.SummarizedLake.money;
import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.time.Instant;
import java.util.List;
import java.util.Random;
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

    @Test
    void aLateLineTouchesItsHourOnlyAndIsCountedThoughItsDayIsRewritten() {
        chain.summarize(new SalesLinesBuilder()
                .line("t1", "2024-05-06T08:10:00Z", "1", "1.00")
                .line("t2", "2024-05-06T09:10:00Z", "1", "2.00")
                .at("s2", "Europe/Berlin")
                .line("t3", "2024-05-06T08:15:00Z", "1", "4.00")
                .line("t9", "2024-05-20T08:15:00Z", "1", "8.00"));
        chain.rewriteDay(
                "2024-05-06",
                new SalesLinesBuilder()
                        .set(SalesLines.INGEST_BATCH, 2L)
                        .line("t4", "2024-05-06T08:50:00Z", "1", "16.00"));
        SummarizeResult late = chain.summarize();

        // food and * of the store, the region, the country and the chain
        assertThat(late.rowsChanged()).isEqualTo(8);
        assertThat(chain.hourly()
                        .select(Table.RUN_ID, HourlySales.REVISION)
                        .distinct()
                        .count())
                .isEqualTo(2);
        Row hour = chain.row("STORE", "s1", "2024-05-06T08:00:00Z", "*");
        assertThat(money(hour, HourlySales.NET_SALES)).isEqualByComparingTo("17.00");
        assertThat(hour.<Long>getAs(HourlySales.LATE_LINES)).isEqualTo(1);
        assertThat(hour.<Integer>getAs(HourlySales.REVISION)).isEqualTo(2);
        assertThat(hour.<String>getAs(HourlySales.STATUS)).isEqualTo("RESTATED");
        Row region = chain.row("REGION", "north", "2024-05-06T08:00:00Z", "*");
        assertThat(money(region, HourlySales.NET_SALES)).isEqualByComparingTo("21.00");
        assertThat(region.<Long>getAs(HourlySales.STORES_TRADING)).isEqualTo(2);
        assertThat(chain.row("STORE", "s2", "2024-05-06T08:00:00Z", "*").<Integer>getAs(HourlySales.REVISION))
                .isEqualTo(1);
        assertThat(chain.row("STORE", "s2", "2024-05-06T08:00:00Z", "*").<String>getAs(HourlySales.STATUS))
                .isEqualTo("FINAL");
    }

    @Test
    void theNewestDayIsProvisionalUntilTheNextOneComes() {
        chain.summarize(new SalesLinesBuilder().line("t1", "2024-05-06T08:10:00Z", "1", "1.00"));
        assertThat(chain.row("STORE", "s1", "2024-05-06T08:00:00Z", "*").<String>getAs(HourlySales.STATUS))
                .isEqualTo("PROVISIONAL");
        chain.summarize(new SalesLinesBuilder().line("t2", "2024-05-07T08:10:00Z", "1", "1.00"));
        Row settled = chain.row("STORE", "s1", "2024-05-06T08:00:00Z", "*");
        assertThat(settled.<String>getAs(HourlySales.STATUS)).isEqualTo("FINAL");
        assertThat(settled.<Integer>getAs(HourlySales.REVISION)).isEqualTo(1);
        assertThat(chain.row("STORE", "s1", "2024-05-07T08:00:00Z", "*").<String>getAs(HourlySales.STATUS))
                .isEqualTo("PROVISIONAL");
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
        List<Row> expected = counted.groupBy("currency")
                .agg(org.apache.spark.sql.functions.sum("net_amount").cast("decimal(18,4)"))
                .orderBy("currency")
                .collectAsList();
        for (String level : List.of("STORE", "REGION", "COUNTRY", "CHAIN")) {
            for (String department : List.of("department = '*'", "department <> '*'")) {
                assertThat(chain.hourly()
                                .where(col("level").equalTo(level))
                                .where(department)
                                .groupBy("currency")
                                .agg(org.apache
                                        .spark
                                        .sql
                                        .functions
                                        .sum("net_sales")
                                        .cast("decimal(18,4)"))
                                .orderBy("currency")
                                .collectAsList())
                        .as(level + " where " + department)
                        .isEqualTo(expected);
            }
            assertThat(chain.hourly()
                            .where(col("level").equalTo(level))
                            .where("department = '*'")
                            .agg(org.apache.spark.sql.functions.sum("transactions"))
                            .head()
                            .getLong(0))
                    .as("transactions of " + level)
                    .isEqualTo(counted.select(
                                    "store_id",
                                    "hour_start_utc",
                                    "register_id",
                                    "business_date",
                                    "transaction_id",
                                    "currency")
                            .distinct()
                            .count());
        }
        assertThat(chain.hourly()
                        .where("gross_sales - discount - returns_amount <> net_sales")
                        .isEmpty())
                .isTrue();
        List<String> incremental = numbers();
        assertThat(incremental).doesNotHaveDuplicates();
        // from scratch, the same numbers
        DeltaIo.replace(
                chain.lake(),
                HourlySales.TABLE,
                chain.lake().read(HourlySales.TABLE).limit(0).drop(Table.RUN_ID, Table.COMPUTED_AT),
                Scope.everything());
        TestLake.run(
                folder,
                spark,
                new SummarizeJob(new SummarizeOptions(io.scanline.config.Interval.unbounded(), "EUR", 0)));
        assertThat(numbers()).isEqualTo(incremental);
    }

    @Test
    void aLineThatMovesAwayTakesItsRowWithIt() {
        chain.summarize(new SalesLinesBuilder()
                .line("t1", "2024-05-06T08:10:00Z", "1", "1.00")
                .line("t2", "2024-05-06T09:10:00Z", "1", "2.00"));
        Dataset<Row> moved = chain.lake()
                .read(SalesLines.TABLE)
                .drop(Table.RUN_ID, Table.COMPUTED_AT)
                .withColumn(
                        "department",
                        org.apache
                                .spark
                                .sql
                                .functions
                                .when(col("transaction_id").equalTo("t1"), "other")
                                .otherwise(col("department")));
        DeltaIo.upsert(chain.lake(), SalesLines.TABLE, moved);
        TestLake.run(folder, spark, new SummarizeJob(SummarizeOptions.defaults()));
        assertThat(chain.hourly()
                        .where("hour_start_utc = '2024-05-06T08:00:00Z'")
                        .select("department")
                        .distinct()
                        .as(org.apache.spark.sql.Encoders.STRING())
                        .collectAsList())
                .containsExactlyInAnyOrder("*", "other");
    }

    @Test
    void aStoreThatIsNotRegisteredIsRefused() {
        chain.append(new SalesLinesBuilder().at("s9", "Europe/Berlin").line("t1", "2024-05-06T08:10:00Z", "1", "1.00"));
        assertThatThrownBy(() -> TestLake.run(folder, spark, new SummarizeJob(SummarizeOptions.defaults())))
                .isInstanceOf(ScanlineException.class)
                .hasMessageContaining("s9");
    }

    private List<String> numbers() {
        return chain
                .hourly()
                .drop(Table.RUN_ID, Table.COMPUTED_AT, HourlySales.REVISION, HourlySales.STATUS, HourlySales.LATE_LINES)
                .collectAsList()
                .stream()
                .map(Row::toString)
                .sorted()
                .toList();
    }
}
