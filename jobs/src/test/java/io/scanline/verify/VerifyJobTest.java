package io.scanline.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.scanline.config.Interval;
import io.scanline.config.ScanlineException;
import io.scanline.ingest.CorrectionRule;
import io.scanline.ingest.DateLimits;
import io.scanline.ingest.IngestOptions;
import io.scanline.ingest.SalesIngestJob;
import io.scanline.spark.DeltaIo;
import io.scanline.spark.SparkExtension;
import io.scanline.spark.TestLake;
import io.scanline.storage.Packed;
import io.scanline.table.QuarantinedLines;
import io.scanline.table.SalesLines;
import io.scanline.table.Stores;
import io.scanline.table.Table;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A lake that ingest loaded from a few files, verified as it is, and after each way of falsifying it. */
@ExtendWith(SparkExtension.class)
class VerifyJobTest {
    private static final String FIELDS =
            "store_id,transaction_id,line_number,sold_at,item_id,quantity,unit_price,message_ts,department,customer_id";
    private static final String UNNUMBERED = "store_id,transaction_id,sold_at,item_id,quantity,unit_price\n";
    private static final String TWIN = "001,W1,2024-03-03T09:30:00,4711,1,2.50\n";

    @TempDir
    static Path folder;

    private static Path source;

    private final Map<String, Long> falsified = new HashMap<>();

    @BeforeAll
    static void load(SparkSession spark) throws IOException {
        source = Files.createDirectory(folder.resolve("source"));
        Row store = RowFactory.create(
                "001", "One", "North", "GB", "Europe/London", "GBP", null, null, null, new BigDecimal("100"), 0);
        DeltaIo.append(
                TestLake.in(lake(), spark),
                Stores.TABLE,
                spark.createDataFrame(List.of(store), Stores.TABLE.rowSchema()),
                0);
        write(
                "day1.csv",
                FIELDS + "\n"
                        + "001,T1,1,2024-03-01T09:30:00,4711,2,2.50,2024-03-01T10:00:00Z,\"Food, dry\",C77\n"
                        + "\r\n"
                        + "001,T1,2,2024-03-01T09:30:00,4712,-1,3.00,2024-03-01T10:00:00Z,,\n"
                        + "001,T1,2,2024-03-01T09:30:00,4712,-1,3.00,2024-03-01T10:00:00Z,,\n"
                        + "001,T2,1,2024-03-01T10:00:00,4711,x,2.50,,4111111111111111,\n"
                        + "002,T2,2,2024-03-01T10:00:00,4711,1,2.50,,,\n"
                        + "001,T3,1,2024-03-01T12:00:00+01:00,4711,1,4.00,2024-03-01T13:00:00Z,,\n"
                        + "001,T3,2,2024-03-31 01:30:00,4711,3,0.3333,,,");
        Files.write(
                source.resolve("zipped.csv.gz"),
                Packed.gzip((FIELDS + "\n001,F1,1,2024-03-02T09:30:00,4711,2,2.50,,,\n").getBytes(UTF_8)));
        write("twins.csv", UNNUMBERED + TWIN + TWIN);
        ingest(spark);
        write(
                "later.csv",
                FIELDS + "\r\n"
                        + "001,T1,1,2024-03-01T09:30:00,4711,2,2.50,2024-03-02T10:00:00Z,\"Food, dry\",\r\n"
                        + "001,T1,2,2024-03-01T09:30:00,4712,-1,3.50,2024-03-02T10:00:00Z,,\r\n"
                        + "001,T3,1,2024-03-01T12:00:00+01:00,4711,1,9.00,2024-03-01T09:00:00Z,,\r\n"
                        + "001,T9,1,2024-03-01T09:40:00,4711,1,2.50,2024-03-02T10:00:00Z,,\r\n"
                        + "001,T9,1,2024-03-01T09:40:00,4711,1,2.60,2024-03-02T11:00:00Z,,\r\n");
        write(
                "lines.jsonl",
                "{\"store_id\":\"001\",\"transaction_id\":\"F1\",\"line_number\":1,\"sold_at\":\"2024-03-02T09:30:00\",\"item_id\":\"4711\",\"quantity\":2,\"unit_price\":2.50}\n"
                        + "{\"store_id\":\"001\",\"transaction_id\":\"F2\",\"line_number\":1,\"sold_at\":\"2024-03-02T09:30:00\",\"item_id\":\"4712\",\"quantity\":1,\"net_amount\":3,\"gross_amount\":3}\n");
        Files.copy(source.resolve("zipped.csv.gz"), source.resolve("copy.csv.gz"));
        ingest(spark);
    }

