package io.scanline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.scanline.scale.StandaloneCluster;
import io.scanline.spark.Session;
import io.scanline.spark.SparkExtension;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * A cluster that takes an executor away in the midst of each job of the chain, by {@code kill -9}, and gives another in its place: every
 * job goes on, and makes the tables of one process that nothing disturbs. It prints what time was lost.
 */
@EnabledIfSystemProperty(named = "scanline.executor-kills", matches = "\\d+")
class KilledExecutorIT {
    private static final int KILLS = Integer.getInteger("scanline.executor-kills", 0);
    private static final List<String> CHAIN = List.of(
            "ingest --settle=0 --source=%s/sales",
            "summarize",
            "compare --backfill-days=14",
            "detect",
            "forecast --engine=statistical --horizon=14",
            "reorder",
            "simulate --policy=fill-rate",
            "maintain",
            "forecast --engine=boosted --horizon=14");

    @TempDir
    static Path folder;

    private final Random dice = new Random();

    @BeforeAll
    static void setUp() {
        SparkExtension.FEW_ROWS.forEach(System::setProperty);
    }

    @AfterAll
    static void tearDown() {
        SparkExtension.FEW_ROWS.keySet().forEach(System::clearProperty);
    }

    @Test
    void everyJobOfTheChainGoesOn() throws Exception {
        Path source = folder.resolve("source");
        run("generate --stores=4 --items=40 --days=150 --lines-per-store-day=200 --dirt=0.01 --out=" + source);
        Path lake = folder.resolve("before-ingest");
        run("ingest --dataset=reference --source=" + source.resolve("reference") + " --lake=" + lake);
        try (StandaloneCluster cluster = Launcher.startCluster(folder, 2)) {
            for (String job : CHAIN) {
                String words = job.formatted(source);
                Path after = folder.resolve("after-" + job.replaceAll("\\W+", "-"));
                FileUtils.copyDirectory(lake.toFile(), after.toFile());
                run(words + " --lake=" + after);
                killInTheMidst(cluster, words, lake, contents(after));
                lake = after;
            }
        }
    }

    private void killInTheMidst(StandaloneCluster cluster, String job, Path lake, Map<String, String> expected)
            throws Exception {
        onCluster(cluster);
        try {
            Path undisturbed = copied(lake);
            Duration whole = run(job + " --lake=" + undisturbed);
            List<Disturbed> runs = new ArrayList<>();
            for (int kill = 0; kill < KILLS; kill++) {
                runs.add(disturbed(job, copied(lake), whole));
            }
            offCluster();
            assertSame(job + " on the cluster", contents(undisturbed), expected);
            for (Disturbed run : runs) {
                assertSame(job + ", killed", contents(run.lake()), expected);
                System.out.printf(
                        "%s: %.1f s undisturbed, %.1f s with an executor killed after %.1f s%s%n",
                        job.substring(0, Math.min(job.length(), 30)),
                        whole.toMillis() / 1e3,
                        run.wall().toMillis() / 1e3,
                        run.at().toMillis() / 1e3,
                        run.amid() ? "" : ", when the job was over");
            }
            assertThat(runs).as(job).anyMatch(Disturbed::amid);
        } finally {
            offCluster();
        }
    }

    private record Disturbed(Path lake, Duration at, Duration wall, boolean amid) {}

    /** Runs the job and kills one of its executors at a moment that may be any of an undisturbed run. */
    private Disturbed disturbed(String job, Path lake, Duration whole) throws Exception {
        long start = System.nanoTime();
        CompletableFuture<Duration> run = CompletableFuture.supplyAsync(() -> run(job + " --lake=" + lake));
        while (executors().isEmpty() && !run.isDone()) {
            Thread.sleep(20);
        }
        long left = Math.max(
                1,
                whole.toMillis() - Duration.ofNanos(System.nanoTime() - start).toMillis());
        Thread.sleep(dice.nextLong(left));
        List<ProcessHandle> executors = executors();
        Duration at = Duration.ofNanos(System.nanoTime() - start);
        boolean amid = !run.isDone() && !executors.isEmpty();
        if (amid) {
            executors.get(dice.nextInt(executors.size())).destroyForcibly();
        }
        return new Disturbed(lake, at, run.get(), amid);
    }

    private static void assertSame(String job, Map<String, String> found, Map<String, String> expected) {
        assertThat(found.keySet()).as(job).isEqualTo(expected.keySet());
        expected.forEach((table, digest) ->
                assertThat(found.get(table)).as(table + " of " + job).isEqualTo(digest));
    }

    private Path copied(Path lake) throws IOException {
        Path copy = folder.resolve("lake-" + dice.nextLong(Long.MAX_VALUE));
        FileUtils.copyDirectory(lake.toFile(), copy.toFile());
        return copy;
    }

    /** @return how long it took */
    private static Duration run(String words) {
        long start = System.nanoTime();
        Commands.run(Map.of(), words.split(" ")).succeeded();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static Map<String, String> contents(Path lake) throws IOException {
        try (SparkSession spark = Session.open("killed-executors")) {
            return LakeRows.digests(spark, lake);
        }
    }

    private static void onCluster(StandaloneCluster cluster) {
        settings().forEach(System::setProperty);
        System.setProperty("spark.master", cluster.url());
    }

    private static void offCluster() {
        settings().keySet().forEach(System::clearProperty);
        System.clearProperty("spark.master");
    }

    private static Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        settings.put(
                "spark.jars",
                Launcher.PROJECT.resolve("jobs/target/scanline-jobs.jar").toString());
        settings.put("spark.executor.memory", "768m");
        settings.put("spark.executor.extraJavaOptions", Launcher.SHORT_LIVED);
        settings.put("spark.driver.host", "127.0.0.1");
        settings.put("spark.driver.bindAddress", "127.0.0.1");
        settings.put("spark.ui.enabled", "false");
        settings.put("spark.databricks.delta.snapshotPartitions", "1");
        return settings;
    }

    /** The executor processes that run now. */
    private static List<ProcessHandle> executors() {
        try (Stream<ProcessHandle> processes = ProcessHandle.current().descendants()) {
            return processes
                    .filter(process -> process.info().commandLine().orElse("").contains("CoarseGrainedExecutorBackend"))
                    .toList();
        }
    }
}
