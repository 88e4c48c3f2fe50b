package io.scanline.spark;

import io.scanline.storage.LocalDisk;
import io.scanline.storage.LocalDiskContext;
import io.scanline.storage.S3LogStore;
import io.scanline.storage.S3Settings;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** The Spark session that every job shares: what the tables need is set here, what a cluster likes is left to its own configuration. */
public final class Session {
    /** What spark-submit says where nobody names a master. */
    private static final String SUBMITTED = "local[*]";

    /**
     * Of Spark's memory pages. Every table sent to a join takes one at least, and Spark's own choice is 64 MB on a heap of 8 GB. With
     * its header of 16 bytes a page fills whole regions of the heap: G1 gives an array of its own regions to itself, and one of a few
     * bytes more than 2 MB takes half as much again.
     */
    private static final int PAGE_BYTES = 2 * 1024 * 1024 - 16;

    /**
     * Of a table's files, to one task at most: a million lines, some seconds. Spark's own choice, 128 MB, leaves a table of ten
     * million lines to five tasks, of which two cores do two and one has to wait for the fifth.
     */
    public static final int FILE_BYTES_PER_TASK = 32 * 1024 * 1024;

    private static final Pattern LOCAL = Pattern.compile("local(?:\\[(\\d+)(?:,.*)?])?");
    private static final String PARALLELISM = "spark.default.parallelism";
    /** Tasks of what is read from no files and no shuffle. */
    private static final String CORES = "spark.sql.leafNodeDefaultParallelism";

    private static final int LEAST_SHUFFLE_PARTITIONS = 8;
    private static final int TASKS_PER_CORE = 4;

    private Session() {}

    /** The running session, or a new one; local with all cores where no master is given. */
    public static SparkSession open(String applicationName) {
        return configured(new SparkConf().setAppName(applicationName));
    }

    static SparkSession configured(SparkConf conf) {
        return SparkSession.builder().config(completed(conf)).getOrCreate();
    }

    /** Sets what the tables need, and what the user left open. */
    static SparkConf completed(SparkConf conf) {
        if (conf.get("spark.master", SUBMITTED).equals(SUBMITTED)) {
            // as on a cluster, a task is tried four times: what it reads from S3 may break off
            conf.set("spark.master", "local[*,4]");
        }
        conf.set("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension");
        conf.set("spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog");
        conf.set("spark.databricks.delta.commit.idempotencyCheck.enabled", "true");
        conf.set("spark.sql.session.timeZone", "UTC");
        conf.set("spark.sql.ansi.enabled", "true");
        // nothing is added to a session; isolated, every generated class is first looked for on the driver, over the
        // network
        conf.setIfMissing("spark.sql.artifact.isolation.enabled", "false");
        conf.setIfMissing("spark.sql.artifact.isolation.alwaysApplyClassloader", "false");
        // a chain of jobs in one session has some hundred plans, which Spark would otherwise compile again and again
        conf.setIfMissing("spark.sql.codegen.cache.maxEntries", "1000");
        // it has an array that is exploded made twice: once to see whether it is empty
        conf.setIfMissing(
                "spark.sql.optimizer.excludedRules",
                "org.apache.spark.sql.catalyst.optimizer.InferFiltersFromGenerate");
        // longer methods are not compiled by the JVM, but interpreted; a stage that would have one is generated in
        // pieces
        conf.setIfMissing("spark.sql.codegen.hugeMethodLimit", "8000");
        // a metric's series goes on from run to run; Spark would name it by the application's id
        conf.setIfMissing("spark.metrics.namespace", "scanline");
        // a third less to keep than by Spark's own choice, at the same CPU
        conf.setIfMissing("spark.sql.parquet.compression.codec", "zstd");
        // Spark's own choice, INT96, is deprecated, and has no bounds by which a reader could pass over rows
        conf.setIfMissing("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS");
        // Hadoop may have opened the local disk before it knows of ours, and keeps what it opened
        conf.setIfMissing("spark.hadoop.fs.file.impl.disable.cache", "true");
        conf.setIfMissing("spark.hadoop.fs.file.impl", LocalDisk.class.getName());
        conf.setIfMissing("spark.hadoop.fs.AbstractFileSystem.file.impl", LocalDiskContext.class.getName());
        S3Settings.DEFAULTS.forEach((name, value) -> conf.setIfMissing("spark.hadoop." + name, value));
        conf.setIfMissing("spark.delta.logStore.s3a.impl", S3LogStore.class.getName());
        conf.setIfMissing("spark.sql.sources.parallelPartitionDiscovery.parallelism", "8");
        conf.setIfMissing("spark.databricks.delta.properties.defaults.checkpointInterval", "20");
        // five years of days of a table in files of their own: beyond, a version's list of files is left to a job
        conf.setIfMissing("spark.databricks.delta.allFilesInCrc.thresholdNumFiles", "2000");
        // in other zones than UTC, Delta reads a table's whole log anew after every commit, for times before 1883
        conf.setIfMissing("spark.databricks.delta.allFilesInCrc.verificationMode.forceOnNonUTC.enabled", "false");
        conf.setIfMissing("spark.sql.files.maxPartitionBytes", String.valueOf(FILE_BYTES_PER_TASK));
        boolean local = conf.get("spark.master").startsWith("local");
        (local ? OptionalInt.of(threads(conf.get("spark.master"))) : coresOfExecutors(conf))
                .ifPresent(cores -> setParts(conf, cores));
        // every task that reads a table's log generates the same code anew
        conf.setIfMissing("spark.databricks.delta.snapshotPartitions", local ? "1" : "2");
        if (local) {
            conf.setIfMissing("spark.driver.host", "127.0.0.1");
            conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
            conf.setIfMissing("spark.ui.enabled", "false");
            conf.setIfMissing("spark.buffer.pageSize", PAGE_BYTES + "b");
            // without its web page nobody reads the plans, which Spark otherwise writes out anew at every stage
            conf.setIfMissing("spark.sql.ui.explainMode", "simple");
            conf.setIfMissing("spark.sql.debug.maxToStringFields", "3");
            conf.setIfMissing("spark.sql.maxPlanStringLength", "2000");
        }
        return conf;
    }

