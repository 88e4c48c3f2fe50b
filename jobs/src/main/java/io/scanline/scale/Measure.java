package io.scanline.scale;

import io.scanline.table.ScaleRuns;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What one job cost in one run, from the event logs.
 *
 * @param skew largest over median task time of the stage with the most task time
 * @param starved whether tasks waited for CPU: their threads had a core for less than 90% of the time in which they waited for
 *     nothing that Spark knows of
 */
record Measure(
        String job,
        int executors,
        int coresPerExecutor,
        double wall,
        StageCost cost,
        double skew,
        int stragglers,
        int tasks,
        boolean starved) {
    private static final double ENOUGH_CPU = 0.9;
    /** Shorter tasks wait for the driver and for classes to load. */
    private static final double CPU_BOUND_SECONDS = 0.1;

    /** Each job of a run, and all together where there are several. */
    static List<Measure> of(List<Trace> traces) {
        Map<String, Double> walls = Model.measured(traces);
        List<Measure> measures = new ArrayList<>();
        for (Map.Entry<String, Double> job : walls.entrySet()) {
            boolean all = job.getKey().equals(ScaleRuns.CHAIN);
            // of one job, the whole is the job
            if (!all || walls.size() != 2) {
                measures.add(of(traces, job.getKey(), all, job.getValue()));
            }
        }
        return measures;
    }

    private static Measure of(List<Trace> traces, String name, boolean all, double wall) {
        List<JobTrace> jobs = traces.stream()
                .flatMap(trace -> trace.jobs().stream())
                .filter(job -> all ? !job.run().isEmpty() : job.command().equals(name))
                .toList();
        return of(traces.get(0), name, jobs, wall);
    }

    /** Some jobs of Spark of an application, as one of Scanline. */
    static Measure of(Trace trace, String name, List<JobTrace> jobs, double wall) {
        List<StageTrace> stages =
                jobs.stream().flatMap(job -> job.stages().stream()).toList();
        StageTrace longest = stages.stream()
                .max(Comparator.comparingDouble(StageTrace::taskSeconds))
                .orElse(null);
        return new Measure(
                name,
                trace.executors(),
                trace.coresPerExecutor(),
                wall,
                sum(stages.stream()),
                longest == null ? 1 : longest.skew(),
                stages.stream().mapToInt(StageTrace::stragglers).sum(),
                stages.stream().mapToInt(StageTrace::tasks).sum(),
                isStarved(jobs));
    }

    private static boolean isStarved(List<JobTrace> jobs) {
        StageCost work = sum(jobs.stream()
                .filter(job -> !job.overLog())
                .flatMap(job -> job.stages().stream())
                .filter(stage -> stage.median() >= CPU_BOUND_SECONDS));
        return work.cpuShare() < ENOUGH_CPU;
    }

    private static StageCost sum(Stream<StageTrace> stages) {
        return stages.map(StageTrace::cost).reduce(StageCost.NONE, StageCost::plus);
    }
}
