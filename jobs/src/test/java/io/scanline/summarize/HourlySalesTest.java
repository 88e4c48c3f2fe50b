package io.scanline.summarize;

import static io.scanline.summarize.SummarizedLake.money;
import static org.assertj.core.api.Assertions.assertThat;

import io.scanline.spark.DeltaIo;
import io.scanline.spark.Scope;
import io.scanline.spark.SparkExtension;
import io.scanline.table.FxRates;
import io.scanline.table.HourlySales;
import io.scanline.table.SalesLines;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Date;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What one run makes of lines: each test looks at days of its own. */
@ExtendWith(SparkExtension.class)
class HourlySalesTest {
    @TempDir
    static Path folder;

    private static SummarizedLake summarized;

    @BeforeAll
    static void summarizeAll(SparkSession spark) {
        summarized = new SummarizedLake(folder, spark);
        summarized.append(kinds());
        summarized.append(departments());
        summarized.append(clocks());
        summarized.append(currencies());
        summarized.append(weeks());
        List<Row> rates = List.of(
                RowFactory.create(Date.valueOf("2024-08-01"), "INR", "EUR", new BigDecimal("0.0100000000")),
                RowFactory.create(Date.valueOf("2024-08-07"), "INR", "EUR", new BigDecimal("0.0200000000")));
        DeltaIo.replace(
                summarized.lake(),
                FxRates.TABLE,
                spark.createDataFrame(rates, FxRates.TABLE.rowSchema()),
                Scope.everything());
        summarized.summarize();
    }

    private static SalesLinesBuilder kinds() {
        return new SalesLinesBuilder()
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
    }

