package io.scanline.scale;

import io.scanline.stats.ServedLoad;
import io.scanline.table.ScaleRuns;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One load as it was served by some executors.
 *
 * @param rows of {@link ScaleRuns}: one for all jobs together, with repeat 0, then one for each
 */
record LoadLevel(int executors, ServedLoad load, boolean starved, List<ScaleRow> rows) {

    /** @param lines that each job adds up */
    static LoadLevel of(ClosedLoop.Level level, long lines, Trace trace) {
        Map<String, List<JobTrace>> byGroup = trace.jobs().stream().collect(Collectors.groupingBy(JobTrace::run));
        String job = ScaleRuns.load(level.atOnce());
        List<JobTrace> all = new ArrayList<>();
        List<Measure> each = new ArrayList<>();
        for (ClosedLoop.Served served : level.served()) {
            List<JobTrace> own = byGroup.getOrDefault(LoadOrder.group(level.atOnce(), served.number()), List.of());
            all.addAll(own);
            each.add(Measure.of(trace, job, own, served.seconds()));
        }
        Measure together = Measure.of(trace, job, all, level.seconds());
        List<ScaleRow> rows = new ArrayList<>();
        rows.add(ScaleRow.served(together, 0, lines * each.size(), together.starved()));
        for (Measure one : each) {
            rows.add(ScaleRow.served(one, rows.size(), lines, together.starved()));
        }
        double[] responses =
                level.served().stream().mapToDouble(ClosedLoop.Served::seconds).toArray();
        return new LoadLevel(
                trace.executors(), ServedLoad.of(level.atOnce(), level.seconds(), responses), together.starved(), rows);
    }

    /** By jobs at once, then by executors. */
    static Comparator<LoadLevel> order() {
        return Comparator.comparing((LoadLevel level) -> level.load().atOnce()).thenComparing(LoadLevel::executors);
    }
}
