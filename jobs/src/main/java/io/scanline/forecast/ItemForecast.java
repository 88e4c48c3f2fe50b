package io.scanline.forecast;

import io.scanline.stats.NegativeBinomial;

/**
 * The forecast of one item of a store at one origin.
 *
 * @param mean expected demand of each day of the horizon, units (kilograms for weighed items)
 * @param dispersion f in Var = mean + f mean^2 of a day's demand, in units or portions
 * @param coldStartWeight weight of the prior from like items, 0..1
 */
record ItemForecast(
        ItemSeries series,
        double[] mean,
        double dispersion,
        String method,
        int historyDays,
        int censoredDays,
        double coldStartWeight,
        Quality quality) {

    static final double[] PROBABILITIES = {0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.975};

    /** Demand of day h of the horizon, counted in the item's portions. */
    NegativeBinomial counts(int h) {
        return new NegativeBinomial(mean[h] / series.portion(), dispersion);
    }

    /** Quantiles of day h of the horizon in units, in the order of {@link #PROBABILITIES}. */
    double[] quantiles(int h) {
        double[] quantiles = counts(h).quantiles(PROBABILITIES);
        for (int q = 0; q < quantiles.length; q++) {
            quantiles[q] *= series.portion();
        }
        return quantiles;
    }

    /** What the history allows to say. */
    enum Quality {
        OK,
        SHORT_HISTORY,
        INTERMITTENT,
        NO_DATA
    }
}
