package io.scanline.scale;

import io.scanline.table.ScaleRuns;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * One run of a study as it happened.
 *
 * @param repeat from 1
 * @param traces one per command
 * @param linesByJob lines or rows in, by the lake's own ledger; jobs that count none are left out
 */
record MeasuredRun(int executors, int repeat, List<Trace> traces, Map<String, Long> linesByJob) {

    /** Of all jobs together: those of the job with the most, whose lines the others work on too. */
    OptionalLong lines(String job) {
        return job.equals(ScaleRuns.CHAIN)
                ? linesByJob.values().stream().mapToLong(Long::longValue).max()
                : linesByJob.containsKey(job) ? OptionalLong.of(linesByJob.get(job)) : OptionalLong.empty();
    }

    double wallOfAll() {
        return traces.stream().mapToDouble(Trace::wallOfAll).sum();
    }
}
