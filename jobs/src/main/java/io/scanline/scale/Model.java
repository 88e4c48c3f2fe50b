package io.scanline.scale;

import io.scanline.table.ScaleRuns;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * What the recorded run says of others: walls by job for any number of executors and any volume.
 *
 * <p>What the simulation of the recorded run itself leaves unexplained is added to every answer as it is, as if no executor could
 * shorten it.
 */
final class Model {
    private static final int DRAWS = 100;
    private static final long SEED = 20260702;

    private final List<SimulatedApplication> applications;
    private final Map<String, Double> unexplained = new TreeMap<>();

    /** @param p50 wall that half of the runs keep, seconds */
    record Prediction(double p50, double p90) {}

    /** Of one run alone; {@code traces} are one per command, in the order in which they ran. */
    Model(List<Trace> traces) {
        this(traces, StepGrowth.UNKNOWN);
    }

    /** @param growth what runs with other volumes tell of how the steps grow */
    Model(List<Trace> traces, StepGrowth growth) {
        this.applications = traces.stream()
                .map(trace -> new SimulatedApplication(trace, growth))
                .toList();
        Map<String, Double> simulated = walls(timelines(executors(), command -> 1, null));
        Map<String, Double> measured = measured(traces);
        measured.forEach((job, wall) -> unexplained.put(job, wall - simulated.get(job)));
    }

    /** Walls by job as the traces have them; {@link ScaleRuns#CHAIN} for all together. */
    static Map<String, Double> measured(List<Trace> traces) {
        Map<String, Double> walls = new TreeMap<>();
        for (Trace trace : traces) {
            trace.runsByCommand()
                    .forEach(
                            (command, runs) -> runs.forEach(run -> walls.merge(command, trace.wall(run), Double::sum)));
            walls.merge(ScaleRuns.CHAIN, trace.wallOfAll(), Double::sum);
        }
        return walls;
    }

    /** Commands that the traces are of, and the chain of them. */
    static Set<String> jobs(List<Trace> traces) {
        return measured(traces).keySet();
    }

    int executors() {
        return applications.get(0).trace().executors();
    }

    /** Simulated walls by job, every task as it was recorded. */
    Map<String, Double> walls(int executors, ToDoubleFunction<String> volume) {
        return explained(walls(timelines(executors, volume, null)));
    }

    /**
     * Walls by job with how sure they are: tasks are drawn anew from the recorded ones, and whole runs scatter as repeats did.
     *
     * @param scatter standard deviation of log wall between repeats
     */
    Map<String, Prediction> predict(int executors, ToDoubleFunction<String> volume, double scatter) {
        Random dice = new Random(SEED);
        Map<String, double[]> draws = new TreeMap<>();
        for (int draw = 0; draw < DRAWS; draw++) {
            double luck = Math.exp(scatter * dice.nextGaussian());
            int at = draw;
            explained(walls(timelines(executors, volume, dice)))
                    .forEach((job, wall) -> draws.computeIfAbsent(job, none -> new double[DRAWS])[at] = wall * luck);
        }
        Map<String, Prediction> predictions = new LinkedHashMap<>();
        draws.forEach((job, walls) -> predictions.put(job, quantiles(walls)));
        return predictions;
    }

    private static Prediction quantiles(double[] walls) {
        double[] sorted = walls.clone();
        Arrays.sort(sorted);
        return new Prediction((sorted[DRAWS / 2 - 1] + sorted[DRAWS / 2]) / 2, sorted[DRAWS * 9 / 10]);
    }

    List<Timeline> timelines(int executors, ToDoubleFunction<String> volume, Random dice) {
        return applications.stream()
                .map(application -> Simulation.run(application, executors, volume, dice))
                .toList();
    }

    /** Seconds before the first run of each application: session and executors. */
    double startUp(int executors) {
        return timelines(executors, command -> 1, null).stream()
                .mapToDouble(Timeline::firstStart)
                .sum();
    }

    private Map<String, Double> walls(List<Timeline> timelines) {
        Map<String, Double> walls = new TreeMap<>();
        for (int i = 0; i < timelines.size(); i++) {
            Timeline timeline = timelines.get(i);
            applications
                    .get(i)
                    .trace()
                    .runsByCommand()
                    .forEach((command, runs) ->
                            runs.forEach(run -> walls.merge(command, timeline.wall(run), Double::sum)));
            walls.merge(ScaleRuns.CHAIN, timeline.wallOfAll(), Double::sum);
        }
        return walls;
    }

    private Map<String, Double> explained(Map<String, Double> walls) {
        walls.replaceAll((job, wall) -> Math.max(0, wall + unexplained.getOrDefault(job, 0.0)));
        return walls;
    }

    /** Seconds of a job's recorded wall that the simulation does not reproduce; negative where it has too many. */
    double unexplained(String job) {
        return unexplained.get(job);
    }

    List<SimulatedApplication> applications() {
        return applications;
    }
}
