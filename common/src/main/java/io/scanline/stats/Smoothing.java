package io.scanline.stats;

import java.util.Arrays;

/**
 * Exponential smoothing of a daily series. Every method gives, for each day t, the mean that it expects per day over the {@code horizon}
 * days after t, from days up to and including t only; NaN in the series is a day about which nothing is known, and changes nothing.
 */
public final class Smoothing {
    private Smoothing() {}

    /**
     * Simple exponential smoothing, {@code l = l + a (x - l)}; the weight is at least 1/n at the n-th observation, so that the start is a plain mean.
     */
    public static double[] simple(double[] x, double alpha) {
        double[] path = new double[x.length];
        double level = Double.NaN;
        int seen = 0;
        for (int t = 0; t < x.length; t++) {
            if (!Double.isNaN(x[t])) {
                seen++;
                level = seen == 1 ? x[t] : level + Math.max(alpha, 1.0 / seen) * (x[t] - level);
            }
            path[t] = level;
        }
        return path;
    }

    /**
     * Holt's linear trend, damped (Gardner and McKenzie, 1985): level and trend, the trend multiplied by phi every day ahead.
     */
    public static double[] dampedTrend(double[] x, double alpha, double beta, double phi, int horizon) {
        double[] path = new double[x.length];
        double reach = 0;
        double power = 1;
        double sum = 0;
        for (int h = 1; h <= horizon; h++) {
            power *= phi;
            sum += power;
            reach += sum / horizon;
        }
        double level = Double.NaN;
        double trend = 0;
        int seen = 0;
        for (int t = 0; t < x.length; t++) {
            double ahead = level + phi * trend;
            if (!Double.isNaN(x[t])) {
                seen++;
                double next = seen == 1 ? x[t] : ahead + Math.max(alpha, 1.0 / seen) * (x[t] - ahead);
                // the first weeks tell the level only
                trend = seen <= 2 * 28 ? 0 : phi * trend + beta * (next - ahead);
                level = next;
            } else if (seen > 0) {
                level = ahead;
                trend *= phi;
            }
            path[t] = Math.max(0, level + reach * trend);
        }
        return path;
    }

    /**
     * Teunter, Syntetos and Babai (2011), for intermittent demand: the chance of a sale and its size are smoothed apart, and the chance falls on every
     * day without one, so that an item nobody buys any more fades.
     */
    public static double[] intermittent(double[] x, double alphaSize, double alphaChance) {
        double[] path = new double[x.length];
        double chance = Double.NaN;
        double size = Double.NaN;
        int seen = 0;
        int sold = 0;
        for (int t = 0; t < x.length; t++) {
            if (!Double.isNaN(x[t])) {
                seen++;
                double sale = x[t] > 0 ? 1 : 0;
                chance = seen == 1 ? sale : chance + Math.max(alphaChance, 1.0 / seen) * (sale - chance);
                if (x[t] > 0) {
                    sold++;
                    size = sold == 1 ? x[t] : size + Math.max(alphaSize, 1.0 / sold) * (x[t] - size);
                }
            }
            path[t] = sold == 0 ? (seen == 0 ? Double.NaN : 0) : chance * size;
        }
        return path;
    }

    /** Mean of x over the {@code horizon} days after each day; NaN where fewer than half of them are known or the series ends before. */
    public static double[] meanAfter(double[] x, int horizon) {
        double[] mean = new double[x.length];
        Arrays.fill(mean, Double.NaN);
        double sum = 0;
        int known = 0;
        for (int t = x.length - 1; t >= 0; t--) {
            if (t + horizon < x.length && known * 2 >= horizon) {
                mean[t] = sum / known;
            }
            if (!Double.isNaN(x[t])) {
                sum += x[t];
                known++;
            }
            if (t + horizon < x.length && !Double.isNaN(x[t + horizon])) {
                sum -= x[t + horizon];
                known--;
            }
        }
        return mean;
    }
}
