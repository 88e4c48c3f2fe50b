package io.scanline.forecast;

import java.util.Arrays;

/**
 * Stock-outs that nobody recorded, inferred from runs of days without a sale that the item's own rate of selling days makes
 * improbable. Only runs that a later sale has ended are taken out: a run that goes on may be an item that left the range.
 */
final class ZeroRuns {
    /** Chance below which a run is not believed: e^-7, about one in a thousand. */
    private static final double LEAST_LOG_CHANCE = 7;

    private static final int LONGEST = 200;
    private static final int FEWEST_DAYS_BEFORE = 28;
    private static final double RATE_SMOOTHING = 0.03;

    private ZeroRuns() {}

    /** Sets the days of improbable runs to NaN. */
    static void mask(double[] x) {
        double rate = 0;
        int seen = 0;
        int runStart = -1;
        for (int t = 0; t < x.length; t++) {
            if (Double.isNaN(x[t])) {
                continue;
            }
            if (x[t] == 0) {
                runStart = runStart < 0 ? t : runStart;
                continue;
            }
            int run = runStart < 0 ? 0 : t - runStart;
            boolean improbable = run <= LONGEST
                    && seen >= FEWEST_DAYS_BEFORE
                    && -run * Math.log(Math.max(1e-9, 1 - rate)) > LEAST_LOG_CHANCE;
            if (run > 0 && improbable) {
                Arrays.fill(x, runStart, t, Double.NaN);
            } else {
                for (int i = 0; i < run; i++) {
                    rate += Math.max(RATE_SMOOTHING, 1.0 / ++seen) * (0 - rate);
                }
            }
            rate += Math.max(RATE_SMOOTHING, 1.0 / ++seen) * (1 - rate);
            runStart = -1;
        }
    }
}
