package io.scanline.scale;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How much repeats of the same run differ. */
final class Scatter {
    /** What is taken where no run was repeated. */
    static final double UNKNOWN = 0.1;

    private Scatter() {}

    /** Standard deviation of log wall within each number of executors, pooled. */
    static double of(List<MeasuredRun> runs) {
        Map<Integer, List<Double>> logs = runs.stream()
                .collect(Collectors.groupingBy(
                        MeasuredRun::executors,
                        Collectors.mapping(run -> Math.log(run.wallOfAll()), Collectors.toList())));
        double squares = 0;
        int freedom = 0;
        for (List<Double> group : logs.values()) {
            double mean =
                    group.stream().mapToDouble(Double::doubleValue).average().orElse(0);
            squares += group.stream()
                    .mapToDouble(log -> (log - mean) * (log - mean))
                    .sum();
            freedom += group.size() - 1;
        }
        return freedom == 0 ? UNKNOWN : Math.sqrt(squares / freedom);
    }
}
