package io.scanline.scale;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

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

    /** Of one job; of one that counts none, those of all. */
    long lines(String job) {
        return linesByJob.getOrDefault(job, lines());
    }

    Set<String> jobs() {
        return Model.jobs(traces);
    }

    boolean hasSameJobs(RecordedRun other) {
        return jobs().equals(other.jobs());
    }

    /** Task seconds of a command by step, without reads of Delta's log. */
    Map<String, Double> taskSecondsByStep(String command) {
        Map<String, Double> seconds = new HashMap<>();
        traces.stream()
                .flatMap(trace -> trace.jobs().stream())
                .filter(job -> !job.overLog() && job.command().equals(command))
                .forEach(job -> seconds.merge(
                        job.step(),
                        job.stages().stream()
                                .mapToDouble(StageTrace::taskSeconds)
                                .sum(),
                        Double::sum));
        return seconds;
    }
}
