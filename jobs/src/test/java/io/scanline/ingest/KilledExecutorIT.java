package io.scanline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.scanline.cli.Launcher;
import io.scanline.scale.StandaloneCluster;
import io.scanline.spark.Session;
import io.scanline.spark.SparkExtension;
import io.scanline.storage.Location;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** A cluster whose executors are killed in the midst of an ingest: the ingest goes on, and makes the lake of an undisturbed one. */
@EnabledIfSystemProperty(named = "scanline.executor-kills", matches = "\\d+")
class KilledExecutorIT {
    private static final int KILLS = Integer.getInteger("scanline.executor-kills", 0);

    @TempDir
    Path folder;

    @Test
    void theIngestGoesOn() throws Exception {
        Map<String, String> settings = new HashMap<>(SparkExtension.FEW_ROWS);
        try (StandaloneCluster cluster = Launcher.startCluster(folder, 2)) {
            settings.put("spark.master", cluster.url());
            settings.put("spark.jars", System.getProperty("scanline.project") + "/jobs/target/scanline-jobs.jar");
            settings.put("spark.executor.memory", "768m");
            settings.put("spark.driver.host", "127.0.0.1");
            settings.put("spark.driver.bindAddress", "127.0.0.1");
            settings.put("spark.ui.enabled", "false");
            settings.put("spark.databricks.delta.snapshotPartitions", "1");
            settings.forEach(System::setProperty);
            try (SparkSession spark = Session.open("killed-executors")) {
                killInTheMidst(spark);
            }
        } finally {
            settings.keySet().forEach(System::clearProperty);
        }
    }

    private void killInTheMidst(SparkSession spark) throws Exception {
        SixFiles files = new SixFiles(folder, spark);
        Path undisturbed = files.lake("undisturbed");
        long start = System.nanoTime();
        files.ingest(spark, Location.of(undisturbed));
        Duration whole = Duration.ofNanos(System.nanoTime() - start);
        Map<String, List<String>> expected = UndisturbedRun.rows(undisturbed);
        Random dice = new Random();
        int amid = 0;
        for (int kill = 1; kill <= KILLS; kill++) {
            Path lake = files.lake("killed-" + kill);
            CompletableFuture<IngestResult> run =
                    CompletableFuture.supplyAsync(() -> files.ingest(spark, Location.of(lake)));
            Duration at = Duration.ofMillis(dice.nextLong(whole.toMillis()));
            Thread.sleep(at.toMillis());
            List<ProcessHandle> executors = executors();
            assertThat(executors).isNotEmpty();
            boolean running = !run.isDone();
            executors.get(dice.nextInt(executors.size())).destroyForcibly();
            run.join();
            amid += running ? 1 : 0;
            System.out.printf("kill %d of %d executors, %s after the start%n", kill, executors.size(), at);
            assertThat(UndisturbedRun.rows(lake)).isEqualTo(expected);
        }
        System.out.printf("%d of %d kills came while the ingest ran%n", amid, KILLS);
    }

    /** The executor processes that run now. */
    private static List<ProcessHandle> executors() {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().commandLine().orElse("").contains("CoarseGrainedExecutorBackend"))
                .toList();
    }
}
