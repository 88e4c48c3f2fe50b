package io.scanline.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scanline.config.Interval;
import io.scanline.config.ScanlineException;
import io.scanline.spark.DeltaIo;
import io.scanline.spark.SparkExtension;
import io.scanline.spark.TestLake;
import io.scanline.table.DemandHistory;
import io.scanline.table.FxRates;
import io.scanline.table.Lake;
import io.scanline.table.QuarantinedLines;
import io.scanline.table.StockPositions;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class ExportJobTest {
    private final SparkSession spark;

    @TempDir
    Path folder;

    ExportJobTest(SparkSession spark) {
        this.spark = spark;
    }

    @BeforeEach
    void fill() {
        Lake lake = lake();
        Row position = RowFactory.create(
                "S1",
                "=HYPERLINK(\"x\")",
                Timestamp.from(Instant.parse("2024-03-01T09:30:00Z")),
                new BigDecimal("-3.5000"));
        Row later = RowFactory.create(
                "S2",
                "a \"b\", c ",
                Timestamp.from(Instant.parse("2024-03-01T09:30:10.25Z")),
                new BigDecimal("0.0001"));
        DeltaIo.append(
                lake,
                StockPositions.TABLE,
                spark.createDataFrame(List.of(position, later), StockPositions.TABLE.rowSchema()),
                1);
    }

    @Test
    void writesOneCsvFileThatNoSpreadsheetTakesForAFormula() throws IOException {
        Path out = folder.resolve("positions.csv");

        ExportResult result = export("stock_positions", null, out);

        assertThat(result.rows()).isEqualTo(2);
        assertThat(Files.readAllLines(out))
                .hasSize(3)
                .anySatisfy(line -> assertThat(line).startsWith("store_id,item_id,as_of,on_hand,"))
                .anySatisfy(line ->
                        assertThat(line).startsWith("S1,\"'=HYPERLINK(\"\"x\"\")\",2024-03-01T09:30:00Z,-3.5000,"))
                .anySatisfy(
                        line -> assertThat(line).startsWith("S2,\"a \"\"b\"\", c \",2024-03-01T09:30:10.25Z,0.0001,"));
        try (var left = Files.list(folder)) {
            assertThat(left.map(path -> path.getFileName().toString()).filter(name -> name.startsWith("_")))
                    .isEmpty();
        }
    }

    @Test
    void writesTheRowsAskedFor() throws IOException {
        Path out = folder.resolve("positions.jsonl");

        export("stock_positions", "on_hand > 0 and store_id like 'S%'", out);

        assertThat(Files.readAllLines(out))
                .singleElement()
                .asString()
                .contains("\"as_of\":\"2024-03-01T09:30:10.25Z\"", "\"on_hand\":0.0001");
    }

    @Test
    void keepsSmallDecimalsPlainAndNestedValuesAsJson() throws IOException {
        Row rate = RowFactory.create(Date.valueOf("2024-03-01"), "EUR", "GBP", new BigDecimal("0.0000001000"));
        DeltaIo.append(lake(), FxRates.TABLE, spark.createDataFrame(List.of(rate), FxRates.TABLE.rowSchema()), 1);
        Row refused = RowFactory.create(
                "stores",
                "raw",
                "file:/x",
                2L,
                new String[] {"BAD_TYPE", "MISSING_FIELD"},
                null,
                "m",
                null,
                1L,
                "OPEN");
        DeltaIo.append(
                lake(),
                QuarantinedLines.TABLE,
                spark.createDataFrame(List.of(refused), QuarantinedLines.TABLE.rowSchema()),
                1);

        export("fx_rates", null, folder.resolve("rates.csv"));
        export("quarantined_lines", null, folder.resolve("quarantine.csv"));

        assertThat(Files.readString(folder.resolve("rates.csv"))).contains("EUR,GBP,0.0000001000,");
        assertThat(Files.readString(folder.resolve("quarantine.csv")))
                .contains("\"[\"\"BAD_TYPE\"\",\"\"MISSING_FIELD\"\"]\"");
    }

    @Test
    void overwritesNothing() {
        Path out = folder.resolve("parts");
        export("stock_positions", null, out);

        assertThatThrownBy(() -> export("stock_positions", null, out))
                .isInstanceOf(ScanlineException.class)
                .hasMessageContaining("is there already");
    }

    @Test
    void refusesWhatItCannotDoAndSaysWhatThereIs() {
        Path out = folder.resolve("x.csv");

        assertThatThrownBy(() -> export("stock_positions", "store = 'S1'", out))
                .hasMessageContainingAll("store", "store_id, item_id");
        assertThatThrownBy(() -> export("stock_positions", "on_hand in (select 1)", out))
                .hasMessageContaining("--where");
        assertThatThrownBy(() -> export("stock_positions", "sum(on_hand) > 1", out))
                .hasMessageContaining("one row");
        assertThatThrownBy(() -> export("forecasts", null, out)).hasMessageContaining("stock_positions");
        assertThatThrownBy(() -> export("nothing", null, out)).hasMessageContaining("hourly_sales");
        assertThatThrownBy(() ->
                        ExportOptions.of("stores", null, Interval.unbounded(), ExportFormat.JSONL, out.toString()))
                .hasMessageContaining("do not agree");
        Interval march = new Interval(LocalDate.parse("2024-03-01"), LocalDate.parse("2024-04-01"));
        assertThatThrownBy(() -> ExportOptions.of("stores", null, march, null, out.toString()))
                .hasMessageContaining("not kept by days");
        assertThat(out).doesNotExist();
    }

    @Test
    void writesTheDaysThatAreAskedFor() throws IOException {
        DeltaIo.append(
                lake(), DemandHistory.TABLE, TestLake.demand(spark, "2024-03-01", "2024-03-02", "2024-03-03"), 1);
        Interval second = new Interval(LocalDate.parse("2024-03-02"), LocalDate.parse("2024-03-03"));
        Path out = folder.resolve("demand.csv");

        new ExportJob(ExportOptions.of("demand_history", null, second, null, out.toString())).run(spark, lake());

        assertThat(Files.readAllLines(out)).hasSize(2).last().asString().contains("2024-03-02");
    }

    private ExportResult export(String table, String where, Path out) {
        return new ExportJob(ExportOptions.of(table, where, Interval.unbounded(), null, out.toString()))
                .run(spark, lake());
    }

    private Lake lake() {
        return TestLake.in(folder.resolve("lake"), spark);
    }
}
