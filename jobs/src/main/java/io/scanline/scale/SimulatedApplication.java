package io.scanline.scale;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What every simulation of one recorded application needs: the order of its jobs and stages, and the lags of its driver. */
final class SimulatedApplication {
    private final Trace trace;
    private final List<JobGraph.Node> nodes;
    private final Map<Integer, List<Integer>> parents = new HashMap<>();
    private final Map<Integer, Double> lags = new HashMap<>();

    SimulatedApplication(Trace trace) {
        this.trace = trace;
        this.nodes = new JobGraph(trace).nodes();
        for (JobTrace job : trace.jobs()) {
            Map<Integer, StageTrace> own = new HashMap<>();
            job.stages().forEach(stage -> own.put(stage.id(), stage));
            for (StageTrace stage : job.stages()) {
                List<Integer> known =
                        stage.parents().stream().filter(own::containsKey).toList();
                parents.put(stage.id(), known);
                double ready = known.stream()
                        .mapToDouble(parent -> own.get(parent).completed())
                        .max()
                        .orElse(job.submitted());
                lags.put(stage.id(), Math.max(0, stage.submitted() - ready) + launchLag(stage));
            }
        }
    }

    Trace trace() {
        return trace;
    }

    List<JobGraph.Node> nodes() {
        return nodes;
    }

    /** The stage's parents within its job; others were done before and their output was used again. */
    List<Integer> parents(StageTrace stage) {
        return parents.get(stage.id());
    }

    /** Seconds from a stage's parents being done to its first task. */
    double lag(StageTrace stage) {
        return lags.get(stage.id());
    }

    double completionLag(StageTrace stage) {
        return stage.completed() - stage.lastFinish();
    }

    double endLag(JobTrace job) {
        double last =
                job.stages().stream().mapToDouble(StageTrace::completed).max().orElse(job.ended());
        return Math.max(0, job.ended() - last);
    }

    /** The scheduler's own time before the first task; none where the stage may have waited for slots. */
    private double launchLag(StageTrace stage) {
        double firstExecutor = trace.executorStarts().stream()
                .mapToDouble(Double::doubleValue)
                .min()
                .orElse(0);
        boolean othersRan = trace.stages()
                .anyMatch(other -> other.id() != stage.id()
                        && other.firstLaunch() < stage.firstLaunch()
                        && other.lastFinish() > stage.submitted());
        return othersRan ? 0 : Math.max(0, stage.firstLaunch() - Math.max(stage.submitted(), firstExecutor));
    }

    /** Runs of Scanline by the command that they ran. */
    Map<String, Set<String>> runsByCommand() {
        Map<String, Set<String>> runs = new HashMap<>();
        trace.jobs().stream().filter(job -> !job.run().isEmpty()).forEach(job -> runs.computeIfAbsent(
                        job.command(), command -> new HashSet<>())
                .add(job.run()));
        return runs;
    }
}
