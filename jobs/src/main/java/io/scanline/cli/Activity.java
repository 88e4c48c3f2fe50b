package io.scanline.cli;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The step that one run is at, and how far it is. */
final class Activity {
    private final String step;
    private final long startedNanos = System.nanoTime();
    private final Map<Integer, Integer> tasksByRunningStage = new HashMap<>();
    private final Map<Integer, Integer> doneByRunningStage = new HashMap<>();
    private long stagesStartedNanos;
    private long tasksDone;
    private long rows;

    Activity(String step) {
        this.step = step;
    }

    void stageBegins(int stage, int tasks) {
        if (tasksByRunningStage.isEmpty()) {
            stagesStartedNanos = System.nanoTime();
        }
        tasksByRunningStage.put(stage, tasks);
        doneByRunningStage.put(stage, 0);
    }

    void stageEnds(int stage) {
        tasksByRunningStage.remove(stage);
        doneByRunningStage.remove(stage);
    }

    void taskEnds(int stage, long rowsRead) {
        tasksDone++;
        doneByRunningStage.computeIfPresent(stage, (id, done) -> done + 1);
        rows += rowsRead;
    }

    /** "Looking for duplicates among 133,692 lines  (2.1 s, 133,692 rows read)". */
    String ended() {
        return String.format(
                Locale.ROOT,
                "%s  (%.1f s%s)",
                step,
                seconds(startedNanos),
                rows > 0 ? ", " + grouped(rows) + " rows read" : "");
    }

    /** The step, tasks, rows read so far, rows a second, time left in the running stages. */
    String now() {
        int total = sum(tasksByRunningStage);
        int done = sum(doneByRunningStage);
        StringBuilder line = new StringBuilder(step).append("  ");
        if (total > 0) {
            line.append(done).append('/').append(total).append(" tasks");
        } else if (tasksDone > 0) {
            line.append(tasksDone).append(" tasks");
        } else {
            line.append(Math.round(seconds(startedNanos))).append(" s");
        }
        if (rows > 0) {
            line.append(", ")
                    .append(grouped(rows))
                    .append(" rows read, ")
                    .append(grouped(Math.round(rows / Math.max(0.1, seconds(startedNanos)))))
                    .append("/s");
        }
        if (done > 0 && done < total) {
            line.append(", about ")
                    .append(Math.round(seconds(stagesStartedNanos) * (total - done) / done))
                    .append(" s left");
        }
        return line.toString();
    }

    private static int sum(Map<Integer, Integer> byStage) {
        return byStage.values().stream().mapToInt(Integer::intValue).sum();
    }

    private static double seconds(long sinceNanos) {
        return (System.nanoTime() - sinceNanos) / 1e9;
    }

    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
