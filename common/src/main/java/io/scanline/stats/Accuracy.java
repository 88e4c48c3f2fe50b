package io.scanline.stats;

/** Errors of a forecast against what came, and the scales that make them comparable between series. */
public final class Accuracy {
    private Accuracy() {}

    /**
     * Mean squared day-to-day change from the first day that is not 0, over the first {@code days} days: the denominator of RMSSE (Makridakis et al.,
     * the M5 accuracy competition, 2022). NaN where there are fewer than two such days.
     */
    public static double squaredChange(float[] series, int days) {
        int first = firstSale(series, days);
        double sum = 0;
        for (int t = first + 1; t < days; t++) {
            double change = (double) series[t] - series[t - 1];
            sum += change * change;
        }
        return days - first < 2 ? Double.NaN : sum / (days - first - 1);
    }

    /** Mean absolute day-to-day change from the first day that is not 0: the denominator of MASE and of the scaled pinball loss. */
    public static double absoluteChange(float[] series, int days) {
        int first = firstSale(series, days);
        double sum = 0;
        for (int t = first + 1; t < days; t++) {
            sum += Math.abs((double) series[t] - series[t - 1]);
        }
        return days - first < 2 ? Double.NaN : sum / (days - first - 1);
    }

    private static int firstSale(float[] series, int days) {
        int first = 0;
        while (first < days && series[first] == 0) {
            first++;
        }
        return first;
    }

    /** Loss of quantile forecast {@code q} at probability {@code p} (Koenker and Bassett, 1978): p (y - q) above, (1 - p)(q - y) below. */
    public static double pinball(double p, double q, double y) {
        return y >= q ? p * (y - q) : (1 - p) * (q - y);
    }
}
