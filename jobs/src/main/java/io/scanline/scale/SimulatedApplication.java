package io.scanline.scale;

import io.scanline.stats.Robust;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/**
 * What every simulation of one recorded application needs: the order of its jobs and stages, the lags of its driver, and what its
 * stages take to warm up.
 */
final class SimulatedApplication {
    private final Trace trace;
    private final List<JobGraph.Node> nodes;
    private final Map<Integer, List<Integer>> parents = new HashMap<>();
    private final Map<Integer, Double> lags = new HashMap<>();
    private final Map<Integer, double[]> warmUps = new HashMap<>();
    private final Map<Integer, Double> fixedShares = new HashMap<>();

    SimulatedApplication(Trace trace, StepGrowth growth) {
        this.trace = trace;
        this.nodes = new JobGraph(trace).nodes();
        double share = typicalShare(trace);
        trace.stages().forEach(stage -> warmUps.put(stage.id(), warmUp(stage, share)));
        for (JobTrace job : trace.jobs()) {
            growth.fixedShare(job)
                    .ifPresent(fixed -> job.stages().forEach(stage -> fixedShares.put(stage.id(), fixed)));
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

    private double[] warmUp(StageTrace stage, double share) {
        double[] own = stage.warmUp(trace.slots());
        return own == null ? new double[] {share * stage.turn(0, trace.slots())} : own;
    }

    /** Of a slot's first task, what it takes to warm up; 0 where no stage tells. */
    private static double typicalShare(Trace trace) {
        double[] shares = trace.stages()
                .filter(stage -> stage.turn(0, trace.slots()) > 0)
                .flatMapToDouble(stage -> {
                    double[] own = stage.warmUp(trace.slots());
                    return own == null
                            ? DoubleStream.empty()
                            : DoubleStream.of(Math.min(1, Arrays.stream(own).sum() / stage.turn(0, trace.slots())));
                })
                .toArray();
        return shares.length == 0 ? 0 : Robust.median(shares, shares.length);
    }

    Trace trace() {
        return trace;
    }

    /**
     * Seconds that a slot's first tasks in a stage need besides their work, the first, the second and so on. Of a stage whose tasks
     * are too few to tell, the share of the first that the application's other stages have in the median.
     */
    double[] warmUp(StageTrace stage) {
        return warmUps.get(stage.id());
    }

    /**
     * Seconds of a stage's work at another volume.
     *
     * @param recorded those at the recorded one, without what warming up takes
     */
    double work(StageTrace stage, double recorded, double volume) {
        Double fixed = fixedShares.get(stage.id());
        if (fixed == null) {
            return recorded * volume;
        }
        double grown = stage.taskSeconds() * (fixed + (1 - fixed) * volume);
        return Math.max(0, grown - (stage.taskSeconds() - recorded));
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
}
