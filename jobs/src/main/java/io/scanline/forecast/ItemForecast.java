package io.scanline.forecast;

import io.scanline.stats.NegativeBinomial;

/**
 * The forecast of one item of a store at one origin.
 *
 * @param mean expected demand of each day of the horizon, units (kilograms for weighed items)
 * @param quantiles [day][probability], in the order of {@link #PROBABILITIES}
 * @param dispersion f in Var = mean + f mean^2 of a day's demand, in units or portions
 * @param coldStartWeight weight of the prior from like items, 0..1
 */
record ItemForecast(
        ItemSeries series,
        double[] mean,
        double[][] quantiles,
        double dispersion,
        String method,
        int historyDays,
        int censoredDays,
        double coldStartWeight,
        Quality quality) {

    static final double[] PROBABILITIES = {0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.975};

    /**
     * How much of a day's demand lies between two quantiles: 1 inside, 0 outside. Of a count that is one of the two, it is the part of
     * the count's probability that lies between theirs, so that the mean over calibrated forecasts is the difference of the two
     * probabilities for slow items as well, whose days are mostly 0 (Czado, Gneiting and Held, Biometrics 65, 2009).
     *
     * @param low index of the lower one in {@link #PROBABILITIES}
     */
    double shareInside(int day, double demand, int low, int high) {
        double[] quantile = quantiles[day];
        if (demand < quantile[low] || demand > quantile[high]) {
            return 0;
        }
        if (demand > quantile[low] && demand < quantile[high]) {
            return 1;
        }
        NegativeBinomial counts = new NegativeBinomial(mean[day] / series.portion(), dispersion);
        long count = Math.round(demand / series.portion());
        double upTo = counts.cumulative(count);
        double below = count == 0 ? 0 : counts.cumulative(count - 1);
        double between = Math.min(upTo, PROBABILITIES[high]) - Math.max(below, PROBABILITIES[low]);
        return upTo > below ? Math.max(0, Math.min(1, between / (upTo - below))) : 1;
    }

    /** What the history allows to say. */
    enum Quality {
        OK,
        SHORT_HISTORY,
        INTERMITTENT,
        NO_DATA
    }
}
