package io.scanline.scale;

import io.scanline.config.ScanlineException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One application as its event log tells it: all that the model knows. Times are seconds since the application's start.
 *
 * @param waitsForExecutors whether the driver waited for all executors before its first job
 * @param executorStarts when each executor was there, the earliest first
 * @param runStarts each run of Scanline to its start, in that order
 */
record Trace(
        int coresPerExecutor,
        boolean waitsForExecutors,
        boolean adaptive,
        int shufflePartitions,
        List<Double> executorStarts,
        Map<String, Double> runStarts,
        List<JobTrace> jobs,
        double ended) {

    int executors() {
        return executorStarts.size();
    }

    int slots() {
        return Math.max(1, executors() * coresPerExecutor);
    }

    Stream<StageTrace> stages() {
        return jobs.stream().flatMap(job -> job.stages().stream());
    }

    /** Jobs of Spark by run of Scanline, the runs in the order of their starts; jobs of no run are left out. */
    Map<String, List<JobTrace>> jobsByRun() {
        Map<String, List<JobTrace>> byRun = new LinkedHashMap<>();
        runStarts
                .keySet()
                .forEach(run -> byRun.put(
                        run, jobs.stream().filter(job -> job.run().equals(run)).toList()));
        return byRun;
    }

    /** Runs of Scanline by the command that they ran. */
    Map<String, Set<String>> runsByCommand() {
        Map<String, Set<String>> runs = new HashMap<>();
        jobs.stream().filter(job -> !job.run().isEmpty()).forEach(job -> runs.computeIfAbsent(
                        job.command(), command -> new HashSet<>())
                .add(job.run()));
        return runs;
    }

    /** Seconds from the start of a run to the end of its last task. */
    double wall(String run) {
        return end(run) - runStarts.get(run);
    }

    private double end(String run) {
        return jobs.stream()
                .filter(job -> job.run().equals(run))
                .mapToDouble(JobTrace::ended)
                .max()
                .orElseGet(() -> runStarts.get(run));
    }

    /** Seconds from the start of the first run to the end of the last one. */
    double wallOfAll() {
        double first = runStarts.values().stream()
                .mapToDouble(Double::doubleValue)
                .min()
                .orElse(0);
        return runStarts.keySet().stream().mapToDouble(this::end).max().orElse(first) - first;
    }

    /**
     * The last time of a command that ran several times in one application, as if the others had not been.
     *
     * @throws ScanlineException usage, where it did not do the same each time
     */
    Trace lastOf(int times) {
        List<String> runs = List.copyOf(runStarts.keySet());
        List<String> last = runs.subList(runs.size() - runs.size() / times, runs.size());
        if (runs.size() % times != 0) {
            throw ScanlineException.usage(
                    "A command that ran " + times + " times, to be warm, did not do the same each time: "
                            + String.join(", ", runs) + ".",
                    "Measure a command whose work does not depend on when it runs, or leave --warm out.");
        }
        double begun = runStarts.get(last.get(0));
        double before = begun - startUp();
        Map<String, Double> starts = new LinkedHashMap<>();
        last.forEach(run -> starts.put(run, runStarts.get(run) - before));
        return new Trace(
                coresPerExecutor,
                waitsForExecutors,
                adaptive,
                shufflePartitions,
                executorStarts,
                starts,
                jobs.stream()
                        .filter(job -> job.submitted() >= begun)
                        .map(job -> job.sooner(before))
                        .toList(),
                ended - before);
    }

    /** Seconds from the start of the application to its first run: session and executors. */
    double startUp() {
        return runStarts.values().stream()
                .mapToDouble(Double::doubleValue)
                .min()
                .orElse(0);
    }
}
