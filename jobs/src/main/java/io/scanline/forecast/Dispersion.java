package io.scanline.forecast;

import io.scanline.stats.Accuracy;
import io.scanline.stats.NegativeBinomial;
import java.util.Arrays;
import java.util.List;

/**
 * How far demand strays from its forecast, for the items of one department: f in {@code Var = m + f m^2}, per item from
 * forecasts made {@link #LAG} days before, shrunk to the department, and then scaled per velocity group to the value whose
 * quantiles had the smallest pinball loss.
 */
final class Dispersion {
    /** Days between a forecast that is held against demand and its day. */
    static final int LAG = 21;
    /** Days before the origin whose demand is held against its forecasts. */
    static final int DAYS = 182;

    private static final int CALIBRATED_DAYS = 91;
    private static final int DAYS_A_CALIBRATED_ONE = 4;
    private static final double SHRINK_UNITS = 40;
    private static final double LARGEST = 25;
    private static final double WITHOUT_EVIDENCE = 1;
    /** Upper bounds of expected units a day; items of like velocity miss in like ways. */
    private static final double[] VELOCITY = {0.2, 0.5, 1, 3, 10, Double.POSITIVE_INFINITY};

    private static final double[] SCALES = {0.35, 0.5, 0.7, 1, 1.4, 2};
    private static final double[] PROBABILITIES = {0.05, 0.25, 0.5, 0.75, 0.95};
    private static final int FEWEST_SAMPLES = 200;

    private final double department;
    private final double[] scale = new double[VELOCITY.length];

    /** How demand strayed from what had been expected of it, over days. */
    static final class Evidence {
        /** Sum of squared misses less their means: what a Poisson would not miss by. */
        private double excess;

        private double squares;
        private double units;

        void add(double mean, double demand) {
            excess += (demand - mean) * (demand - mean) - mean;
            squares += mean * mean;
            units += mean;
        }

        double dispersion() {
            return of(excess, squares);
        }
    }

    /** @param items fitted items of one department; units of weighed ones are portions */
    Dispersion(List<ItemModel> items, int history) {
        double excess = 0;
        double squares = 0;
        for (ItemModel item : items) {
            Evidence evidence = evidence(item, history);
            excess += evidence.units == 0 ? 0 : evidence.excess / evidence.units;
            squares += evidence.units == 0 ? 0 : evidence.squares / evidence.units;
        }
        department = of(excess, squares);
        calibrate(items, history);
    }

    private static double of(double excess, double squares) {
        return squares > 0 ? Math.max(0, Math.min(LARGEST, excess / squares)) : WITHOUT_EVIDENCE;
    }

    double ofDepartment() {
        return department;
    }

    /** f of one item, calibrated for its velocity. */
    double of(ItemModel item, int history) {
        return raw(item, history) * scale[group(item.level() / item.series().portion())];
    }

    private double raw(ItemModel item, int history) {
        Evidence evidence = evidence(item, history);
        double own = evidence.squares > 0 ? evidence.excess / evidence.squares : department;
        double weight = evidence.units / (evidence.units + SHRINK_UNITS);
        return Math.max(0, Math.min(LARGEST, weight * own + (1 - weight) * department));
    }

    private static Evidence evidence(ItemModel item, int history) {
        Evidence evidence = new Evidence();
        double portion = item.series().portion();
        for (int t = Math.max(0, history - DAYS); t < history; t++) {
            double mean = item.expectedBefore(t, LAG) / portion;
            double demand = item.series().demand(t) / portion;
            if (mean >= 0 && !Double.isNaN(demand)) {
                evidence.add(mean, demand);
            }
        }
        return evidence;
    }

    private void calibrate(List<ItemModel> items, int history) {
        double[][] loss = new double[VELOCITY.length][SCALES.length];
        int[] samples = new int[VELOCITY.length];
        for (ItemModel item : items) {
            double raw = raw(item, history);
            double portion = item.series().portion();
            int group = group(item.level() / portion);
            for (int t = Math.max(0, history - CALIBRATED_DAYS); t < history; t += DAYS_A_CALIBRATED_ONE) {
                double mean = item.expectedBefore(t, LAG) / portion;
                double demand = item.series().demand(t) / portion;
                if (mean >= 0 && !Double.isNaN(demand)) {
                    samples[group]++;
                    addLoss(loss[group], mean, raw, demand);
                }
            }
        }
        for (int g = 0; g < scale.length; g++) {
            scale[g] = samples[g] < FEWEST_SAMPLES ? 1 : SCALES[smallest(loss[g])];
        }
    }

    private static void addLoss(double[] loss, double mean, double raw, double demand) {
        for (int s = 0; s < SCALES.length; s++) {
            double[] quantiles = new NegativeBinomial(mean, raw * SCALES[s]).quantiles(PROBABILITIES);
            for (int q = 0; q < quantiles.length; q++) {
                loss[s] += Accuracy.pinball(PROBABILITIES[q], quantiles[q], demand);
            }
        }
    }

    private static int smallest(double[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            best = values[i] < values[best] ? i : best;
        }
        return best;
    }

    private static int group(double velocity) {
        int group = Arrays.binarySearch(VELOCITY, velocity);
        return group >= 0 ? group : -group - 1;
    }
}