    @AfterEach
    void restore(SparkSession spark) {
        falsified.forEach((table, version) ->
                spark.sql("RESTORE TABLE delta.`" + lake().resolve(table) + "` TO VERSION AS OF " + version));
    }

    @Test
    void findsNoDifferenceInWhatIngestLoaded(SparkSession spark) {
        VerifyResult result = verify(spark);

        assertThat(result.first()).isNull();
        assertThat(List.of(result.filesChecked(), result.filesMissing(), result.copies()))
                .containsExactly(5L, 0L, 1L);
        assertThat(List.of(
                        result.lines(),
                        result.header(),
                        result.blank(),
                        result.accepted(),
                        result.corrected(),
                        result.duplicate(),
                        result.superseded(),
                        result.quarantined(),
                        result.nowhere()))
                .containsExactly(22L, 4L, 1L, 7L, 2L, 3L, 2L, 3L, 0L);
        assertThat(List.of(result.valuesChecked(), result.valuesNotChecked())).containsExactly(9L, 0L);
        assertThat(result.netAmountFiles())
                .as("5 + 4 + 0.9999 + 5 + 2 x 2.50 - 3.50 + 2.60 + 3")
                .isEqualByComparingTo("22.0999")
                .isEqualByComparingTo(result.netAmountLake());
    }

    @Test
    void namesARowThatIsMissingAlsoWhereOnlyItsDaysAreAskedFor(SparkSession spark) {
        falsify(spark, "DELETE FROM %s WHERE transaction_id = 'T3' AND line_number = 1", SalesLines.TABLE);

        assertThat(refused(spark))
                .contains("day1.csv line 8: the file says a sale over 4.0000", "the lake says nothing");
        Interval day = new Interval(LocalDate.of(2024, 3, 3), LocalDate.of(2024, 3, 4));
        VerifyResult ofDay = TestLake.run(lake(), spark, new VerifyJob(new VerifyOptions(day, Optional.empty())));
        assertThat(ofDay.filesChecked()).as("twins.csv, and day1.csv around it").isEqualTo(2);
        assertThat(ofDay.first().file()).endsWith("day1.csv");
    }

    @Test
    void missesOneOfTwoEqualSales(SparkSession spark) {
        falsify(spark, "DELETE FROM %s WHERE transaction_id = 'W1' AND line_number = 2", SalesLines.TABLE);

        assertThat(refused(spark)).contains("twins.csv line 3", "so a row is missing");
    }

    @Test
    void namesACentTooMuch(SparkSession spark) {
        falsify(spark, "UPDATE %s SET net_amount = net_amount + 0.01 WHERE transaction_id = 'F2'", SalesLines.TABLE);

        assertThat(refused(spark))
                .contains("lines.jsonl line 2: the file says net_amount 3.0000; the lake says net_amount 3.0100");
    }

    @Test
    void namesALineThatIsThereTwice(SparkSession spark) {
        falsify(spark, "INSERT INTO %1$s SELECT * FROM %1$s WHERE transaction_id = 'T9'", SalesLines.TABLE);

        assertThat(refused(spark)).contains("later.csv line 6: the file says one line; the lake says 2 rows");
    }

    @Test
    void namesARefusalThatIsMissing(SparkSession spark) {
        falsify(spark, "DELETE FROM %s WHERE field = 'quantity'", QuarantinedLines.TABLE);

        assertThat(refused(spark)).contains("day1.csv line 6: the file says");
    }

    @Test
    void namesAChangedByte(SparkSession spark) throws IOException {
        Path file = source.resolve("lines.jsonl");
        byte[] bytes = Files.readAllBytes(file);
        String text = new String(bytes, UTF_8);
        try {
            Files.writeString(file, text.replace("\"quantity\":1,", "\"quantity\":7,"));
            assertThat(refused(spark))
                    .contains("lines.jsonl line 2: the file says quantity 7.0000; the lake says quantity 1.0000");
        } finally {
            Files.write(file, bytes);
        }
    }

