package io.scanline.ingest;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.scanline.spark.Run;
import io.scanline.spark.SparkExtension;
import io.scanline.spark.TestLake;
import io.scanline.storage.Location;
import io.scanline.table.Batches;
import io.scanline.table.Corrections;
import io.scanline.table.IngestFiles;
import io.scanline.table.Lake;
import io.scanline.table.Products;
import io.scanline.table.QuarantinedLines;
import io.scanline.table.SalesLines;
import io.scanline.table.Stores;
import io.scanline.table.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a run says that finishes a broken batch, and what it does not need for that. The batch is broken off by copying the lake
 * of a whole run without the commits that came after the point; {@link CrashPointsTest} breaks one off everywhere.
 */
@ExtendWith(SparkExtension.class)
class BrokenBatchTest {
    /** In the order in which a batch writes them. */
    private static final List<Table> TABLES = List.of(
            Stores.TABLE,
            Products.TABLE,
            QuarantinedLines.TABLE,
            Corrections.TABLE,
            SalesLines.TABLE,
            IngestFiles.TABLE);

    @TempDir
    Path folder;

    private Path source;

    @Test
    void finishesABatchAsIfItHadNotBrokenOff(SparkSession spark) throws IOException {
        source = Files.createDirectory(folder.resolve("source"));
        Files.writeString(folder.resolve("shop.yaml"), SixFiles.PROFILE);
        Path whole = folder.resolve("whole");
        write(
                "day1.csv",
                "1,T1,1,4711,2024-03-01T09:30:00,2,2.50,2024-03-01T10:00:00Z,Beans\n"
                        + "1,T1,2,4712,2024-03-01T09:30:00,1,3.00,2024-03-01T10:00:00Z,Peas\n"
                        + "1,T1,3,4713,2024-03-01T09:30:00,1,1.00,2024-03-01T10:00:00Z,Soap\n"
                        + "1,T2,1,4711,2024-03-02T09:30:00,1,2.50,2024-03-02T10:00:00Z,Beans\n");
        run(spark, whole, step -> {});
        Map<Table, Long> before = versions(spark, whole);
        write(
                "day2.csv",
                "1,T1,1,4711,2024-03-01T09:30:00,2,2.50,2024-03-02T10:00:00Z,Beans\n"
                        + "1,T1,2,4712,2024-03-01T09:30:00,1,3.50,2024-03-02T10:00:00Z,Peas\n"
                        + "1,T1,3,4713,2024-03-01T09:30:00,1,9.00,2024-03-01T09:00:00Z,Soap\n"
                        + "1,T9,1,4711,2024-03-01T09:40:00,1,2.50,2024-03-02T10:00:00Z,Beans\n"
                        + "1,T9,1,4711,2024-03-01T09:40:00,1,2.60,2024-03-02T11:00:00Z,Beans\n"
                        + "1,T8,1,4714,2024-03-01T09:45:00,1,4.00,2024-03-02T10:00:00Z,Salt\n"
                        + "2,T5,1,4714,2024-03-02T09:45:00,1,4.00,2024-03-02T10:00:00Z,Salt\n"
                        + "1,T6,1,4711,2024-03-02T09:50:00,x,4.00,2024-03-02T10:00:00Z,Beans\n");
        IngestResult unbroken = run(spark, whole, step -> keepJudged(whole, step));
        assertThat(List.of(
                        unbroken.accepted(),
                        unbroken.duplicate(),
                        unbroken.corrected(),
                        unbroken.quarantined(),
                        unbroken.storesRegistered(),
                        unbroken.productsRegistered()))
                .containsExactly(3L, 1L, 2L, 2L, 1L, 1L);
        Map<String, List<String>> expected = rows(spark, whole);
        Map<Table, Long> after = versions(spark, whole);
        assertThat(after.get(SalesLines.TABLE))
                .as("one day rewritten, the other added to")
                .isEqualTo(before.get(SalesLines.TABLE) + 2);

        Path judgedAgain = brokenOff("judged-again", whole, upTo(IngestFiles.TABLE, before, after));
        FileUtils.deleteDirectory(judgedAgain.resolve("_scanline/staging").toFile());
        assertSame(unbroken, run(spark, judgedAgain, step -> {}));
        assertThat(rows(spark, judgedAgain)).isEqualTo(expected);

        // nothing of the file is needed any more; the next batch follows in the same run
        Files.delete(source.resolve("day2.csv"));
        Path corrected = brokenOff("corrected", whole, upTo(SalesLines.TABLE, before, after));
        write("day3.csv", "1,T7,1,4711,2024-03-03T09:30:00,1,2.50,,Beans\n");
        IngestResult both = run(spark, corrected, step -> {});
        assertThat(both.batches()).containsExactly(2L, 3L);
        assertThat(both.accepted()).isEqualTo(unbroken.accepted() + 1);
        assertThat(both.netAmount()).isEqualByComparingTo(unbroken.netAmount().add(new java.math.BigDecimal("2.50")));
        assertThat(rows(spark, corrected)).isEqualTo(expected);
        assertThat(Batches.planned(TestLake.in(corrected, spark)))
                .as("plans stay as a log")
                .containsExactly(1L, 2L, 3L);
    }

