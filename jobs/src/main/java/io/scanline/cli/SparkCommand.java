package io.scanline.cli;

import io.scanline.config.Interval;
import io.scanline.config.ScanlineException;
import io.scanline.spark.JobRunner;
import io.scanline.spark.Result;
import io.scanline.spark.Session;
import io.scanline.storage.Location;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What the commands share: the common options, the session, progress, and the printing of the result. */
abstract class SparkCommand<R extends Result> implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Option(
            names = "--lake",
            paramLabel = "URI",
            defaultValue = "./lake",
            description = "Where the tables are: a local folder or s3a://bucket/path (default: ./lake).")
    String lake;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "YAML file with options, as COMMAND: {OPTION: VALUE}; flags and SCANLINE_* variables win.")
    String config;

    @Option(
            names = "--from",
            paramLabel = "DATE",
            description = "First business day (default: what changed since the last run).")
    LocalDate from;

    @Option(names = "--to", paramLabel = "DATE", description = "Day after the last business day.")
    LocalDate to;

    @Option(names = "--dry-run", description = "Say what would change, change nothing.")
    boolean dryRun;

    @Option(names = "--json", description = "Print the result as one JSON object, the last line of standard output.")
    boolean json;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    boolean help;

    private SparkSession running;
    private Progress progress;

    /** What a command does once Spark runs. */
    @FunctionalInterface
    interface Work<R> {
        R on(JobRunner runner);
    }

    /** The work that the options ask for; problems with the options are usage errors, raised here, before Spark starts. */
    abstract Work<R> work();

    /** Whether there must be a lake already; most commands work on what others wrote. */
    boolean needsLake() {
        return true;
    }

    /** The common options that the commands of a chain share. */
    final List<String> sharedOptions() {
        List<String> options = new ArrayList<>(List.of("--lake", lake));
        if (config != null) {
            options.addAll(List.of("--config", config));
        }
        if (dryRun) {
            options.add("--dry-run");
        }
        return options;
    }

    /** Prints what one of several steps did, beside the progress of the others. */
    final void say(String line) {
        progress.print(spec.commandLine().getOut(), line);
    }

    final Interval interval() {
        return new Interval(from, to);
    }

    /** For a command that is about no days, or whose days are named otherwise: --from and --to would be left unheard. */
    final void refuseDays(String reason, String wayOut) {
        if (!interval().isUnbounded()) {
            throw ScanlineException.usage(reason, wayOut);
        }
    }

    final Location lakeLocation() {
        return Location.of(lake);
    }

    /** Has the command run in a session that others run in too, and leave it to them. */
    final void goOnIn(SparkSession session) {
        running = session;
    }

    @Override
    public Integer call() throws IOException {
        Work<R> work = work();
        if (running != null) {
            return run(work, running);
        }
        try (SparkSession spark = Session.open(spec.qualifiedName())) {
            return run(work, spark);
        }
    }

    private int run(Work<R> work, SparkSession spark) throws IOException {
        try (Progress told = Progress.on(spark, spec.commandLine().getErr())) {
            progress = told;
            if (needsLake()) {
                checkLake(spark);
            }
            print(whileSparkRuns(spark, () -> work.on(new JobRunner(spark, lakeLocation(), dryRun, told))));
        }
        return 0;
    }

    /** Without Spark everything fails, in ways that say nothing of the reason. */
    private static <T> T whileSparkRuns(SparkSession spark, Supplier<T> work) {
        try {
            return work.get();
        } catch (ScanlineException refusal) {
            throw refusal;
        } catch (Exception failure) {
            if (!spark.sparkContext().isStopped()) {
                throw failure;
            }
            throw ScanlineException.storage(
                    "Spark was stopped before the work was done: " + failure.getMessage(),
                    "The log above says why: the cluster ended the application, as it does where executors cannot start, or somebody did. "
                            + "Tables are as the last finished step left them; running the command again is safe.",
                    failure);
        }
    }

    private void checkLake(SparkSession spark) throws IOException {
        Location place = lakeLocation();
        FileSystem files = place.fileSystem(spark.sparkContext().hadoopConfiguration());
        if (!files.exists(place.path()) || files.listStatus(place.path()).length == 0) {
            throw ScanlineException.usage(
                    "There is no lake at " + place + ".", "Check --lake; the first scanline ingest makes one.");
        }
    }

    final void print(R result) {
        var out = spec.commandLine().getOut();
        out.println(result.summary());
        if (json) {
            out.println(ResultJson.of(result));
        }
        out.flush();
    }
}
