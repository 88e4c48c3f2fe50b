package io.scanline.scale;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** What gives way first in a grown chain, and what mends it. */
final class Weakness {
    private static final int SHOWN = 3;
    private static final double TASK_BYTES = 512e6;
    private static final double TASK_MEMORY = 4e9;

    private final Model model;
    private final Sizing sizing;
    private final Demand demand;
    private final int executors;
    private final double deadline;

    Weakness(Model model, Sizing sizing, Demand demand, int executors, double deadline) {
        this.model = model;
        this.sizing = sizing;
        this.demand = demand;
        this.executors = executors;
        this.deadline = deadline;
    }

    List<String> sentences() {
        List<String> found = new ArrayList<>();
        double longest = sizing.longestTask(executors);
        if (longest > deadline / 4) {
            found.add("one task alone takes " + PlanResult.time(longest)
                    + ", which no executor shortens: split its key or its file");
        }
        if (sizing.memory(executors) > TASK_MEMORY) {
            found.add(String.format(
                    Locale.ROOT,
                    "an executor needs %.1f GB for its tasks: cut them finer",
                    sizing.memory(executors) / 1e9));
        }
        found.addAll(coarseShuffles());
        limits().forEach(limit -> found.add(limit.sentence()));
        return found.subList(0, Math.min(SHOWN + 2, found.size()));
    }

    /** Shuffles at the most partitions that the session allows, with more in each than a task should hold. */
    private Set<String> coarseShuffles() {
        Set<String> found = new TreeSet<>();
        for (SimulatedApplication application : model.applications()) {
            Trace trace = application.trace();
            for (JobTrace job : trace.jobs()) {
                double volume = demand.of(job.command());
                TaskSplit split = new TaskSplit(application, volume, executors * trace.coresPerExecutor());
                job.stages().stream()
                        .filter(stage -> stage.cost().shuffleReadBytes() * volume / split.tasks(stage) > TASK_BYTES)
                        .forEach(stage -> found.add(String.format(
                                Locale.ROOT,
                                "%s shuffles %.1f GB into a task: raise spark.sql.shuffle.partitions, %d in the recorded run",
                                job.step(),
                                stage.cost().shuffleReadBytes() * volume / split.tasks(stage) / 1e9,
                                trace.shufflePartitions())));
            }
        }
        return found;
    }

    private List<Limit> limits() {
        List<Timeline> timelines = model.timelines(executors, demand::of, null);
        List<Limit> limits = new ArrayList<>();
        for (int i = 0; i < timelines.size(); i++) {
            SimulatedApplication application = model.applications().get(i);
            int slots = executors * application.trace().coresPerExecutor();
            for (String command : application.trace().runsByCommand().keySet()) {
                limits.addAll(Limit.of(application.trace(), timelines.get(i), slots, command));
            }
        }
        return limits.stream()
                .sorted(Comparator.comparingDouble(Limit::idleSeconds).reversed())
                .limit(SHOWN)
                .toList();
    }
}