    /**
     * How finely work is cut for so many cores. Spark puts small parts of a shuffle together until only as many are left as its
     * default parallelism says, one a core by its own choice: of three tasks one may then be as long as the other two. Where tasks
     * read what no shuffle cuts, one a core is enough.
     */
    private static void setParts(SparkConf conf, int cores) {
        conf.setIfMissing("spark.sql.shuffle.partitions", String.valueOf(shufflePartitions(cores)));
        if (!conf.contains(PARALLELISM)) {
            conf.set(PARALLELISM, conf.get("spark.sql.shuffle.partitions"));
            conf.setIfMissing(CORES, String.valueOf(cores));
        }
    }

    /** The tasks that the session's application can run at once; where its settings do not say, those that it can run now. */
    public static int cores(SparkSession spark) {
        return spark.conf().getOption(CORES).map(Integer::parseInt).getOrElse(() -> spark.sparkContext()
                .defaultParallelism());
    }

    /**
     * How many parts a shuffle has on so many cores. Rows that are kept between steps stay in as many parts as they were made in, so
     * Spark's own choice of 200 would cost the few executors of a small chain 200 tasks a step.
     */
    public static int shufflePartitions(int cores) {
        return Math.max(LEAST_SHUFFLE_PARTITIONS, TASKS_PER_CORE * cores);
    }

    /** Of a local master: {@code local}, or {@code local[THREADS]} with the tries of a task behind; else all processors. */
    private static int threads(String master) {
        Matcher local = LOCAL.matcher(master);
        if (!local.matches()) {
            return Runtime.getRuntime().availableProcessors();
        }
        return local.group(1) == null ? 1 : Integer.parseInt(local.group(1));
    }

    /** The most that the application can have; empty where its settings do not say. */
    private static OptionalInt coresOfExecutors(SparkConf conf) {
        if (conf.contains("spark.cores.max")) {
            return OptionalInt.of(conf.getInt("spark.cores.max", 0));
        }
        String most = conf.getBoolean("spark.dynamicAllocation.enabled", false)
                ? "spark.dynamicAllocation.maxExecutors"
                : "spark.executor.instances";
        return conf.contains(most)
                ? OptionalInt.of(conf.getInt(most, 0) * conf.getInt("spark.executor.cores", 1))
                : OptionalInt.empty();
    }
}
