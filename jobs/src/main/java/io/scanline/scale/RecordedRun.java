package io.scanline.scale;

import java.util.List;
import java.util.Map;

/**
 * A run that is kept to be simulated.
 *
 * @param linesByJob lines or rows that each job worked on
 * @param scatter standard deviation of log wall between repeats
 * @param traces one per command
 */
record RecordedRun(String study, int executors, Map<String, Long> linesByJob, double scatter, List<Trace> traces) {

    /** Of all jobs together: those of the job with the most, whose lines the others work on too. */
    long lines() {
        return linesByJob.values().stream().mapToLong(Long::longValue).max().orElse(0);
    }
}
