package io.scanline.scale;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** When stages, jobs and runs of an application began and ended, as recorded or as simulated; seconds since its start. */
final class Timeline {
    /** @param busy task time within the span */
    record Span(double start, double end, double busy, int tasks, double longest) {
        double seconds() {
            return end - start;
        }
    }

    private final Map<Integer, Span> stages = new HashMap<>();
    private final Map<String, double[]> runs = new HashMap<>();

    static Timeline recorded(Trace trace) {
        Timeline timeline = new Timeline();
        trace.stages()
                .forEach(stage -> timeline.stage(
                        stage.id(),
                        new Span(
                                stage.firstLaunch(),
                                stage.lastFinish(),
                                stage.taskSeconds(),
                                stage.tasks(),
                                stage.longest())));
        trace.runStarts().forEach((run, start) -> timeline.run(run, start, start + trace.wall(run)));
        return timeline;
    }

    void stage(int id, Span span) {
        stages.put(id, span);
    }

    /** Widens a run's time by a part of it. */
    void run(String run, double start, double end) {
        double[] span = runs.computeIfAbsent(run, none -> new double[] {start, end});
        span[0] = Math.min(span[0], start);
        span[1] = Math.max(span[1], end);
    }

    Span stage(int id) {
        return stages.get(id);
    }

    double start(String run) {
        return runs.get(run)[0];
    }

    double end(String run) {
        return runs.get(run)[1];
    }

    double wall(String run) {
        return end(run) - start(run);
    }

    double firstStart() {
        return spans().mapToDouble(span -> span[0]).min().orElse(0);
    }

    double lastEnd() {
        return spans().mapToDouble(span -> span[1]).max().orElse(0);
    }

    /** Seconds from the start of the first run to the end of the last one. */
    double wallOfAll() {
        return lastEnd() - firstStart();
    }

    private Stream<double[]> spans() {
        return runs.values().stream();
    }
}
