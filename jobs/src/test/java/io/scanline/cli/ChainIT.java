package io.scanline.cli;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.scanline.scale.StandaloneCluster;
import io.scanline.spark.Session;
import io.scanline.spark.SparkExtension;
import io.scanline.table.IngestFiles;
import io.scanline.table.Table;
import io.scanline.table.Tables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole chain in this process, twice, and through the launcher on a standalone cluster: the same tables. */
class ChainIT {
    /** Tables that a chain of some weeks fills, from its logs to its orders. */
    static final List<String> FILLED = List.of(
            "sales_lines",
            "quarantined_lines",
            "ingest_files",
            "hourly_sales",
            "trend_comparisons",
            "demand_history",
            "forecasts",
            "reorder_proposals");

    /** Written by every run: the ledger, and the day's forecasts and orders, whose rows the cluster's single run equals. */
    private static final List<String> WRITTEN_ANEW = List.of("runs", "forecasts", "reorder_proposals");

    private static final Map<String, String> ENVIRONMENT =
            Map.of("SCANLINE_FORECAST_HORIZON", "14", "SCANLINE_COMPARE_HOUR_DAYS", "2");

    @TempDir
    static Path folder;

    private static Launcher.Ended clustered;
    private static String local;
    private static String again;
    private static long executors;
    private static Map<String, Long> versionsBefore;
    private static SparkSession spark;

    @BeforeAll
    static void runTheChainTwiceAndOnACluster() throws IOException {
        // plans of this process are interpreted as they are; the cluster compiles them and plans anew after every stage
        SparkExtension.FEW_ROWS.forEach(System::setProperty);
        runHere(
                "generate --stores=4 --items=30 --start=2025-01-06 --days=16 --lines-per-store-day=60 --dirt=0.01 --seed=3",
                "--out=" + folder.resolve("source"));
        // each side waits for one thread of its driver much of the time
        CompletableFuture<Void> cluster = CompletableFuture.runAsync(ChainIT::runOnACluster);
        local = runChainHere("local.html");
        versionsBefore = versions();
        again = runChainHere("again.html", "--steps=ingest,summarize,compare,detect,forecast");
        cluster.join();
        spark = Session.open("chain-it");
    }

    private static String runChainHere(String report, String... options) {
        List<String> all = new ArrayList<>(List.of(
                "--source=" + folder.resolve("source"),
                "--lake=" + folder.resolve("local"),
                "--out=" + folder.resolve(report)));
        all.addAll(List.of(options));
        return runHere("run", all.toArray(String[]::new));
    }

    /** Runs a command in this process; returns what it printed. */
    private static String runHere(String words, String... options) {
        String[] arguments =
                Stream.concat(Stream.of(words.split(" ")), Stream.of(options)).toArray(String[]::new);
        return Commands.run(ENVIRONMENT, arguments).succeeded().out();
    }

    private static void runOnACluster() {
        Launcher launcher = new Launcher(folder, ENVIRONMENT);
        try (StandaloneCluster cluster = Launcher.startCluster(folder, 2)) {
            clustered = launcher.run(
                            "run",
                            "--source=source",
                            "--lake=clustered",
                            "--out=clustered.html",
                            "--master",
                            cluster.url(),
                            "--executor-memory",
                            "768m",
                            "--json",
                            "--conf",
                            "spark.executor.extraJavaOptions=" + Launcher.SHORT_LIVED,
                            "--conf",
                            "spark.driver.host=127.0.0.1",
                            "--conf",
                            "spark.driver.bindAddress=127.0.0.1",
                            "--conf",
                            "spark.ui.enabled=false",
                            "--conf",
                            "spark.sql.shuffle.partitions=2",
                            "--conf",
                            "spark.databricks.delta.snapshotPartitions=1")
                    .succeeded();
            executors = executorsStarted();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("the run on the cluster was broken off", e);
        }
    }

    /** Executor processes that Spark started for an application. */
    private static long executorsStarted() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("cluster"))) {
            return files.filter(file -> file.getFileName().toString().equals("stderr")
                            && file.toString().contains("/app-"))
                    .count();
        }
    }

    @AfterAll
    static void stopSpark() throws IOException {
        if (spark != null) {
            spark.close();
        }
        SparkExtension.FEW_ROWS.keySet().forEach(System::clearProperty);
    }

    @Test
    void aClusterOfTwoProcessesGivesTheSameRowsAsOneProcess() {
        assertThat(executors).isEqualTo(2);
        Map<String, List<String>> here = LakeRows.of(spark, folder.resolve("local"));
        Map<String, List<String>> there = LakeRows.of(spark, folder.resolve("clustered"));
        assertThat(there.keySet()).isEqualTo(here.keySet());
        here.forEach((table, rows) -> assertThat(there.get(table)).as(table).isEqualTo(rows));
    }

    @Test
    void everyTableOfTheChainHasRows() {
        for (String table : FILLED) {
            assertThat(content("local", Tables.named(table).orElseThrow()).count())
                    .as(table)
                    .isPositive();
        }
    }

    @Test
    void everyFileBalances() {
        assertThat(content("local", IngestFiles.TABLE)
                        .where(col(IngestFiles.LINES_TOTAL)
                                .notEqual(col(IngestFiles.LINES_HEADER)
                                        .plus(col(IngestFiles.LINES_BLANK))
                                        .plus(col(IngestFiles.LINES_ACCEPTED))
                                        .plus(col(IngestFiles.LINES_DUPLICATE))
                                        .plus(col(IngestFiles.LINES_CORRECTED))
                                        .plus(col(IngestFiles.LINES_QUARANTINED))))
                        .count())
                .isZero();
    }

    @Test
    void aSecondRunChangesNoTable() {
        assertThat(versions()).isEqualTo(versionsBefore);
    }

    @Test
    void printsWhatEachStepDidAndWhereTheReportIs() throws IOException {
        assertThat(local).contains("The report is in").contains("local.html");
        assertThat(clustered.out().lines().reduce((a, b) -> b).orElseThrow())
                .startsWith("{\"stages\":[")
                .contains("\"command\":\"summarize\"");
        assertThat(Files.readString(folder.resolve("local.html"))).startsWithIgnoringCase("<!doctype html>");
        assertThat(again).contains("30 accepted, of them 0 new or changed").doesNotContain("The report is in");
    }

    private static Dataset<Row> content(String lake, Table table) {
        return LakeRows.in(spark, folder.resolve(lake), table);
    }

    /** Commits of each table of the local lake but the run ledger. */
    private static Map<String, Long> versions() {
        try (Stream<Path> tables = Files.list(folder.resolve("local"))) {
            return tables.filter(table -> Files.isDirectory(table.resolve("_delta_log"))
                            && !WRITTEN_ANEW.contains(table.getFileName().toString()))
                    .collect(Collectors.toMap(table -> table.getFileName().toString(), ChainIT::commits));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long commits(Path table) {
        try (Stream<Path> log = Files.list(table.resolve("_delta_log"))) {
            return log.filter(file -> file.getFileName().toString().matches("\\d{20}\\.json"))
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
