package io.scanline.spark;

import io.scanline.storage.Location;
import io.scanline.table.Lake;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;

/** Lakes in a test's own folder. */
public final class TestLake {
    private TestLake() {}

    /** The lake as a new run of a job called "test" sees it. */
    public static Lake in(Path folder, SparkSession spark) {
        return Lake.open(spark, Location.of(folder), Run.start("test", "", spark, (run, step) -> {}), false);
    }

    /** Runs a job as the command line does: with its lease and its line in the ledger. */
    public static <R extends Result> R run(Path folder, SparkSession spark, Job<R> job) {
        return new JobRunner(spark, Location.of(folder), false, (run, step) -> {}).run(job);
    }
}
