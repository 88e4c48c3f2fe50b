package io.scanline.scale;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * One run of an application on other executors or with another volume, event by event, as Spark's FIFO scheduler would run it:
 * jobs as the driver submits them, stages once their parents are done, tasks in their order as slots fall free.
 *
 * <p>Driver time between jobs, and the lags of its scheduler, are as recorded. The cost is tasks x log(slots).
 */
final class Simulation {
    private record Moment(double time, long order, Runnable happens) implements Comparable<Moment> {
        @Override
        public int compareTo(Moment other) {
            int byTime = Double.compare(time, other.time);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    private final class Stage {
        private final StageTrace trace;
        private final int job;
        private final double[] seconds;
        private int launched;
        private int finished;
        private double start;

        private Stage(StageTrace trace, int job, double[] seconds) {
            this.trace = trace;
            this.job = job;
            this.seconds = seconds;
        }
    }

    private final SimulatedApplication application;
    private final PriorityQueue<Moment> moments = new PriorityQueue<>();
    private final TreeMap<Integer, Stage> waiting = new TreeMap<>();
    private final Set<Integer> doneStages = new HashSet<>();
    private final Map<Integer, Integer> openStages = new HashMap<>();
    private final boolean[] jobEnded;
    private final boolean[] jobDue;
    private final Timeline timeline = new Timeline();
    private final List<Double> arrivals;
    private final ToDoubleFunction<String> volume;
    private final Random dice;
    private final int slots;
    private long moment;
    private int free;
    private double now;

    private Simulation(SimulatedApplication application, int executors, ToDoubleFunction<String> volume, Random dice) {
        this.application = application;
        this.volume = volume;
        this.dice = dice;
        this.slots = executors * application.trace().coresPerExecutor();
        this.arrivals = arrivals(application.trace().executorStarts(), executors);
        this.jobEnded = new boolean[application.nodes().size()];
        this.jobDue = new boolean[application.nodes().size()];
    }

    /**
     * @param volume each command's volume as a multiple of the recorded one
     * @param dice draws tasks anew from the recorded ones; null takes them as they were
     */
    static Timeline run(SimulatedApplication application, int executors, ToDoubleFunction<String> volume, Random dice) {
        return new Simulation(application, executors, volume, dice).run();
    }

    /** Executors beyond the recorded ones come as those did: they start beside each other. */
    private static List<Double> arrivals(List<Double> recorded, int executors) {
        List<Double> arrivals = new ArrayList<>();
        for (int i = 0; i < executors; i++) {
            arrivals.add(recorded.isEmpty() ? 0.0 : recorded.get(i % recorded.size()));
        }
        return arrivals;
    }

    private Timeline run() {
        for (double arrival : arrivals) {
            at(arrival, () -> free += application.trace().coresPerExecutor());
        }
        double ready = application.trace().waitsForExecutors()
                ? arrivals.stream().mapToDouble(Double::doubleValue).max().orElse(0)
                : 0;
        submitDue(ready);
        while (!moments.isEmpty()) {
            Moment next = moments.poll();
            now = next.time();
            next.happens().run();
            launch();
        }
        return timeline;
    }

    private void at(double time, Runnable happens) {
        moments.add(new Moment(time, moment++, happens));
    }

    /** Jobs for which nothing has to be waited any more follow once the driver has done its part. */
    private void submitDue(double since) {
        for (int i = 0; i < jobEnded.length; i++) {
            JobGraph.Node node = application.nodes().get(i);
            if (!jobDue[i] && node.waitsFor().stream().allMatch(other -> jobEnded[other])) {
                jobDue[i] = true;
                int job = i;
                at(since + node.gap(), () -> submit(job));
            }
        }
    }

    private void submit(int index) {
        JobGraph.Node node = application.nodes().get(index);
        JobTrace job = node.job();
        span(job.run(), now - node.leadIn(), now);
        openStages.put(index, job.stages().size());
        if (job.stages().isEmpty()) {
            at(now + job.ended() - job.submitted(), () -> end(index));
        }
        for (StageTrace stage : job.stages()) {
            if (application.parents(stage).isEmpty()) {
                at(now + application.lag(stage), () -> ready(stage, index));
            }
        }
    }

    private void ready(StageTrace stage, int job) {
        JobTrace trace = application.nodes().get(job).job();
        double factor = trace.overLog() ? 1 : volume.applyAsDouble(trace.command());
        TaskSplit split = new TaskSplit(
                application, factor, trace.overLog() ? application.trace().slots() : slots);
        double[] seconds = dice == null ? split.seconds(stage) : split.drawn(stage, dice);
        waiting.put(stage.id(), new Stage(stage, job, seconds));
    }

    private void launch() {
        while (free > 0 && !waiting.isEmpty()) {
            Stage stage = waiting.firstEntry().getValue();
            if (stage.launched == 0) {
                stage.start = now;
            }
            free--;
            at(now + stage.seconds[stage.launched++], () -> finish(stage));
            if (stage.launched == stage.seconds.length) {
                waiting.remove(stage.trace.id());
            }
        }
    }

    private void finish(Stage stage) {
        free++;
        if (++stage.finished < stage.seconds.length) {
            return;
        }
        double busy = Arrays.stream(stage.seconds).sum();
        double longest = Arrays.stream(stage.seconds).max().orElse(0);
        timeline.stage(stage.trace.id(), new Timeline.Span(stage.start, now, busy, stage.seconds.length, longest));
        at(now + application.completionLag(stage.trace), () -> complete(stage));
    }

    private void complete(Stage stage) {
        doneStages.add(stage.trace.id());
        JobTrace job = application.nodes().get(stage.job).job();
        for (StageTrace child : job.stages()) {
            List<Integer> parents = application.parents(child);
            if (parents.contains(stage.trace.id()) && doneStages.containsAll(parents)) {
                at(now + application.lag(child), () -> ready(child, stage.job));
            }
        }
        if (openStages.merge(stage.job, -1, Integer::sum) == 0) {
            at(now + application.endLag(job), () -> end(stage.job));
        }
    }

    private void end(int index) {
        jobEnded[index] = true;
        span(application.nodes().get(index).job().run(), now, now);
        submitDue(now);
    }

    private void span(String run, double start, double end) {
        if (!run.isEmpty()) {
            timeline.run(run, start, end);
        }
    }
}
