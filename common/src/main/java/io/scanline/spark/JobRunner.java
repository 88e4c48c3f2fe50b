package io.scanline.spark;

import io.scanline.config.ScanlineException;
import io.scanline.storage.Lease;
import io.scanline.storage.Location;
import io.scanline.table.Lake;
import io.scanline.table.Runs;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;

/** Runs a job on a lake: alone on it where it writes, and with a line in the run ledger, also when it breaks off. */
public final class JobRunner {
    private final SparkSession spark;
    private final Location root;
    private final boolean dryRun;
    private final RunListener listener;
    private final Optional<Lease> held;

    public JobRunner(SparkSession spark, Location root, boolean dryRun, RunListener listener) {
        this(spark, root, dryRun, listener, Optional.empty());
    }

    private JobRunner(SparkSession spark, Location root, boolean dryRun, RunListener listener, Optional<Lease> held) {
        this.spark = spark;
        this.root = root;
        this.dryRun = dryRun;
        this.listener = listener;
        this.held = held;
    }

    /**
     * Does several jobs' work while no other run can write the lake. Jobs that write different tables may run side by side
     * on the runner that the work is given: each plans in a session of its own.
     */
    public <T> T holdingLake(String holder, Function<JobRunner, T> work) {
        if (dryRun) {
            return work.apply(this);
        }
        try (Lease lease = lease(holder + " since " + Instant.now())) {
            return work.apply(new JobRunner(spark, root, false, listener, Optional.of(lease)));
        }
    }

    public <R extends Result> R run(Job<R> job) {
        SparkSession session = held.isPresent() ? spark.newSession() : spark;
        SparkSession.setActiveSession(session);
        SparkContext context = session.sparkContext();
        Run run = Run.start(job.name(), job.options(), session, listener).within(job.interval());
        context.setJobGroup(run.id(), job.name(), false);
        try {
            Lake lake = Lake.open(session, root, run, dryRun);
            return dryRun ? job.run(session, lake) : told(job, lake);
        } finally {
            context.clearJobGroup();
            listener.ended(run.id());
        }
    }

    /** Also those outside of the lake hear of the run that want to. */
    private <R extends Result> R told(Job<R> job, Lake lake) {
        List<RunReport> reports = RunReport.wanted(lake.spark());
        RunReport.tell(reports, report -> report.started(lake));
        try {
            R result = alone(job, lake);
            RunEnd end = new RunEnd(result, null, Instant.now());
            RunReport.tell(reports, report -> report.ended(lake, end));
            return result;
        } catch (Exception failure) {
            RunEnd end = new RunEnd(null, failure, Instant.now());
            RunReport.tell(reports, report -> report.ended(lake, end));
            throw failure;
        }
    }

    /** Where the job writes, no other run does meanwhile. */
    private <R extends Result> R alone(Job<R> job, Lake lake) {
        if (!job.writesTables()) {
            return job.run(lake.spark(), lake);
        }
        if (held.isPresent()) {
            return recorded(job, lake.guardedBy(held.get()::confirm));
        }
        try (Lease lease = lease(lake.run().id() + " since " + lake.run().startedAt())) {
            return recorded(job, lake.guardedBy(lease::confirm));
        }
    }

    private Lease lease(String holder) {
        return Lease.take(root, spark.sparkContext().hadoopConfiguration(), holder);
    }

    private static <R extends Result> R recorded(Job<R> job, Lake lake) {
        SparkContext context = lake.spark().sparkContext();
        RunMetrics metrics = new RunMetrics(lake.run().id());
        context.addSparkListener(metrics);
        try {
            R result = job.run(lake.spark(), lake);
            Ledger.record(lake, job.interval(), metrics, Runs.DONE, result.summary());
            return result;
        } catch (ScanlineException refusal) {
            // bad input or options leave the lake as it was, its ledger included
            throw refusal;
        } catch (Exception failure) {
            // what Spark throws is checked, though it declares nothing
            recordFailure(job, lake, metrics, failure);
            throw failure;
        } finally {
            context.removeSparkListener(metrics);
        }
    }

    /** A lake that no run has written yet is left untouched by one that fails. */
    private static void recordFailure(Job<?> job, Lake lake, RunMetrics metrics, Exception failure) {
        try {
            if (lake.latestVersion(Runs.TABLE) >= 0) {
                Ledger.record(lake, job.interval(), metrics, Runs.FAILED, String.valueOf(failure.getMessage()));
            }
        } catch (Exception alsoFailed) {
            failure.addSuppressed(alsoFailed);
        }
    }
}
