package io.scanline.stats;

import java.util.Arrays;

/** Location and scale that a few wild values do not move. */
public final class Robust {
    /** Makes the median absolute deviation of a normal sample estimate its standard deviation. */
    private static final double MAD_TO_SD = 1.4826;

    private Robust() {}

    /** The middle of the first {@code n} values; NaN where n is 0. The array is sorted in place. */
    public static double median(double[] values, int n) {
        if (n == 0) {
            return Double.NaN;
        }
        Arrays.sort(values, 0, n);
        return n % 2 == 1 ? values[n / 2] : (values[n / 2 - 1] + values[n / 2]) / 2;
    }

    /**
     * Median absolute deviation about {@code centre}, times 1.4826: a standard deviation where the values are normal
     * (Rousseeuw and Croux, "Alternatives to the median absolute deviation", 1993). The array is overwritten.
     */
    public static double deviation(double[] values, int n, double centre) {
        for (int i = 0; i < n; i++) {
            values[i] = Math.abs(values[i] - centre);
        }
        return MAD_TO_SD * median(values, n);
    }

    /**
     * Mean of the first {@code n} values where the given share of the largest count as much as the next one; NaN where n is 0.
     * Unlike a median it feels a long tail, and a few wild values move it little. The array is sorted in place.
     */
    public static double cappedMean(double[] values, int n, double share) {
        if (n == 0) {
            return Double.NaN;
        }
        Arrays.sort(values, 0, n);
        int capped = (int) Math.ceil(n * share);
        double cap = values[Math.max(0, n - 1 - capped)];
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += Math.min(cap, values[i]);
        }
        return sum / n;
    }

    /**
     * Mean of the first {@code n} values without the given share of the smallest and of the largest; NaN where n is 0.
     * Unlike the median it stays near the mean of small counts. The array is sorted in place.
     */
    public static double trimmedMean(double[] values, int n, double share) {
        if (n == 0) {
            return Double.NaN;
        }
        Arrays.sort(values, 0, n);
        int cut = (int) Math.floor(n * share);
        double sum = 0;
        for (int i = cut; i < n - cut; i++) {
            sum += values[i];
        }
        return sum / (n - 2 * cut);
    }
}
