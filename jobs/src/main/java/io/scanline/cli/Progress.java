package io.scanline.cli;

import io.scanline.spark.Run;
import io.scanline.spark.RunListener;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SparkSession;

/**
 * Tells a person what the runs of a command are doing: on a terminal one live line, elsewhere one line a step, when it ends.
 * What Delta reads of its own logs is left out.
 */
final class Progress extends SparkListener implements RunListener, AutoCloseable {
    private static final long REFRESH_MILLIS = 500;
    private static final String ERASE_LINE = "\r\u001b[K";

    private final SparkSession spark;
    private final PrintWriter out;
    private final int terminalWidth;
    private final ScheduledExecutorService refresh;
    private final Map<String, Activity> activityByRun = new LinkedHashMap<>();
    private final Map<Integer, String> runByStage = new HashMap<>();
    private final Set<Integer> stagesOverLogs = new HashSet<>();

    private Progress(SparkSession spark, PrintWriter out, int terminalWidth) {
        this.spark = spark;
        this.out = out;
        this.terminalWidth = terminalWidth;
        this.refresh = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "scanline-progress");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * The launcher says whether standard error is a terminal, and of how many columns: Java cannot tell for one stream alone.
     */
    static Progress on(SparkSession spark, PrintWriter out) {
        String columns = System.getenv("SCANLINE_TERMINAL");
        Progress progress = new Progress(spark, out, columns == null ? 0 : Integer.parseInt(columns));
        spark.sparkContext().addSparkListener(progress);
        if (progress.terminalWidth > 0) {
            progress.refresh.scheduleAtFixedRate(progress::draw, REFRESH_MILLIS, REFRESH_MILLIS, TimeUnit.MILLISECONDS);
        }
        return progress;
    }

    @Override
    public synchronized void step(String runId, String sentence) {
        ended(runId);
        activityByRun.put(runId, new Activity(sentence));
    }

    @Override
    public synchronized void ended(String runId) {
        Activity activity = activityByRun.remove(runId);
        if (activity != null) {
            eraseLiveLine();
            out.println(activity.ended());
            out.flush();
        }
    }

    /** Prints a line to another stream that may be the same terminal. */
    synchronized void print(PrintWriter stream, String line) {
        eraseLiveLine();
        out.flush();
        stream.println(line);
        stream.flush();
    }

    private void eraseLiveLine() {
        if (terminalWidth > 0) {
            out.print(ERASE_LINE);
        }
    }

    private synchronized void draw() {
        if (activityByRun.isEmpty()) {
            return;
        }
        String line = activityByRun.values().stream().map(Activity::now).collect(Collectors.joining(" | "));
        out.print(ERASE_LINE + (line.length() < terminalWidth ? line : line.substring(0, terminalWidth - 1)));
        out.flush();
    }

    @Override
    public synchronized void onJobStart(SparkListenerJobStart start) {
        boolean overLog =
                start.properties().getProperty("spark.job.description", "").startsWith("Delta:");
        for (Integer stage : Run.stagesOf(start)) {
            runByStage.put(stage, Run.idOf(start));
            if (overLog) {
                stagesOverLogs.add(stage);
            }
        }
    }

    @Override
    public synchronized void onStageSubmitted(SparkListenerStageSubmitted submitted) {
        activity(submitted.stageInfo().stageId())
                .ifPresent(activity -> activity.stageBegins(
                        submitted.stageInfo().stageId(), submitted.stageInfo().numTasks()));
    }

    @Override
    public synchronized void onStageCompleted(SparkListenerStageCompleted completed) {
        int stage = completed.stageInfo().stageId();
        activity(stage).ifPresent(activity -> activity.stageEnds(stage));
    }

    @Override
    public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
        boolean counts = end.taskMetrics() != null && !stagesOverLogs.contains(end.stageId());
        long rows = counts ? end.taskMetrics().inputMetrics().recordsRead() : 0;
        activity(end.stageId()).ifPresent(activity -> activity.taskEnds(end.stageId(), rows));
    }

    private Optional<Activity> activity(int stage) {
        return Optional.ofNullable(activityByRun.get(runByStage.get(stage)));
    }

    @Override
    public void close() {
        refresh.shutdownNow();
        Set.copyOf(activityByRun.keySet()).forEach(this::ended);
        spark.sparkContext().removeSparkListener(this);
    }
}
