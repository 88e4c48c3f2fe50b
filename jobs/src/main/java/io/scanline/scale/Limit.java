package io.scanline.scale;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What kept executors from working: a step of a job, why, and what it cost.
 *
 * @param idleSeconds seconds of slots that stood idle for it
 * @param share of all slots' time of the job
 */
public record Limit(String job, String step, Cause cause, double idleSeconds, double share) {
    private static final double SKEWED = 3;
    private static final double SHUFFLING = 0.3;

    public String sentence() {
        return String.format(
                Locale.ROOT,
                "%s, %.0f%% of its slots' time: %s. Mend: %s.",
                step,
                100 * share,
                cause.reason(),
                cause.mend());
    }

    /** What limits a job most; the steps and causes of one job add up to its idle time. */
    static List<Limit> of(Trace trace, Timeline timeline, int slots, String command) {
        Map<String, Map<Cause, Double>> idle = new TreeMap<>();
        double total = 0;
        for (Map.Entry<String, List<JobTrace>> run : trace.jobsByRun().entrySet()) {
            List<JobTrace> jobs = run.getValue();
            if (jobs.isEmpty() || !jobs.get(0).command().equals(command)) {
                continue;
            }
            total += timeline.wall(run.getKey()) * slots;
            add(idle, jobs, timeline, run.getKey(), slots);
        }
        double all = Math.max(total, 1e-9);
        return idle.entrySet().stream()
                .flatMap(step -> step.getValue().entrySet().stream()
                        .map(cause -> new Limit(
                                command, step.getKey(), cause.getKey(), cause.getValue(), cause.getValue() / all)))
                .sorted(Comparator.comparingDouble(Limit::idleSeconds).reversed())
                .toList();
    }

    /** Walks through a run stage by stage: before each the driver alone, within it the slots that had nothing to do. */
    private static void add(
            Map<String, Map<Cause, Double>> idle, List<JobTrace> jobs, Timeline timeline, String run, int slots) {
        List<Part> parts = jobs.stream()
                .flatMap(job -> job.stages().stream().map(stage -> new Part(job, stage, timeline.stage(stage.id()))))
                .sorted(Comparator.comparingDouble(part -> part.span().start()))
                .toList();
        double reached = timeline.start(run);
        for (Part part : parts) {
            charge(idle, part.step(), Cause.DRIVER, slots * (part.span().start() - reached));
            double fresh = part.span().end() - Math.max(reached, part.span().start());
            double share = part.span().seconds() <= 0
                    ? 0
                    : Math.max(0, fresh) / part.span().seconds();
            double unused = slots * part.span().seconds() - part.span().busy();
            charge(idle, part.step(), part.cause(slots), unused * share);
            reached = Math.max(reached, part.span().end());
        }
        if (!parts.isEmpty()) {
            charge(idle, parts.get(parts.size() - 1).step(), Cause.DRIVER, slots * (timeline.end(run) - reached));
        }
    }

    private static void charge(Map<String, Map<Cause, Double>> idle, String step, Cause cause, double seconds) {
        if (seconds > 0) {
            idle.computeIfAbsent(step, none -> new EnumMap<>(Cause.class)).merge(cause, seconds, Double::sum);
        }
    }

    private record Part(JobTrace job, StageTrace stage, Timeline.Span span) {
        String step() {
            return job.step();
        }

        Cause cause(int slots) {
            if (stage.skew() >= SKEWED && span.longest() > span.seconds() / 2 && span.tasks() > 1) {
                return Cause.SKEW;
            }
            if (span.tasks() < slots) {
                return Cause.TOO_FEW_TASKS;
            }
            StageCost cost = stage.cost();
            if (cost.fetchWait() + cost.shuffleWrite() > SHUFFLING * cost.run()) {
                return Cause.SHUFFLE;
            }
            return span.tasks() < 4 * slots ? Cause.TOO_FEW_TASKS : Cause.LAST_WAVE;
        }
    }
}
