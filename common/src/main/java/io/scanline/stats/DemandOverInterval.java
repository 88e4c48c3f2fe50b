package io.scanline.stats;

/**
 * The sum of daily demand over an interval of days: its mean and its variance.
 *
 * <p>Days are independent given the level, and the level itself is uncertain in the same direction for all of them:
 * Var = sum(m + f m²) + (u sum m)², with m a day's mean, f its dispersion (0 is Poisson) and u the relative standard
 * deviation of the level. The last part does not average out over a longer interval, which is why safety stock does not
 * shrink with the square root of time.
 *
 * @param mean units expected over the interval
 * @param variance units squared
 */
public record DemandOverInterval(double mean, double variance) {

    /** A grid of about this many cells up to the far tail is fine enough for an order. */
    private static final double FINE_CELLS = 4000;

    public DemandOverInterval {
        if (!(mean >= 0) || !(variance >= 0) || Double.isInfinite(mean) || Double.isInfinite(variance)) {
            throw new IllegalArgumentException(
                    "mean and variance must be finite and not negative: " + mean + ", " + variance);
        }
    }

    /**
     * @param mean expected units a day
     * @param dispersion f of Var = m + f m², for the same days; NaN counts as 0
     * @param from first day's index
     * @param to index after the last day; an empty interval has no demand
     * @param levelUncertainty relative standard deviation of the level, shared by all days
     */
    public static DemandOverInterval of(double[] mean, double[] dispersion, int from, int to, double levelUncertainty) {
        double sum = 0;
        double variance = 0;
        for (int day = from; day < to; day++) {
            double m = Math.max(0, mean[day]);
            double f = dispersion[day] > 0 ? dispersion[day] : 0;
            sum += m;
            variance += m + f * m * m;
        }
        double level = levelUncertainty * sum;
        return new DemandOverInterval(sum, variance + level * level);
    }

    /** The negative binomial with these two moments. */
    public DemandDistribution distribution(double step) {
        return DemandDistribution.negativeBinomial(mean, variance, step);
    }

    /**
     * The coarsest power of ten that still tells amounts apart to about a thousandth of the far tail.
     *
     * @param finest the step below which the item is not sold: 1 for pieces, 0.1 or so for weighed goods
     */
    public double step(double finest) {
        return step(finest, FINE_CELLS);
    }

    /** As {@link #step(double)}, on a grid of about so many cells up to the far tail. */
    public double step(double finest, double cells) {
        double tail = mean + 8 * Math.sqrt(variance);
        double overdispersion = mean > 0 ? variance / mean : 1;
        double step = finest;
        // A step above variance / mean would leave no negative binomial with both moments.
        while (tail / step > cells && step * 10 <= overdispersion) {
            step *= 10;
        }
        return step;
    }
}
