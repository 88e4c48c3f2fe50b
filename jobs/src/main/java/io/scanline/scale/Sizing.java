package io.scanline.scale;

import io.scanline.table.ScaleRuns;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The fewest executors that keep a deadline, nine times of ten. */
final class Sizing {
    static final int MOST = 4096;

    private static final double HARDLY = 1.05;
    private static final double SECONDS_AN_HOUR = 3600;
    private static final long HALF_GIGABYTE = 500_000_000;

    /** A standard normal variable stays below it nine times of ten. */
    private static final double P90 = 1.2816;

    /** Hash maps and sorters take memory by pages of up to 64 MB. */
    private static final double PAGE = 64 << 20;

    private final Model model;
    private final double scatter;
    private final Demand demand;
    private final ToDoubleFunction<Map<String, Double>> wallOfAll;
    private final Map<Integer, Double> startUps = new HashMap<>();
    private final Map<Integer, Double> walls = new HashMap<>();

    /** Of the whole chain. */
    Sizing(Model model, double scatter, Demand demand) {
        this(model, scatter, demand, walls -> walls.get(ScaleRuns.CHAIN));
    }

    /** @param wallOfAll the wall that is to keep the deadline, of walls by job */
    Sizing(Model model, double scatter, Demand demand, ToDoubleFunction<Map<String, Double>> wallOfAll) {
        this.model = model;
        this.scatter = scatter;
        this.demand = demand;
        this.wallOfAll = wallOfAll;
    }

    /** @return fewest executors; {@link #MOST} doubled where not even those keep it */
    int executors(double deadlineSeconds) {
        int tooFew = 0;
        int enough = 1;
        while (enough <= MOST && p90(enough) > deadlineSeconds) {
            tooFew = enough;
            enough *= 2;
        }
        if (enough > MOST) {
            return enough;
        }
        while (enough - tooFew > 1) {
            int middle = (tooFew + enough) / 2;
            if (p90(middle) > deadlineSeconds) {
                tooFew = middle;
            } else {
                enough = middle;
            }
        }
        return enough;
    }

    /** Fewest executors, by doublings, that are hardly slower than the most. */
    int useful() {
        int executors = 1;
        while (executors < MOST && p50(executors) > HARDLY * p50(MOST)) {
            executors *= 2;
        }
        return executors;
    }

    /** Start-up included, as it mostly goes. */
    double p50(int executors) {
        return startUp(executors) + wall(executors);
    }

    double p90(int executors) {
        return startUp(executors) + wall(executors) * Math.exp(P90 * scatter);
    }

    private double startUp(int executors) {
        return startUps.computeIfAbsent(executors, model::startUp);
    }

    private double wall(int executors) {
        return walls.computeIfAbsent(executors, n -> wallOfAll.applyAsDouble(model.walls(n, demand::of)));
    }

    /** Cores of an executor. */
    int cores() {
        return model.applications().get(0).trace().coresPerExecutor();
    }

    double coreHours(int executors) {
        return executors * cores() * p50(executors) / SECONDS_AN_HOUR;
    }

    /**
     * Memory of one executor for its tasks, bytes: what the hungriest held, grown with its share of the data. Half gigabytes, of
     * which an executor has two at least.
     */
    long memory(int executors) {
        double peak = model.applications().stream()
                .mapToDouble(application -> peak(application, executors))
                .max()
                .orElse(0);
        // Spark reserves 300 MB and leaves 60% of the rest to execution and storage
        long bytes = (long) (300e6 + cores() * peak / 0.6);
        return Math.max(2 * HALF_GIGABYTE, (bytes + HALF_GIGABYTE - 1) / HALF_GIGABYTE * HALF_GIGABYTE);
    }

    private double peak(SimulatedApplication application, int executors) {
        Trace trace = application.trace();
        return trace.jobs().stream()
                .filter(job -> !job.overLog())
                .mapToDouble(job -> {
                    double volume = demand.of(job.command());
                    TaskSplit split = new TaskSplit(application, volume, executors * trace.coresPerExecutor());
                    return job.stages().stream()
                            .mapToDouble(stage ->
                                    grown(stage.cost().peakMemory(), volume * stage.tasks() / split.tasks(stage)))
                            .max()
                            .orElse(0);
                })
                .max()
                .orElse(0);
    }

    /** What a task holds beyond the one page that even the smallest takes. */
    private static double grown(long bytes, double share) {
        double page = Math.min(bytes, PAGE);
        return page + (bytes - page) * Math.max(1, share);
    }

    /** The longest single task, which no executor shortens. */
    double longestTask(int executors) {
        return model.applications().stream()
                .flatMap(application -> application.trace().jobs().stream()
                        .filter(job -> !job.overLog())
                        .flatMap(job -> job.stages().stream().map(stage -> new TaskSplit(
                                        application,
                                        demand.of(job.command()),
                                        executors * application.trace().coresPerExecutor())
                                .seconds(stage))))
                .mapToDouble(seconds -> Arrays.stream(seconds).max().orElse(0))
                .max()
                .orElse(0);
    }
}