    @Test
    void countsMerchandiseAndKeepsTheRestApart() {
        Row hour = summarized.row("STORE", "s1", "2024-05-06T08:00:00Z", "*");
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

    private static SalesLinesBuilder departments() {
        return new SalesLinesBuilder()
                .line("t1", "2024-05-13T08:10:00Z", "1", "1.00")
                .set(SalesLines.DEPARTMENT, "household/paper")
                .line("t1", "2024-05-13T08:10:00Z", "1", "2.00")
                .set(SalesLines.REGISTER_ID, "2")
                .line("t1", "2024-05-13T08:40:00Z", "1", "4.00");
    }

    @Test
    void aBasketOverTwoDepartmentsIsOneTransactionAndOneTill() {
        Row all = summarized.row("CHAIN", "chain", "2024-05-13T08:00:00Z", "*");
        assertThat(all.<Long>getAs(HourlySales.TRANSACTIONS))
                .as("the same id at another register is another transaction")
                .isEqualTo(2);
        assertThat(all.<Long>getAs(HourlySales.REGISTERS_SEEN)).isEqualTo(2);
        assertThat(summarized.row("STORE", "s1", "2024-05-13T08:00:00Z", "food").<Long>getAs(HourlySales.TRANSACTIONS))
                .isEqualTo(1);
        assertThat(summarized
                        .row("STORE", "s1", "2024-05-13T08:00:00Z", "household")
                        .<Long>getAs(HourlySales.TRANSACTIONS))
                .isEqualTo(2);
    }

    private static SalesLinesBuilder clocks() {
        return new SalesLinesBuilder()
                .line("t1", "2024-10-27T00:30:00Z", "1", "1.00")
                .line("t2", "2024-10-27T01:30:00Z", "1", "2.00")
                .at("s3", "Asia/Kolkata")
                .set(SalesLines.CURRENCY, "INR")
                .line("t3", "2024-10-27T00:45:00Z", "1", "4.00");
    }

    @Test
    void theRepeatedHourIsTwoRowsAndAHalfHourZoneKeepsItsOwnHours() {
        Row first = summarized.row("STORE", "s1", "2024-10-27T00:00:00Z", "*");
        Row second = summarized.row("STORE", "s1", "2024-10-27T01:00:00Z", "*");
        assertThat(List.of(first.<Integer>getAs(HourlySales.LOCAL_HOUR), second.<Integer>getAs(HourlySales.LOCAL_HOUR)))
                .containsExactly(2, 2);
        Row delhi = summarized.row("REGION", "delhi", "2024-10-27T00:30:00Z", "*");
        assertThat(delhi.<Integer>getAs(HourlySales.LOCAL_HOUR)).isEqualTo(6);
        // the chain keeps the clock of its oldest store, Berlin
        Row chain = summarized.row("CHAIN", "chain", "2024-10-27T00:00:00Z", "*", "INR");
        assertThat(money(chain, HourlySales.NET_SALES)).isEqualByComparingTo("4.00");
        assertThat(chain.<Integer>getAs(HourlySales.LOCAL_HOUR)).isEqualTo(2);
    }

    private static SalesLinesBuilder currencies() {
        return new SalesLinesBuilder()
                .line("t1", "2024-08-06T08:10:00Z", "1", "10.00")
                .at("s3", "Asia/Kolkata")
                .set(SalesLines.CURRENCY, "INR")
                .line("t2", "2024-08-06T08:10:00Z", "1", "500.00")
                .set(SalesLines.CURRENCY, "USD")
                .line("t3", "2024-08-06T08:10:00Z", "1", "7.00");
    }

    @Test
    void currenciesAreKeptApartAndConvertedWhereARateIsKnown() {
        Dataset<Row> chain =
                summarized.hourly().where("level = 'CHAIN' AND department = '*' AND local_date = '2024-08-06'");
        assertThat(chain.select(HourlySales.CURRENCY, HourlySales.NET_SALES).collectAsList())
                .extracting(row -> row.getString(0) + " "
                        + row.getDecimal(1).stripTrailingZeros().toPlainString())
                .containsExactlyInAnyOrder("EUR 10", "INR 500", "USD 7");
        assertThat(money(
                        summarized.row("CHAIN", "chain", "2024-08-06T07:00:00Z", "*", "INR"),
                        HourlySales.NET_SALES_REPORTING))
                .isEqualByComparingTo("5.00");
        assertThat(money(
                        summarized.row("CHAIN", "chain", "2024-08-06T08:00:00Z", "*", "EUR"),
                        HourlySales.NET_SALES_REPORTING))
                .isEqualByComparingTo("10.00");
        assertThat(money(
                        summarized.row("CHAIN", "chain", "2024-08-06T07:00:00Z", "*", "USD"),
                        HourlySales.NET_SALES_REPORTING))
                .isNull();
    }

    private static SalesLinesBuilder weeks() {
        SalesLinesBuilder lines = new SalesLinesBuilder();
        for (int week = 0; week < 4; week++) {
            String day = Instant.parse("2024-07-01T08:10:00Z")
                    .plusSeconds(week * 7L * 86_400)
                    .toString();
            lines.at("s1", "Europe/Berlin").line("a" + week, day, "1", "1.00");
            if (week < 3) {
                lines.at("s2", "Europe/Berlin").line("b" + week, day, "1", "1.00");
            }
        }
        return lines;
    }

    @Test
    void aMissingStoreLowersTheCompletenessOfItsRegion() {
        Row region = summarized.row("REGION", "north", "2024-07-22T08:00:00Z", "*");
        assertThat(region.<Double>getAs(HourlySales.COMPLETENESS)).isEqualTo(0.5);
        assertThat(region.<Long>getAs(HourlySales.STORES_TRADING)).isEqualTo(1);
        assertThat(region.<Long>getAs(HourlySales.STORES_EXPECTED)).isEqualTo(2);
        assertThat(summarized
                        .row("REGION", "north", "2024-07-15T08:00:00Z", "*")
                        .<Double>getAs(HourlySales.COMPLETENESS))
                .isEqualTo(1.0);
        assertThat(summarized.row("STORE", "s1", "2024-07-22T08:00:00Z", "*").<Double>getAs(HourlySales.COMPLETENESS))
                .isEqualTo(1.0);
    }

    @Test
    void nothingNewWritesNothing() {
        long version = summarized.lake().latestVersion(HourlySales.TABLE);
        SummarizeResult again = summarized.summarize();
        assertThat(again.rowsChanged()).isZero();
        assertThat(summarized.lake().latestVersion(HourlySales.TABLE)).isEqualTo(version);
    }
}
