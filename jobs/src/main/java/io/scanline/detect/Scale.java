package io.scanline.detect;

import io.scanline.stats.NormalTail;
import io.scanline.stats.Robust;

/**
 * How far a figure usually strays from its expectation: counts of things of size {@code phi} (a basket, a return), and a whole
 * day that goes better or worse together, {@code dayDeviation} as a fraction.
 *
 * <p>Variance of a window that expects E: phi E + dayDeviation^2 E^2.
 */
record Scale(double phi, double dayDeviation) {
    /** A prior day's deviation counts as much as so many days seen. */
    private static final double PRIOR_DAYS = 5;

    private static final int LEAST_HOURS = 40;

    /**
     * Scale of the hours before, robustly.
     *
     * @param expected by hour, above 0
     * @param days by hour, rising: the day it belongs to
     * @param floor phi that is there by nature, such as the mean basket
     * @param prior day's deviation where nothing is known
     */
    static Scale of(double[] actual, double[] expected, int[] days, double floor, double prior) {
        int n = actual.length;
        double[] roots = new double[n];
        double[] ofDay = new double[n];
        double[] dayExpected = new double[n];
        int dayCount = 0;
        for (int i = 0; i < n; i++) {
            roots[i] = (actual[i] - expected[i]) / Math.sqrt(expected[i]);
            if (i == 0 || days[i] != days[i - 1]) {
                dayCount++;
            }
            ofDay[dayCount - 1] += actual[i] - expected[i];
            dayExpected[dayCount - 1] += expected[i];
        }
        double seen = n < LEAST_HOURS ? 0 : Robust.deviation(roots, n, 0);
        double phi = Math.max(floor, seen * seen);
        for (int day = 0; day < dayCount; day++) {
            ofDay[day] /= dayExpected[day];
        }
        double deviation = dayCount == 0 ? 0 : Robust.deviation(ofDay, dayCount, 0);
        double byCounts = dayCount == 0 ? 0 : phi / Robust.median(dayExpected, dayCount);
        double own = Math.max(0, deviation * deviation - byCounts);
        return new Scale(phi, Math.sqrt((dayCount * own + PRIOR_DAYS * prior * prior) / (dayCount + PRIOR_DAYS)));
    }

    Scale withSurprise(double surprise) {
        return surprise == 0 ? this : new Scale(phi, Math.hypot(dayDeviation, surprise));
    }

    double deviation(double expected) {
        return Math.sqrt(phi * expected + dayDeviation * dayDeviation * expected * expected);
    }

    /**
     * Distance in deviations after the square root that makes the variance of counts constant (Anscombe, "The
     * transformation of Poisson, binomial and negative-binomial data", 1948): few baskets more than fewer still are no event.
     */
    double z(double actual, double expected) {
        double n = Math.max(0, actual) / phi;
        double m = Math.max(0, expected) / phi;
        return 2 * (Math.sqrt(n + 0.375) - Math.sqrt(m + 0.375)) / Math.sqrt(1 + dayDeviation * dayDeviation * m);
    }

    /** Chance of a window as far out as this among the windows of a day of so many hours. */
    static double p(double z, int hours) {
        return Math.min(1, NormalTail.above(Math.abs(z)) * hours);
    }
}
