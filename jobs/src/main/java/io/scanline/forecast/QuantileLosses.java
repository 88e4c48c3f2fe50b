package io.scanline.forecast;

import io.scanline.stats.Accuracy;
import io.scanline.stats.NegativeBinomial;

/**
 * What a day's distribution lost on the demand that came: pinball losses by probability, shares inside of its intervals, and the mean
 * pinball loss over the nine probabilities of the M5 uncertainty competition (Makridakis et al., 2022).
 *
 * @param counts of the day, of units or portions
 * @param portion kilograms of one count; 1 for units
 */
record QuantileLosses(NegativeBinomial counts, double portion) {
    /** Pinball by {@link ItemForecast#PROBABILITIES}, shares inside of 25-75, 10-90 and 5-95, then the mean over {@link #COMPETITION}. */
    static final int COUNT = ItemForecast.PROBABILITIES.length + 4;

    private static final double[] COMPETITION = {0.005, 0.025, 0.165, 0.25, 0.5, 0.75, 0.835, 0.975, 0.995};
    private static final int[][] INTERVALS = {{2, 4}, {1, 5}, {0, 6}};

    /** Adds the losses, each times {@code weight}, to {@code into} from {@code at} on. */
    void add(double demand, double weight, double[] into, int at) {
        double[] quantiles = quantiles(ItemForecast.PROBABILITIES);
        int next = at;
        for (int p = 0; p < quantiles.length; p++) {
            into[next++] += weight * Accuracy.pinball(ItemForecast.PROBABILITIES[p], quantiles[p], demand);
        }
        for (int[] interval : INTERVALS) {
            into[next++] += weight * shareInside(demand, quantiles, interval[0], interval[1]);
        }
        double[] competition = quantiles(COMPETITION);
        for (int p = 0; p < competition.length; p++) {
            into[next] += weight * Accuracy.pinball(COMPETITION[p], competition[p], demand) / competition.length;
        }
    }

    private double[] quantiles(double[] probabilities) {
        double[] quantiles = counts.quantiles(probabilities);
        for (int q = 0; q < quantiles.length; q++) {
            quantiles[q] *= portion;
        }
        return quantiles;
    }

    /**
     * How much of a day's demand lies between two quantiles: 1 inside, 0 outside. Of a count that is one of the two, it is the part of
     * the count's probability that lies between theirs, so that the mean over calibrated forecasts is the difference of the two
     * probabilities for slow items as well, whose days are mostly 0 (Czado, Gneiting and Held, Biometrics 65, 2009).
     */
    private double shareInside(double demand, double[] quantiles, int low, int high) {
        if (demand < quantiles[low] || demand > quantiles[high]) {
            return 0;
        }
        if (demand > quantiles[low] && demand < quantiles[high]) {
            return 1;
        }
        long count = Math.round(demand / portion);
        double upTo = counts.cumulative(count);
        double below = count == 0 ? 0 : counts.cumulative(count - 1);
        double between =
                Math.min(upTo, ItemForecast.PROBABILITIES[high]) - Math.max(below, ItemForecast.PROBABILITIES[low]);
        return upTo > below ? Math.max(0, Math.min(1, between / (upTo - below))) : 1;
    }
}
