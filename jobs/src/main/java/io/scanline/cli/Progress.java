package io.scanline.cli;

import java.io.PrintWriter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobEnd;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SparkSession;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Tells a person what a run is doing: on a terminal one live line (step, tasks, rows read so far, rows a second, time left in
 * the running stages), elsewhere one line a step, when it ends. What Delta reads of its own logs is left out.
 */
final class Progress extends SparkListener implements AutoCloseable {
    private static final long REFRESH_MILLIS = 500;

    private final SparkSession spark;
    private final PrintWriter out;
    private final boolean terminal;
    private final ScheduledExecutorService refresh;
    private final Map<Integer, Integer> tasksByRunningStage = new HashMap<>();
    private final Map<Integer, Integer> doneByRunningStage = new HashMap<>();
    private final Set<Integer> runningJobs = new HashSet<>();
    private final Set<Integer> stagesOverLogs = new HashSet<>();
    private String step;
    private long stepStartedNanos;
    private long stagesStartedNanos;
    private long tasksDone;
    private long rows;

    private Progress(SparkSession spark, PrintWriter out, boolean terminal) {
        this.spark = spark;
        this.out = out;
        this.terminal = terminal;
        this.refresh = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "scanline-progress");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** The launcher says whether standard error is a terminal: Java cannot tell for one stream alone. */
    static Progress on(SparkSession spark, PrintWriter out) {
        Progress progress = new Progress(spark, out, "true".equals(System.getenv("SCANLINE_TERMINAL")));
        spark.sparkContext().addSparkListener(progress);
        if (progress.terminal) {
            progress.refresh.scheduleAtFixedRate(progress::draw, REFRESH_MILLIS, REFRESH_MILLIS, TimeUnit.MILLISECONDS);
        }
        return progress;
    }

    synchronized void step(String sentence) {
        finish();
        step = sentence;
        stepStartedNanos = System.nanoTime();
        tasksDone = 0;
        rows = 0;
    }

    /** Ends the line of the running step, if there is one. */
    synchronized void finish() {
        if (step == null) {
            return;
        }
        String end = String.format(
                Locale.ROOT,
                "%s  (%.1f s%s)",
                step,
                seconds(stepStartedNanos),
                rows > 0 ? ", " + grouped(rows) + " rows read" : "");
        out.print(terminal ? "\r\u001b[K" + end + "\n" : end + "\n");
        out.flush();
        step = null;
    }

    private synchronized void draw() {
        if (step == null) {
            return;
        }
        int total = tasksByRunningStage.values().stream()
                .mapToInt(Integer::intValue)
                .sum();
        int done =
                doneByRunningStage.values().stream().mapToInt(Integer::intValue).sum();
        StringBuilder line = new StringBuilder(step).append("  ");
        if (total > 0) {
            line.append(done).append('/').append(total).append(" tasks");
        } else {
            line.append(tasksDone).append(" tasks");
        }
        if (rows > 0) {
            line.append(", ")
                    .append(grouped(rows))
                    .append(" rows read, ")
                    .append(grouped(Math.round(rows / Math.max(0.1, seconds(stepStartedNanos)))))
                    .append("/s");
        }
        if (done > 0 && done < total) {
            line.append(", about ")
                    .append(Math.round(seconds(stagesStartedNanos) * (total - done) / done))
                    .append(" s left");
        }
        out.print("\r\u001b[K" + line);
        out.flush();
    }

    private static double seconds(long sinceNanos) {
        return (System.nanoTime() - sinceNanos) / 1e9;
    }

    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    @Override
    public synchronized void onJobStart(SparkListenerJobStart start) {
        runningJobs.add(start.jobId());
        boolean delta = start.properties() != null
                && start.properties().getProperty("spark.job.description", "").startsWith("Delta:");
        if (delta) {
            CollectionConverters.asJava(start.stageIds()).forEach(stage -> stagesOverLogs.add((Integer) stage));
        }
    }

    @Override
    public synchronized void onJobEnd(SparkListenerJobEnd end) {
        runningJobs.remove(end.jobId());
        if (runningJobs.isEmpty()) {
            tasksByRunningStage.clear();
            doneByRunningStage.clear();
            stagesOverLogs.clear();
        }
    }

    @Override
    public synchronized void onStageSubmitted(SparkListenerStageSubmitted submitted) {
        if (tasksByRunningStage.isEmpty()) {
            stagesStartedNanos = System.nanoTime();
        }
        tasksByRunningStage.put(
                submitted.stageInfo().stageId(), submitted.stageInfo().numTasks());
        doneByRunningStage.put(submitted.stageInfo().stageId(), 0);
    }

    @Override
    public synchronized void onStageCompleted(SparkListenerStageCompleted completed) {
        tasksByRunningStage.remove(completed.stageInfo().stageId());
        doneByRunningStage.remove(completed.stageInfo().stageId());
    }

    @Override
    public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
        tasksDone++;
        doneByRunningStage.computeIfPresent(end.stageId(), (stage, done) -> done + 1);
        if (end.taskMetrics() != null && !stagesOverLogs.contains(end.stageId())) {
            rows += end.taskMetrics().inputMetrics().recordsRead();
        }
    }

    @Override
    public void close() {
        refresh.shutdownNow();
        finish();
        spark.sparkContext().removeSparkListener(this);
    }
}
