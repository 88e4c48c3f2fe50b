package io.scanline.scale;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A run that is kept to be simulated.
 *
 * @param warm whether its applications had run the same before, so that code was compiled
 * @param linesByJob lines or rows that each job worked on
 * @param scatter standard deviation of log wall between repeats
 * @param traces one per command
 */
record RecordedRun(
        String study, int executors, boolean warm, Map<String, Long> linesByJob, double scatter, List<Trace> traces) {

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

    /** Whether one tells of the other: the same jobs, of applications that were both warm or both not. */
    boolean isLike(RecordedRun other) {
        return warm == other.warm && jobs().equals(other.jobs());
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
