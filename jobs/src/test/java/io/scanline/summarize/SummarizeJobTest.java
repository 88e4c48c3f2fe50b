package io.scanline.summarize;

import static io.scanline.summarize.SalesLinesBuilder.store;
import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scanline.config.ScanlineException;
import io.scanline.spark.DeltaIo;
import io.scanline.spark.Scope;
import io.scanline.spark.SparkExtension;
import io.scanline.spark.TestLake;
import io.scanline.table.FxRates;
import io.scanline.table.HourlySales;
import io.scanline.table.Lake;
import io.scanline.table.SalesLines;
import io.scanline.table.Stores;
import io.scanline.table.Table;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Date;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
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

    private long batch;

    SummarizeJobTest(SparkSession spark) {
        this.spark = spark;
    }

    @BeforeEach
    void openStores() {
        List<Row> stores = List.of(
                store("s1", "north", "DE", "Europe/Berlin", "EUR", null),
                store("s2", "north", "DE", "Europe/Berlin", "EUR", null),
                store("s3", "delhi", "IN", "Asia/Kolkata", "INR", null));
        DeltaIo.replace(
                lake(), Stores.TABLE, spark.createDataFrame(stores, Stores.TABLE.rowSchema()), Scope.everything());
    }

    @Test
    void countsMerchandiseAndKeepsTheRestApart() {
        SalesLinesBuilder lines = new SalesLinesBuilder()
                .set(SalesLines.DISCOUNT_AMOUNT, new BigDecimal("0.50"))
                .line("t1", "2024-05-06T08:10:00Z", "2", "3.50")
                .set(SalesLines.DISCOUNT_AMOUNT, BigDecimal.ZERO)
                .line("t2", "2024-05-06T08:20:00Z", "-1", "-2.00")
                .set(SalesLines.UOM, "GRM")
                .line("t1", "2024-05-06T08:10:00Z", "750", "6.00")
                .set(SalesLines.UOM, "EA")
                .set(SalesLines.LINE_VOIDED, true)
                .line("t1", "2024-05-06T08:10:00Z", "1", "9.00")
                .set(SalesLines.LINE_VOIDED, false)
                .set(SalesLines.STATUS, "CANCELLED")
                .line("t3", "2024-05-06T08:30:00Z", "1", "9.00")
                .set(SalesLines.STATUS, "TRAINING")
                .line("t4", "2024-05-06T08:30:00Z", "1", "9.00")
                .set(SalesLines.STATUS, "COMPLETED")
                .set(SalesLines.LINE_KIND, "DEPOSIT")
                .line("t1", "2024-05-06T08:10:00Z", "1", "0.25");
        summarize(lines);

        Row hour = row("STORE", "s1", "2024-05-06T08:00:00Z", "*");
        assertThat(money(hour, HourlySales.GROSS_SALES)).isEqualByComparingTo("10.00");
        assertThat(money(hour, HourlySales.DISCOUNT)).isEqualByComparingTo("0.50");
        assertThat(money(hour, HourlySales.RETURNS_AMOUNT)).isEqualByComparingTo("2.00");
        assertThat(money(hour, HourlySales.NET_SALES)).isEqualByComparingTo("7.50");
        assertThat(money(hour, HourlySales.UNITS_SOLD)).isEqualByComparingTo("3");
        assertThat(money(hour, HourlySales.UNITS_RETURNED)).isEqualByComparingTo("1");
        assertThat(money(hour, HourlySales.WEIGHT_KG)).isEqualByComparingTo("0.75");
        assertThat(money(hour, HourlySales.BASKET_VALUE)).isEqualByComparingTo("3.75");
        assertThat(money(hour, HourlySales.DISCOUNT_RATE)).isEqualByComparingTo("0.05");
        assertThat(hour.<Long>getAs(HourlySales.TRANSACTIONS)).isEqualTo(2);
        assertThat(hour.<Long>getAs(HourlySales.VOIDED_LINES)).isEqualTo(1);
        assertThat(hour.<Long>getAs(HourlySales.CANCELLED_TRANSACTIONS)).isEqualTo(1);
        assertThat(hour.<Integer>getAs(HourlySales.RETAIL_WEEK)).isEqualTo(14);
    }

    @Test
    void aBasketOverTwoDepartmentsIsOneTransactionAndOneTill() {
        summarize(new SalesLinesBuilder()
                .line("t1", "2024-05-06T08:10:00Z", "1", "1.00")
                .set(SalesLines.DEPARTMENT, "household/paper")
                .line("t1", "2024-05-06T08:10:00Z", "1", "2.00")
                .set(SalesLines.REGISTER_ID, "2")
                .line("t1", "2024-05-06T08:40:00Z", "1", "4.00"));

        Row all = row("CHAIN", "chain", "2024-05-06T08:00:00Z", "*");
        assertThat(all.<Long>getAs(HourlySales.TRANSACTIONS))
                .as("the same id at another register is another transaction")
                .isEqualTo(2);
        assertThat(all.<Long>getAs(HourlySales.REGISTERS_SEEN)).isEqualTo(2);
        assertThat(row("STORE", "s1", "2024-05-06T08:00:00Z", "food").<Long>getAs(HourlySales.TRANSACTIONS))
                .isEqualTo(1);
        assertThat(row("STORE", "s1", "2024-05-06T08:00:00Z", "household").<Long>getAs(HourlySales.TRANSACTIONS))
                .isEqualTo(2);
    }

    @Test
    void theRepeatedHourIsTwoRowsAndAHalfHourZoneKeepsItsOwnHours() {
        summarize(new SalesLinesBuilder()
                .line("t1", "2024-10-27T00:30:00Z", "1", "1.00")
                .line("t2", "2024-10-27T01:30:00Z", "1", "2.00")
                .at("s3", "Asia/Kolkata")
                .set(SalesLines.CURRENCY, "INR")
                .line("t3", "2024-10-27T00:45:00Z", "1", "4.00"));

        Row first = row("STORE", "s1", "2024-10-27T00:00:00Z", "*");
        Row second = row("STORE", "s1", "2024-10-27T01:00:00Z", "*");
        assertThat(List.of(first.<Integer>getAs(HourlySales.LOCAL_HOUR), second.<Integer>getAs(HourlySales.LOCAL_HOUR)))
                .containsExactly(2, 2);
        Row delhi = row("REGION", "delhi", "2024-10-27T00:30:00Z", "*");
        assertThat(delhi.<Integer>getAs(HourlySales.LOCAL_HOUR)).isEqualTo(6);
        // the chain keeps the clock of its oldest store, Berlin
        Row chain = row("CHAIN", "chain", "2024-10-27T00:00:00Z", "*", "INR");
        assertThat(money(chain, HourlySales.NET_SALES)).isEqualByComparingTo("4.00");
        assertThat(chain.<Integer>getAs(HourlySales.LOCAL_HOUR)).isEqualTo(2);
    }

    @Test
    void currenciesAreKeptApartAndConvertedWhereARateIsKnown() {
        List<Row> rates = List.of(
                RowFactory.create(Date.valueOf("2024-05-01"), "INR", "EUR", new BigDecimal("0.0100000000")),
                RowFactory.create(Date.valueOf("2024-05-07"), "INR", "EUR", new BigDecimal("0.0200000000")));
        DeltaIo.replace(
                lake(), FxRates.TABLE, spark.createDataFrame(rates, FxRates.TABLE.rowSchema()), Scope.everything());
        summarize(new SalesLinesBuilder()
                .line("t1", "2024-05-06T08:10:00Z", "1", "10.00")
                .at("s3", "Asia/Kolkata")
                .set(SalesLines.CURRENCY, "INR")
                .line("t2", "2024-05-06T08:10:00Z", "1", "500.00")
                .set(SalesLines.CURRENCY, "USD")
                .line("t3", "2024-05-06T08:10:00Z", "1", "7.00"));

        Dataset<Row> chain = hourly().where("level = 'CHAIN' AND department = '*'");
        assertThat(chain.select(HourlySales.CURRENCY, HourlySales.NET_SALES).collectAsList())
                .extracting(row -> row.getString(0) + " "
                        + row.getDecimal(1).stripTrailingZeros().toPlainString())
                .containsExactlyInAnyOrder("EUR 10", "INR 500", "USD 7");
        assertThat(money(row("CHAIN", "chain", "2024-05-06T07:00:00Z", "*", "INR"), HourlySales.NET_SALES_REPORTING))
                .isEqualByComparingTo("5.00");
        assertThat(money(row("CHAIN", "chain", "2024-05-06T08:00:00Z", "*", "EUR"), HourlySales.NET_SALES_REPORTING))
                .isEqualByComparingTo("10.00");
        assertThat(money(row("CHAIN", "chain", "2024-05-06T07:00:00Z", "*", "USD"), HourlySales.NET_SALES_REPORTING))
                .isNull();
    }

    @Test
    void aLateLineTouchesItsHourOnlyAndIsCounted() {
        summarize(new SalesLinesBuilder()
                .line("t1", "2024-05-06T08:10:00Z", "1", "1.00")
                .line("t2", "2024-05-06T09:10:00Z", "1", "2.00")
                .at("s2", "Europe/Berlin")
                .line("t3", "2024-05-06T08:15:00Z", "1", "4.00")
                .line("t9", "2024-05-20T08:15:00Z", "1", "8.00"));
        SummarizeResult late = summarize(new SalesLinesBuilder().line("t4", "2024-05-06T08:50:00Z", "1", "16.00"));

        // food and * of the store, the region, the country and the chain
        assertThat(late.rowsChanged()).isEqualTo(8);
        assertThat(hourly().select(Table.RUN_ID, HourlySales.REVISION)
                        .distinct()
                        .count())
                .isEqualTo(2);
        Row hour = row("STORE", "s1", "2024-05-06T08:00:00Z", "*");
        assertThat(money(hour, HourlySales.NET_SALES)).isEqualByComparingTo("17.00");
        assertThat(hour.<Long>getAs(HourlySales.LATE_LINES)).isEqualTo(1);
        assertThat(hour.<Integer>getAs(HourlySales.REVISION)).isEqualTo(2);
        assertThat(hour.<String>getAs(HourlySales.STATUS)).isEqualTo("RESTATED");
        Row region = row("REGION", "north", "2024-05-06T08:00:00Z", "*");
        assertThat(money(region, HourlySales.NET_SALES)).isEqualByComparingTo("21.00");
        assertThat(region.<Long>getAs(HourlySales.STORES_TRADING)).isEqualTo(2);
        assertThat(row("STORE", "s2", "2024-05-06T08:00:00Z", "*").<Integer>getAs(HourlySales.REVISION))
                .isEqualTo(1);
        assertThat(row("STORE", "s2", "2024-05-06T08:00:00Z", "*").<String>getAs(HourlySales.STATUS))
                .isEqualTo("FINAL");
    }

    @Test
    void nothingNewWritesNothing() {
        summarize(new SalesLinesBuilder().line("t1", "2024-05-06T08:10:00Z", "1", "1.00"));
        long version = lake().latestVersion(HourlySales.TABLE);
        SummarizeResult again = TestLake.run(folder, spark, new SummarizeJob(SummarizeOptions.defaults()));
        assertThat(again.rowsChanged()).isZero();
        assertThat(lake().latestVersion(HourlySales.TABLE)).isEqualTo(version);
    }

    @Test
    void theNewestDayIsProvisionalUntilTheNextOneComes() {
        summarize(new SalesLinesBuilder().line("t1", "2024-05-06T08:10:00Z", "1", "1.00"));
        assertThat(row("STORE", "s1", "2024-05-06T08:00:00Z", "*").<String>getAs(HourlySales.STATUS))
                .isEqualTo("PROVISIONAL");
        summarize(new SalesLinesBuilder().line("t2", "2024-05-07T08:10:00Z", "1", "1.00"));
        Row settled = row("STORE", "s1", "2024-05-06T08:00:00Z", "*");
        assertThat(settled.<String>getAs(HourlySales.STATUS)).isEqualTo("FINAL");
        assertThat(settled.<Integer>getAs(HourlySales.REVISION)).isEqualTo(1);
        assertThat(row("STORE", "s1", "2024-05-07T08:00:00Z", "*").<String>getAs(HourlySales.STATUS))
                .isEqualTo("PROVISIONAL");
    }

    @Test
    void aMissingStoreLowersTheCompletenessOfItsRegion() {
        SalesLinesBuilder lines = new SalesLinesBuilder();
        for (int week = 0; week < 4; week++) {
            String day = Instant.parse("2024-05-06T08:10:00Z")
                    .plusSeconds(week * 7L * 86_400)
                    .toString();
            lines.at("s1", "Europe/Berlin").line("a" + week, day, "1", "1.00");
            if (week < 3) {
                lines.at("s2", "Europe/Berlin").line("b" + week, day, "1", "1.00");
            }
        }
        summarize(lines);
        Row region = row("REGION", "north", "2024-05-27T08:00:00Z", "*");
        assertThat(region.<Double>getAs(HourlySales.COMPLETENESS)).isEqualTo(0.5);
        assertThat(region.<Long>getAs(HourlySales.STORES_TRADING)).isEqualTo(1);
        assertThat(region.<Long>getAs(HourlySales.STORES_EXPECTED)).isEqualTo(2);
        assertThat(row("REGION", "north", "2024-05-20T08:00:00Z", "*").<Double>getAs(HourlySales.COMPLETENESS))
                .isEqualTo(1.0);
        assertThat(row("STORE", "s1", "2024-05-27T08:00:00Z", "*").<Double>getAs(HourlySales.COMPLETENESS))
                .isEqualTo(1.0);
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
        summarize(first);
        summarize(second);

        Dataset<Row> counted = lake().read(SalesLines.TABLE)
                .where("status = 'COMPLETED' AND NOT line_voided AND line_kind IN ('SALE', 'RETURN')");
        List<Row> expected = counted.groupBy("currency")
                .agg(org.apache.spark.sql.functions.sum("net_amount").cast("decimal(18,4)"))
                .orderBy("currency")
                .collectAsList();
        for (String level : List.of("STORE", "REGION", "COUNTRY", "CHAIN")) {
            for (String department : List.of("department = '*'", "department <> '*'")) {
                assertThat(hourly().where(col("level").equalTo(level))
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
            assertThat(hourly().where(col("level").equalTo(level))
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
        assertThat(hourly().where("gross_sales - discount - returns_amount <> net_sales")
                        .isEmpty())
                .isTrue();
        List<String> incremental = numbers();
        assertThat(incremental).doesNotHaveDuplicates();
        // from scratch, the same numbers
        DeltaIo.replace(
                lake(),
                HourlySales.TABLE,
                lake().read(HourlySales.TABLE).limit(0).drop(Table.RUN_ID, Table.COMPUTED_AT),
                Scope.everything());
        TestLake.run(
                folder,
                spark,
                new SummarizeJob(new SummarizeOptions(io.scanline.config.Interval.unbounded(), "EUR", 0)));
        assertThat(numbers()).isEqualTo(incremental);
    }

    @Test
    void aLineThatMovesAwayTakesItsRowWithIt() {
        summarize(new SalesLinesBuilder()
                .line("t1", "2024-05-06T08:10:00Z", "1", "1.00")
                .line("t2", "2024-05-06T09:10:00Z", "1", "2.00"));
        Dataset<Row> moved = lake().read(SalesLines.TABLE)
                .drop(Table.RUN_ID, Table.COMPUTED_AT)
                .withColumn(
                        "department",
                        org.apache
                                .spark
                                .sql
                                .functions
                                .when(col("transaction_id").equalTo("t1"), "other")
                                .otherwise(col("department")));
        DeltaIo.upsert(lake(), SalesLines.TABLE, moved);
        TestLake.run(folder, spark, new SummarizeJob(SummarizeOptions.defaults()));
        assertThat(hourly().where("hour_start_utc = '2024-05-06T08:00:00Z'")
                        .select("department")
                        .distinct()
                        .as(org.apache.spark.sql.Encoders.STRING())
                        .collectAsList())
                .containsExactlyInAnyOrder("*", "other");
    }

    @Test
    void aStoreThatIsNotRegisteredIsRefused() {
        append(new SalesLinesBuilder().at("s9", "Europe/Berlin").line("t1", "2024-05-06T08:10:00Z", "1", "1.00"));
        assertThatThrownBy(() -> TestLake.run(folder, spark, new SummarizeJob(SummarizeOptions.defaults())))
                .isInstanceOf(ScanlineException.class)
                .hasMessageContaining("s9");
    }

    private List<String> numbers() {
        return hourly()
                .drop(Table.RUN_ID, Table.COMPUTED_AT, HourlySales.REVISION, HourlySales.STATUS, HourlySales.LATE_LINES)
                .collectAsList()
                .stream()
                .map(Row::toString)
                .sorted()
                .toList();
    }

    private SummarizeResult summarize(SalesLinesBuilder lines) {
        append(lines);
        return TestLake.run(folder, spark, new SummarizeJob(SummarizeOptions.defaults()));
    }

    private void append(SalesLinesBuilder lines) {
        DeltaIo.append(lake(), SalesLines.TABLE, lines.in(spark), ++batch);
    }

    private Lake lake() {
        return TestLake.in(folder, spark);
    }

    private Dataset<Row> hourly() {
        return lake().read(HourlySales.TABLE);
    }

    private Row row(String level, String entity, String hour, String department) {
        return row(level, entity, hour, department, entity.equals("delhi") || entity.equals("s3") ? "INR" : "EUR");
    }

    private Row row(String level, String entity, String hour, String department, String currency) {
        List<Row> rows = hourly().where(col("level")
                        .equalTo(level)
                        .and(col("entity").equalTo(entity))
                        .and(col("department").equalTo(department))
                        .and(col("currency").equalTo(currency)))
                .where(col("hour_start_utc").equalTo(java.sql.Timestamp.from(Instant.parse(hour))))
                .collectAsList();
        assertThat(rows).as(level + " " + entity + " " + hour).hasSize(1);
        return rows.get(0);
    }

    private static BigDecimal money(Row row, String column) {
        return row.getAs(column);
    }
}
