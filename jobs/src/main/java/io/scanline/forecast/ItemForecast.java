package io.scanline.forecast;

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

    /** What the history allows to say. */
    enum Quality {
        OK,
        SHORT_HISTORY,
        INTERMITTENT,
        NO_DATA
    }
}
