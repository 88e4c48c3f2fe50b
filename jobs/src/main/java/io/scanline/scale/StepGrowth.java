package io.scanline.scale;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What of each step's task time does not grow with the volume, as two recorded runs of the same jobs tell: that compiling takes, and
 * what is read and written whatever the volume. One run alone tells only what its first tasks took longer than its later ones.
 */
final class StepGrowth {
    static final StepGrowth UNKNOWN = new StepGrowth(Map.of());

    /** Runs closer to each other tell more of chance than of volume. */
    private static final double APART = 2;

    private final Map<String, Map<String, Double>> fixedShares;

    /** @param fixedShares by command and step */
    private StepGrowth(Map<String, Map<String, Double>> fixedShares) {
        this.fixedShares = fixedShares;
    }

    /** Between a run and, job by job, the one among others that is nearest in volume of those with half of it, twice, or farther. */
    static StepGrowth of(RecordedRun run, List<RecordedRun> others) {
        List<RecordedRun> alike = others.stream()
                .filter(other -> other.executors() == run.executors() && other.isLike(run))
                .toList();
        Map<String, Map<String, Double>> shares = new HashMap<>();
        for (String command : run.jobs()) {
            nearest(run, command, alike).ifPresent(other -> shares.put(command, fixedShares(command, run, other)));
        }
        return new StepGrowth(shares);
    }

    private static Map<String, Double> fixedShares(String command, RecordedRun run, RecordedRun other) {
        double volume = other.lines(command) / (double) run.lines(command);
        Map<String, Double> then = other.taskSecondsByStep(command);
        Map<String, Double> shares = new HashMap<>();
        run.taskSecondsByStep(command).forEach((step, seconds) -> {
            if (then.containsKey(step) && seconds > 0) {
                double ratio = then.get(step) / seconds;
                shares.put(step, Math.max(0, Math.min(1, (ratio - volume) / (1 - volume))));
            }
        });
        return shares;
    }

    private static Optional<RecordedRun> nearest(RecordedRun run, String command, List<RecordedRun> others) {
        Comparator<RecordedRun> byDistance = Comparator.comparingDouble(other -> distance(run, other, command));
        return others.stream()
                .filter(other -> distance(run, other, command) >= Math.log(APART))
                .filter(other -> Double.isFinite(distance(run, other, command)))
                .min(byDistance);
    }

    private static double distance(RecordedRun run, RecordedRun other, String command) {
        return Math.abs(Math.log(other.lines(command) / (double) run.lines(command)));
    }

    /** The share of the recorded task time; empty where no two runs tell. */
    OptionalDouble fixedShare(JobTrace job) {
        Double share = fixedShares.getOrDefault(job.command(), Map.of()).get(job.step());
        return share == null ? OptionalDouble.empty() : OptionalDouble.of(share);
    }
}
