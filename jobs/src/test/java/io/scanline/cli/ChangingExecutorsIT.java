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
import java.util.Set;
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
 * A cluster that takes an executor away in the midst of each job of the chain, by {@code kill -9}, and gives another in its place, or
 * that gives one more to a job that began with one: every job goes on, and makes the tables of one process that nothing disturbs. It
 * prints what time was lost or won.
 */
@EnabledIfSystemProperty(named = "scanline.executor-changes", matches = "\\d+")
class ChangingExecutorsIT {
    private static final int TIMES = Integer.getInteger("scanline.executor-changes", 0);
    private static final Set<String> CHANGES =
            Set.of(System.getProperty("scanline.executors", "killed,added").split(","));
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
        try (StandaloneCluster cluster = Launcher.startCluster(folder, 1)) {
            for (String job : CHAIN) {
                String words = job.formatted(source);
                Path after = folder.resolve("after-" + job.replaceAll("\\W+", "-"));
                FileUtils.copyDirectory(lake.toFile(), after.toFile());
                run(words + " --lake=" + after);
                onCluster(cluster, words, lake, written(after, lake));
                lake = after;
            }
        }
    }

    private void onCluster(StandaloneCluster cluster, String job, Path lake, Map<String, String> expected)
            throws Exception {
        List<Changed> runs = new ArrayList<>();
        settings(cluster).forEach(System::setProperty);
        try {
            if (CHANGES.contains("killed")) {
                try (AutoCloseable second = cluster.addWorker()) {
                    Changed undisturbed = undisturbed("two executors", job, lake);
                    runs.add(undisturbed);
                    for (int i = 0; i < TIMES; i++) {
                        runs.add(killed(job, copied(lake), undisturbed.wall()));
                    }
                }
            }
            if (CHANGES.contains("added")) {
                Changed undisturbed = undisturbed("one executor", job, lake);
                runs.add(undisturbed);
                for (int i = 0; i < TIMES; i++) {
                    runs.add(added(cluster, job, copied(lake), undisturbed.wall()));
                }
            }
        } finally {
            settings(cluster).keySet().forEach(System::clearProperty);
        }
        for (Changed run : runs) {
            assertSame(job + ", " + run.what(), written(run.lake(), lake), expected);
            System.out.printf(
                    "%s: %.1f s with %s%s%n",
                    job.substring(0, Math.min(job.length(), 30)), run.wall().toMillis() / 1e3, run.what(), run.when());
        }
        assertThat(runs).as(job).anyMatch(run -> run.at() != null && run.amid());
    }

    /** A run, and after how long its executors changed; {@code at} is null where nothing did. */
    private record Changed(String what, Path lake, Duration at, Duration wall) {
        /** Whether the job was still at work then. */
        private boolean amid() {
            return at == null || at.compareTo(wall) < 0;
        }

        private String when() {
            return at == null
                    ? ""
                    : String.format(" after %.1f s%s", at.toMillis() / 1e3, amid() ? "" : ", when the job was over");
        }
    }

    private Changed undisturbed(String what, String job, Path lake) throws IOException {
        Path copy = copied(lake);
        return new Changed(what, copy, null, run(job + " --lake=" + copy));
    }

    /** Runs the job and kills one of its executors at a moment that may be any of an undisturbed run. */
    private Changed killed(String job, Path lake, Duration whole) throws Exception {
        Started started = started(job, lake, whole);
        List<ProcessHandle> executors = executors();
        if (!executors.isEmpty()) {
            executors.get(dice.nextInt(executors.size())).destroyForcibly();
        }
        return started.ended("an executor killed");
    }

    /** Runs the job with one executor, and another from a moment on that may be any of the first half of a run with one. */
    private Changed added(StandaloneCluster cluster, String job, Path lake, Duration whole) throws Exception {
        Started started = started(job, lake, whole.dividedBy(2));
        try (AutoCloseable second = cluster.addWorker()) {
            while (executors().size() < 2 && !started.run().isDone()) {
                Thread.sleep(20);
            }
            return started.ended("an executor added");
        }
    }

    private record Started(Path lake, long start, CompletableFuture<Duration> run) {
        /** Since the job was begun. */
        private Duration now() {
            return Duration.ofNanos(System.nanoTime() - start);
        }

        private Changed ended(String what) throws Exception {
            Duration at = now();
            return new Changed(what, lake, at, run.get());
        }
    }

    /** Begins a job, and waits for an executor, and then until some moment within a time from the begin. */
    private Started started(String job, Path lake, Duration within) throws InterruptedException {
        Started started =
                new Started(lake, System.nanoTime(), CompletableFuture.supplyAsync(() -> run(job + " --lake=" + lake)));
        while (executors().isEmpty() && !started.run().isDone()) {
            Thread.sleep(20);
        }
        long left = within.minus(started.now()).toMillis();
        Thread.sleep(dice.nextLong(Math.max(1, left)));
        return started;
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

    /** What the job left in the tables that it wrote. */
    private static Map<String, String> written(Path lake, Path before) throws IOException {
        try (SparkSession spark = Session.open("changing-executors")) {
            return LakeRows.digests(spark, lake, before);
        }
    }

    private static Map<String, String> settings(StandaloneCluster cluster) {
        Map<String, String> settings = new HashMap<>();
        settings.put("spark.master", cluster.url());
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
