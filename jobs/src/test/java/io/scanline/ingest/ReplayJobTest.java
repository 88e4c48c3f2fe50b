package io.scanline.ingest;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.scanline.config.Interval;
import io.scanline.spark.DeltaIo;
import io.scanline.spark.SparkExtension;
import io.scanline.spark.TestLake;
import io.scanline.table.IngestFiles;
import io.scanline.table.Lake;
import io.scanline.table.QuarantinedLines;
import io.scanline.table.SalesLines;
import io.scanline.table.Stores;
import io.scanline.table.Table;
import io.scanline.verify.VerifyJob;
import io.scanline.verify.VerifyOptions;
import io.scanline.verify.VerifyResult;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class ReplayJobTest {
    private static final String HEADER = "shop,receipt,at,item,pieces,price,note\n";
    private static final String PROFILE = """
            columns:
              store_id: "concat('S', shop)"
              transaction_id: receipt
              item_id: item
              sold_at: at
              quantity: pieces
              unit_price: price
            """;

    @TempDir
    Path folder;

    /** Lines of a store that comes later, in two formats; a lake that knew it from the start is what they are held to. */
    @Test
    void takesInTheLinesOfAStoreThatIsKnownNow(SparkSession spark) throws IOException {
        Path csv = write(
                "csv/a.csv",
                HEADER
                        + "1,T1,2024-03-01T09:30:00,4711,2,2.50,\n"
                        + "2,T1,2024-03-01T09:30:00,4711,1,2.50,\"one, \"\"two\"\"\"\n"
                        + "2,T1,2024-03-01T09:30:00,4712,x,2.50,\n"
                        + "2,T1,2024-03-01T09:30:00,4711,1,2.50,\"one, \"\"two\"\"\"\n"
                        + "2,T2,2024-03-05T09:30:00,4711,1,2.50,paid by 4111111111111111\n"
                        + "3,T3,2024-03-01T09:30:00,4711,1,2.50,\n");
        Path json = write(
                "json/b.jsonl",
                "{\"shop\":1,\"receipt\":\"T4\",\"at\":\"2024-03-02T09:30:00\",\"item\":\"4711\",\"pieces\":1,\"price\":2.5}\n"
                        + "{\"shop\":2,\"receipt\":\"T5\",\"at\":\"2024-03-03T09:30:00\",\"item\":\"4711\",\"pieces\":1,\"price\":2.5,\"more\":[1]}\n"
                        + "{\"shop\":2,\"receipt\":\"T6\",\"at\":\"2124-03-02T09:30:00\",\"item\":\"4711\",\"pieces\":1,\"price\":2.5}\n");
        Path lake = folder.resolve("lake");
        withStore(spark, lake, "S1", 0);
        load(spark, lake, csv, "csv");
        load(spark, lake, json, "jsonl");
        Map<String, Long> before = versions(spark, lake);

        ReplayResult tooEarly = replay(spark, lake);
        assertThat(tooEarly).isEqualTo(new ReplayResult(List.of(), 6, 0, 0, 0, 0, 6, 1, false));
        assertThat(versions(spark, lake)).isEqualTo(before);

        withStore(spark, lake, "S2", 1);
        ReplayResult replayed = replay(spark, lake);

        assertThat(replayed).isEqualTo(new ReplayResult(List.of(3L, 4L), 6, 3, 0, 0, 2, 1, 1, false));
        VerifyResult verified =
                TestLake.run(lake, spark, new VerifyJob(new VerifyOptions(Interval.unbounded(), Optional.empty())));
        assertThat(verified.first()).as("the lake against the files").isNull();
        assertThat(verified.quarantined()).isEqualTo(4);
        Path anew = folder.resolve("anew");
        withStore(spark, anew, "S1", 0);
        withStore(spark, anew, "S2", 1);
        load(spark, anew, csv, "csv");
        load(spark, anew, json, "jsonl");
        assertThat(sales(spark, lake))
                .hasSize(5)
                .isEqualTo(sales(spark, anew).stream()
                        .filter(line -> !line.contains("paid by"))
                        .toList());
        assertThat(ledger(spark, lake)).containsExactly("a.csv LOADED 7 = 1 + 3 + 3", "b.jsonl LOADED 3 = 0 + 2 + 1");
        assertThat(quarantine(spark, lake))
                .containsExactly(
                        "a.csv 3 REPLAYED [UNKNOWN_STORE]",
                        "a.csv 4 OPEN [BAD_TYPE]",
                        "a.csv 5 REPLAYED [UNKNOWN_STORE]",
                        "a.csv 6 OPEN [UNKNOWN_STORE]",
                        "a.csv 7 OPEN [UNKNOWN_STORE]",
                        "b.jsonl 2 REPLAYED [UNKNOWN_STORE]",
                        "b.jsonl 3 OPEN [OUT_OF_RANGE]");

        Map<String, Long> after = versions(spark, lake);
        ReplayResult again = replay(spark, lake);
        assertThat(again).isEqualTo(new ReplayResult(List.of(), 1, 0, 0, 0, 0, 1, 1, false));
        assertThat(versions(spark, lake)).isEqualTo(after);

        breakOffBeforeTheLedger(lake, after.get(IngestFiles.TABLE.name()));
        assertThat(replay(spark, lake)).isEqualTo(again);
        assertThat(ledger(spark, lake)).containsExactly("a.csv LOADED 7 = 1 + 3 + 3", "b.jsonl LOADED 3 = 0 + 2 + 1");
        assertThat(sales(spark, lake)).hasSize(5);

        write("csv/a.csv", HEADER + "2,T9,2024-03-01T09:30:00,4711,1,2.50,\n");
        load(spark, lake, csv, "csv");
        assertThat(sales(spark, lake))
                .as("what was replayed leaves with its file")
                .hasSize(3);
        assertThat(quarantine(spark, lake))
                .filteredOn(line -> line.startsWith("a.csv"))
                .allMatch(line -> line.contains("REPLAYED") || line.contains("DISCARDED"));
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return file.getParent();
    }

    private static void withStore(SparkSession spark, Path lake, String id, long transaction) {
        Row store = RowFactory.create(
                id, id, "North", "GB", "Europe/London", "GBP", null, null, null, new BigDecimal("100"), 0);
        DeltaIo.append(
                TestLake.in(lake, spark),
                Stores.TABLE,
                spark.createDataFrame(List.of(store), Stores.TABLE.rowSchema()),
                transaction);
    }

    private void load(SparkSession spark, Path lake, Path source, String format) throws IOException {
        Path profile = folder.resolve(format + ".yaml");
        Files.writeString(profile, "format: " + format + "\n" + PROFILE);
        IngestOptions options = new IngestOptions(
                source.toString(),
                Optional.of(profile.toString()),
                1,
                false,
                Duration.ZERO,
                CorrectionRule.NEWER,
                DateLimits.DEFAULT);
        TestLake.run(lake, spark, new SalesIngestJob(options, Map.of()));
    }

    private static ReplayResult replay(SparkSession spark, Path lake) {
        return (ReplayResult) TestLake.run(lake, spark, new ReplayJob(Map.of()));
    }

    /** Takes the last commit of the ledger back, as where a run ended just before it. */
    private static void breakOffBeforeTheLedger(Path lake, long version) throws IOException {
        try (Stream<Path> log =
                Files.list(lake.resolve(IngestFiles.TABLE.name()).resolve("_delta_log"))) {
            log.filter(file -> file.getFileName().toString().contains(String.format("%020d", version)))
                    .forEach(file -> FileUtils.deleteQuietly(file.toFile()));
        }
    }

    private static List<String> sales(SparkSession spark, Path lake) {
        return TestLake.in(lake, spark)
                .read(SalesLines.TABLE)
                .drop(Table.RUN_ID, Table.COMPUTED_AT, SalesLines.INGEST_BATCH)
                .toJSON()
                .collectAsList()
                .stream()
                .sorted()
                .toList();
    }

    /** State, then lines = header + accepted + quarantined, of the rows that stand. */
    private static List<String> ledger(SparkSession spark, Path lake) {
        return TestLake.in(lake, spark)
                .read(IngestFiles.TABLE)
                .where(col(IngestFiles.STATE).equalTo(IngestFiles.LOADED))
                .collectAsList()
                .stream()
                .map(row -> name(row, IngestFiles.URI) + " " + row.getAs(IngestFiles.STATE) + " "
                        + row.getAs(IngestFiles.LINES_TOTAL) + " = " + row.getAs(IngestFiles.LINES_HEADER) + " + "
                        + row.getAs(IngestFiles.LINES_ACCEPTED) + " + " + row.getAs(IngestFiles.LINES_QUARANTINED))
                .sorted()
                .toList();
    }

    private static List<String> quarantine(SparkSession spark, Path lake) {
        return TestLake.in(lake, spark).read(QuarantinedLines.TABLE).collectAsList().stream()
                .map(row -> name(row, QuarantinedLines.SOURCE_FILE) + " " + row.getAs(QuarantinedLines.SOURCE_LINE)
                        + " " + row.getAs(QuarantinedLines.STATUS) + " "
                        + row.getList(row.fieldIndex(QuarantinedLines.REASONS)))
                .sorted()
                .toList();
    }

    private static String name(Row row, String uri) {
        return row.<String>getAs(uri).replaceAll(".*/", "");
    }

    private static Map<String, Long> versions(SparkSession spark, Path lake) {
        Lake now = TestLake.in(lake, spark);
        return Stream.of(SalesLines.TABLE, QuarantinedLines.TABLE, IngestFiles.TABLE)
                .collect(Collectors.toMap(Table::name, now::latestVersion));
    }
}
