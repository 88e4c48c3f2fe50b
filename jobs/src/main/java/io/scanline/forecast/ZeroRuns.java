package io.scanline.forecast;

import java.util.Arrays;

/**
 * Stock-outs of one item that nobody recorded, inferred from runs of days without a sale that the item's own rate of selling days makes
 * improbable. Takes the days in their order; a day about which nothing is known neither ends a run nor begins one. What the item
 * usually sells stays as it was over such a run, as over a run too long to be one.
 */
final class ZeroRuns {
    /** Chance below which a run is not believed: e^-7, about one in a thousand. */
    private static final double LEAST_LOG_CHANCE = 7;

    private static final int LONGEST = 200;
    private static final int FEWEST_DAYS_BEFORE = 28;
    private static final double SMOOTHING = 0.03;
    private static final int NONE = -1;

    private double rate;
    private double usual;
    private int seen;
    private int start = NONE;
    /** Minus the logarithm of the chance of one day without a sale. */
    private double logChanceOfADay;

    /** Sets the days of improbable runs to NaN; only of runs that a sale has ended: one that goes on may be an item that left the range. */
    static void mask(double[] x) {
        ZeroRuns runs = new ZeroRuns();
        for (int t = 0; t < x.length; t++) {
            if (isSale(x[t]) && runs.improbable(t)) {
                Arrays.fill(x, runs.start(), t, Double.NaN);
            }
            runs.add(t, x[t]);
        }
    }

    static boolean isSale(double demand) {
        return !Double.isNaN(demand) && demand != 0;
    }

    void add(int day, double demand) {
        if (demand == 0 && start == NONE) {
            start = day;
            logChanceOfADay = -Math.log(Math.max(1e-9, 1 - rate));
        }
        if (isSale(demand)) {
            int idle = start == NONE || improbable(day) ? 0 : day - start;
            for (int i = 0; i < idle; i++) {
                learn(0);
            }
            learn(demand);
            start = NONE;
        }
    }

    private void learn(double demand) {
        seen++;
        double weight = Math.max(SMOOTHING, 1.0 / seen);
        rate += weight * ((demand == 0 ? 0 : 1) - rate);
        usual += weight * (demand - usual);
    }

    /** Whether a run goes on that the days before {@code day} make improbable. */
    boolean improbable(int day) {
        return start != NONE
                && day - start <= LONGEST
                && seen >= FEWEST_DAYS_BEFORE
                && (day - start) * logChanceOfADay > LEAST_LOG_CHANCE;
    }

    /** Whether a run goes on that is too long for a stock-out: the item is not in the range. */
    boolean gone(int day) {
        return start != NONE && day - start > LONGEST;
    }

    /** First day of the run that goes on. */
    int start() {
        return start;
    }

    /** Units a day outside improbable runs. */
    double usual() {
        return usual;
    }
}
