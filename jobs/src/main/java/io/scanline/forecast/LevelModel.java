package io.scanline.forecast;

import io.scanline.stats.Smoothing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The level of a series that calendar effects were taken out of: a small grid of smoothing models, judged by the error of
 * their means over the horizon at weekly origins of the last year; the mean of the best three is the level.
 */
final class LevelModel {
    private static final int BEST = 3;
    private static final int JUDGED_DAYS = 364;
    private static final int DAYS_A_JUDGED_ORIGIN = 7;
    private static final int FEWEST_ORIGINS = 4;
    private static final double ERROR_HALF_LIFE_DAYS = 182;

    /** One smoothing model of the grid: what it is called, and what it expects after each day. */
    private interface Candidate {
        double[] path(double[] x, int horizon);
    }

    private record Named(String name, Candidate candidate) {}

    private static final List<Named> ITEMS = List.of(
            simple(0.01),
            simple(0.03),
            simple(0.06),
            simple(0.1),
            simple(0.2),
            new Named("tsb-0.03", (x, horizon) -> Smoothing.intermittent(x, 0.05, 0.03)),
            new Named("tsb-0.1", (x, horizon) -> Smoothing.intermittent(x, 0.05, 0.1)),
            new Named("trend-0.05", (x, horizon) -> Smoothing.dampedTrend(x, 0.05, 0.002, 0.98, horizon)));

    private static final List<Named> DEPARTMENTS = List.of(
            simple(0.03),
            simple(0.1),
            new Named("trend-0.1/0.005", (x, horizon) -> Smoothing.dampedTrend(x, 0.1, 0.005, 0.99, horizon)),
            new Named("trend-0.1/0.01", (x, horizon) -> Smoothing.dampedTrend(x, 0.1, 0.01, 0.98, horizon)));

    private final List<Named> grid;
    private final int horizon;

    private LevelModel(List<Named> grid, int horizon) {
        this.grid = grid;
        this.horizon = horizon;
    }

    static LevelModel ofItems(int horizon) {
        return new LevelModel(ITEMS, horizon);
    }

    static LevelModel ofDepartments(int horizon) {
        return new LevelModel(DEPARTMENTS, horizon);
    }

    /**
     * @param path expected mean per day over the horizon after each day; the last one is the forecast
     * @param models names of the models behind it, best first
     */
    record Level(double[] path, String models) {
        double last() {
            return path.length == 0 || Double.isNaN(path[path.length - 1]) ? 0 : path[path.length - 1];
        }
    }

    /** @param x demand by day with calendar effects taken out, from the first day on; NaN where unknown */
    Level fit(double[] x) {
        List<double[]> paths =
                grid.stream().map(named -> named.candidate().path(x, horizon)).toList();
        List<Integer> best = best(x, paths);
        double[] mean = new double[x.length];
        List<String> names = new ArrayList<>();
        for (int c : best) {
            double[] path = paths.get(c);
            names.add(grid.get(c).name());
            for (int t = 0; t < mean.length; t++) {
                mean[t] += path[t] / best.size();
            }
        }
        return new Level(mean, String.join("+", names));
    }

    private List<Integer> best(double[] x, List<double[]> paths) {
        double[] actual = Smoothing.meanAfter(x, horizon);
        double[] error = new double[paths.size()];
        int origins = 0;
        int last = x.length - 1 - horizon;
        for (int t = last;
                t >= Math.max(last - JUDGED_DAYS, Math.min(2 * horizon, x.length / 2));
                t -= DAYS_A_JUDGED_ORIGIN) {
            if (Double.isNaN(actual[t])) {
                continue;
            }
            origins++;
            double weight = Math.pow(0.5, (last - t) / ERROR_HALF_LIFE_DAYS);
            for (int c = 0; c < error.length; c++) {
                double miss = paths.get(c)[t] - actual[t];
                error[c] += Double.isNaN(miss) ? 0 : weight * miss * miss;
            }
        }
        List<Integer> order = new ArrayList<>();
        for (int c = 0; c < error.length; c++) {
            order.add(c);
        }
        if (origins < FEWEST_ORIGINS) {
            return order;
        }
        order.sort(Comparator.comparingDouble(c -> error[c]));
        return order.subList(0, BEST);
    }

    private static Named simple(double alpha) {
        return new Named("ses-" + alpha, (x, horizon) -> Smoothing.simple(x, alpha));
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        if (n == 0) {
            return 0;
        }
        return n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
    }
}
