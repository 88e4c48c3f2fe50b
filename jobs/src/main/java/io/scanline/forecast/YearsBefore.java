package io.scanline.forecast;

/**
 * What a department sold a year and two years before beyond what the calendar says of that day: some of it comes again, as the calendar cannot
 * know every day that is of its own kind.
 */
final class YearsBefore {
    /** How much of it comes again, of one year before and of two, where the department sells enough to tell it from chance. */
    private static final double[] SHARES = {0.2, 0.1};
    /** Units a day at which half as much is believed. */
    private static final double HALF_BELIEVED_UNITS = 50;
    /** A day is held against the mean of so many days on either side. */
    private static final int DAYS_AROUND = 45;
    /** One day's surprise counts up to this share of what was usual. */
    private static final double MOST = 0.5;

    private YearsBefore() {}

    /**
     * Brings what comes again into the days' factors.
     *
     * @param factor by day of history and horizon, {@code level} demand by day of history with that taken out, NaN where unknown
     * @param units usual demand of a day
     */
    static void bringInto(double[] factor, double[] level, double units) {
        double[] surprise = surprises(level);
        double belief = units / (units + HALF_BELIEVED_UNITS);
        for (int t = TradingCalendar.YEAR; t < factor.length; t++) {
            double again = 0;
            for (int years = 1; years <= SHARES.length; years++) {
                int then = t - years * TradingCalendar.YEAR;
                again += then >= 0 && then < surprise.length ? SHARES[years - 1] * surprise[then] : 0;
            }
            factor[t] *= 1 + belief * again;
        }
    }

    /** Each day's part above or below the mean of the days around it; 0 where nothing is known. */
    private static double[] surprises(double[] level) {
        RunningSums sums = new RunningSums(level.length, t -> level[t]);
        double[] surprises = new double[level.length];
        for (int t = 0; t < level.length; t++) {
            int until = Math.min(level.length, t + DAYS_AROUND + 1);
            double usual = sums.mean(until, until - Math.max(0, t - DAYS_AROUND));
            if (usual > 0 && !Double.isNaN(level[t])) {
                surprises[t] = Math.max(-MOST, Math.min(MOST, level[t] / usual - 1));
            }
        }
        return surprises;
    }
}