    @Test
    void reportsAFileThatIsGone(SparkSession spark) throws IOException {
        Path file = source.resolve("twins.csv");
        Path away = Files.move(file, folder.resolve("away.csv"));
        try {
            VerifyResult result = verify(spark);
            assertThat(result.first()).as("no difference of the lake").isNull();
            assertThat(List.of(result.filesChecked(), result.filesMissing(), result.linesOfMissing()))
                    .containsExactly(4L, 1L, 3L);
        } finally {
            Files.move(away, file);
        }
    }

    @Test
    void explainsWhereALineWent(SparkSession spark) {
        assertThat(explain(spark, "day1.csv:1")).startsWith("HEADER");
        assertThat(explain(spark, "day1.csv:2"))
                .startsWith("ACCEPTED 001,T1,1,")
                .contains("net amount 5.0000 GBP, by batch 1")
                .doesNotContain("C77");
        assertThat(explain(spark, "day1.csv:3")).startsWith("BLANK");
        assertThat(explain(spark, "day1.csv:4")).contains("SUPERSEDED", "replaced by", "later.csv:3");
        assertThat(explain(spark, "source/day1.csv:6"))
                .startsWith("QUARANTINED 001,T2,1,")
                .contains("************1111", "refused for BAD_TYPE, field quantity: ");
        assertThat(explain(spark, source.resolve("later.csv") + ":2"))
                .contains("DUPLICATE", "a duplicate of", "day1.csv:2");
        assertThat(explain(spark, source.resolve("later.csv").toUri() + ":3"))
                .contains("CORRECTED", "it replaced a line with net amount -3.0000");
        assertThat(explain(spark, "copy.csv.gz:2")).contains("ACCEPTED", "a copy of", "zipped.csv.gz");
    }

    @Test
    void saysWhatToDoAboutALineThatIsNotThere(SparkSession spark) {
        refusedToExplain(spark, "day1.csv:99", "ends with line 9");
        refusedToExplain(spark, "unknown.csv:1", "ingest --lake");
        refusedToExplain(spark, "csv.gz:1", "is not in the ledger");
        refusedToExplain(spark, "day1.csv", "Write FILE:LINE");
    }

    private void refusedToExplain(SparkSession spark, String place, String message) {
        assertThatExceptionOfType(ScanlineException.class)
                .isThrownBy(() -> explain(spark, place))
                .withMessageContaining(message)
                .satisfies(e -> assertThat(e.code()).isEqualTo(ScanlineException.Code.USAGE));
    }

    private String explain(SparkSession spark, String place) {
        Explanation found = TestLake.run(lake(), spark, new ExplainJob(ExplainOptions.of(place, Optional.empty())));
        return found.place() + " " + found.text() + " " + found.details();
    }

    private VerifyResult verify(SparkSession spark) {
        return TestLake.run(lake(), spark, new VerifyJob(new VerifyOptions(Interval.unbounded(), Optional.empty())));
    }

    private String refused(SparkSession spark) {
        ScanlineException refusal = verify(spark).refusal();
        assertThat(refusal.code()).isEqualTo(ScanlineException.Code.DATA_REFUSED);
        return refusal.getMessage();
    }

    private void falsify(SparkSession spark, String statement, Table table) {
        falsified.put(table.name(), TestLake.in(lake(), spark).latestVersion(table));
        spark.sql(String.format(statement, "delta.`" + lake().resolve(table.name()) + "`"));
    }

    private static Path lake() {
        return folder.resolve("lake");
    }

    private static void ingest(SparkSession spark) {
        IngestOptions options = new IngestOptions(
                source.toString(), Optional.empty(), 1, false, Duration.ZERO, CorrectionRule.NEWER, DateLimits.DEFAULT);
        TestLake.run(lake(), spark, new SalesIngestJob(options, Map.of("SCANLINE_CUSTOMER_KEY", "k".repeat(32))));
    }

    private static void write(String name, String text) throws IOException {
        Files.writeString(source.resolve(name), text, UTF_8);
    }
}
