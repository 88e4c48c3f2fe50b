package io.scanline.scale;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which jobs of Spark the driver waited for before it submitted another, and what it did alone in between. A job waits for all
 * jobs of its run that had ended when it was submitted; the first of a run waits for all that had ended when the run began. Jobs
 * that were under way at that time run beside it.
 */
final class JobGraph {
    /**
     * @param waitsFor indexes of jobs, those left out that others of them waited for
     * @param gap seconds of the driver between the last of them, or executors being there, and the job
     * @param leadIn seconds of its run before the job; 0 but for the first of a run
     */
    record Node(JobTrace job, List<Integer> waitsFor, double gap, double leadIn, boolean firstOfRun) {}

    private final List<Node> nodes = new ArrayList<>();

    JobGraph(Trace trace) {
        double ready = trace.waitsForExecutors()
                ? trace.executorStarts().stream()
                        .mapToDouble(Double::doubleValue)
                        .max()
                        .orElse(0)
                : 0;
        Set<String> begun = new HashSet<>();
        for (JobTrace job : trace.jobs()) {
            boolean first = begun.add(job.run());
            double runStart = trace.runStarts().getOrDefault(job.run(), job.submitted());
            List<Integer> waitsFor = waitsFor(trace.jobs(), job, first, first ? runStart : job.submitted());
            double since = waitsFor.stream()
                    .mapToDouble(i -> trace.jobs().get(i).ended())
                    .max()
                    .orElse(ready);
            double gap = Math.max(0, job.submitted() - since);
            nodes.add(new Node(job, waitsFor, gap, first ? job.submitted() - runStart : 0, first));
        }
    }

    List<Node> nodes() {
        return nodes;
    }

    private static List<Integer> waitsFor(List<JobTrace> jobs, JobTrace job, boolean first, double when) {
        List<Integer> ended = new ArrayList<>();
        double lastSubmitted = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < jobs.size(); i++) {
            JobTrace other = jobs.get(i);
            if (other.id() < job.id()
                    && other.ended() <= when
                    && (first || other.run().equals(job.run()))) {
                ended.add(i);
                lastSubmitted = Math.max(lastSubmitted, other.submitted());
            }
        }
        double limit = lastSubmitted;
        // one that ended before another of them was submitted is waited for through that one;
        // the last one may have no tasks, and end when it was submitted
        return ended.stream()
                .filter(i -> jobs.get(i).ended() > limit || jobs.get(i).submitted() >= limit)
                .toList();
    }
}