    private static void assertSame(IngestResult unbroken, IngestResult finished) {
        assertThat(finished)
                .usingRecursiveComparison()
                .ignoringFields("filesUnchanged") // looked up after the batch was finished
                .isEqualTo(unbroken);
    }

    private IngestResult run(SparkSession spark, Path lake, Consumer<String> onStep) {
        IngestOptions options = new IngestOptions(
                source.toString(),
                Optional.of(folder.resolve("shop.yaml").toString()),
                1,
                false,
                Duration.ZERO,
                CorrectionRule.NEWER,
                DateLimits.DEFAULT);
        Run run = Run.start("ingest", options, spark, (id, sentence) -> onStep.accept(sentence));
        return new SalesIngestJob(options, Map.of()).run(spark, Lake.open(spark, Location.of(lake), run, false));
    }

    private void write(String name, String lines) throws IOException {
        Files.writeString(source.resolve(name), SixFiles.HEADER + lines);
    }

    private void keepJudged(Path lake, String step) {
        if (step.startsWith("Publishing")) {
            copy(lake.resolve("_scanline"), folder.resolve("judged"));
        }
    }

    /** The versions of a run that broke off before it wrote {@code first}. */
    private static Map<Table, Long> upTo(Table first, Map<Table, Long> before, Map<Table, Long> after) {
        Map<Table, Long> versions = new HashMap<>(after);
        TABLES.subList(TABLES.indexOf(first), TABLES.size()).forEach(table -> versions.put(table, before.get(table)));
        return versions;
    }

    private Path brokenOff(String name, Path whole, Map<Table, Long> versions) throws IOException {
        Path lake = folder.resolve(name);
        copy(whole, lake);
        FileUtils.deleteDirectory(lake.resolve("_scanline").toFile());
        copy(folder.resolve("judged"), lake.resolve("_scanline"));
        for (Map.Entry<Table, Long> kept : versions.entrySet()) {
            Path table = lake.resolve(kept.getKey().name());
            if (kept.getValue() < 0) {
                FileUtils.deleteDirectory(table.toFile());
                continue;
            }
            try (Stream<Path> log = Files.list(table.resolve("_delta_log"))) {
                log.filter(file -> version(file) > kept.getValue())
                        .forEach(file -> FileUtils.deleteQuietly(file.toFile()));
            }
        }
        return lake;
    }

    private static long version(Path logged) {
        String digits = logged.getFileName().toString().replaceAll("^\\.?(\\d{20})\\..*$|.*", "$1");
        return digits.isEmpty() ? -1 : Long.parseLong(digits);
    }

    private static void copy(Path from, Path to) {
        try {
            FileUtils.copyDirectory(from.toFile(), to.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<Table, Long> versions(SparkSession spark, Path lake) {
        Lake now = TestLake.in(lake, spark);
        return TABLES.stream().collect(Collectors.toMap(table -> table, now::latestVersion));
    }

    /** Table to its rows of the first two batches, without what differs from run to run. */
    private static Map<String, List<String>> rows(SparkSession spark, Path lake) {
        Lake now = TestLake.in(lake, spark);
        Map<String, List<String>> rows = new TreeMap<>();
        for (Table table : TABLES) {
            Dataset<Row> all = now.read(table).drop(Table.RUN_ID, Table.COMPUTED_AT);
            for (String batch : List.of(SalesLines.INGEST_BATCH, IngestFiles.BATCH)) {
                all = List.of(all.columns()).contains(batch)
                        ? all.where(col(batch).leq(2))
                        : all;
            }
            rows.put(
                    table.name(), all.toJSON().collectAsList().stream().sorted().toList());
        }
        return rows;
    }
}
