package io.scanline.spark;

import io.scanline.config.ScanlineException;
import io.scanline.storage.Lease;
import io.scanline.storage.Location;
import io.scanline.table.Lake;
import io.scanline.table.Runs;
import java.util.function.Consumer;
import org.apache.spark.sql.SparkSession;

/** Runs a job on a lake: alone on it where it writes, and with a line in the run ledger, also when it breaks off. */
public final class JobRunner {
    private final SparkSession spark;
    private final Location root;
    private final boolean dryRun;
    private final Consumer<String> onStep;

    /** @param onStep hears the sentence of every step that a job begins */
    public JobRunner(SparkSession spark, Location root, boolean dryRun, Consumer<String> onStep) {
        this.spark = spark;
        this.root = root;
        this.dryRun = dryRun;
        this.onStep = onStep;
    }

    public <R extends Result> R run(Job<R> job) {
        Run run = Run.start(job.name(), job.options(), spark, onStep);
        Lake lake = Lake.open(spark, root, run, dryRun);
        if (dryRun || !job.writesTables()) {
            return job.run(spark, lake);
        }
        try (Lease lease =
                Lease.take(root, spark.sparkContext().hadoopConfiguration(), run.id() + " since " + run.startedAt())) {
            return recorded(job, lake);
        }
    }

    private <R extends Result> R recorded(Job<R> job, Lake lake) {
        RunMetrics metrics = new RunMetrics();
        spark.sparkContext().addSparkListener(metrics);
        try {
            R result = job.run(spark, lake);
            Ledger.record(lake, job.interval(), metrics, Runs.DONE, result.summary());
            return result;
        } catch (ScanlineException refusal) {
            // bad input or options leave the lake as it was, its ledger included
            throw refusal;
        } catch (RuntimeException failure) {
            recordFailure(job, lake, metrics, failure);
            throw failure;
        } finally {
            spark.sparkContext().removeSparkListener(metrics);
        }
    }

    /** A lake that no run has written yet is left untouched by one that fails. */
    private static void recordFailure(Job<?> job, Lake lake, RunMetrics metrics, RuntimeException failure) {
        try {
            if (lake.latestVersion(Runs.TABLE) >= 0) {
                Ledger.record(lake, job.interval(), metrics, Runs.FAILED, String.valueOf(failure.getMessage()));
            }
        } catch (RuntimeException alsoFailed) {
            failure.addSuppressed(alsoFailed);
        }
    }
}
