package io.scanline.stats;

/**
 * Counts with mean m and variance {@code m + f m^2}: the negative binomial of size 1/f, which is Poisson at f = 0
 * (Snyder, Ord, Beaumont, 2012, for slow-moving stock).
 *
 * @param mean expected count, 0 or more
 * @param dispersion f, 0 or more
 */
public record NegativeBinomial(double mean, double dispersion) {
    /** Above it the counts are so many that steps of one cost more than they tell. */
    private static final double LARGE = 300;

    private static final double POISSON = 1e-6;

    public NegativeBinomial {
        if (!(mean >= 0) || !(dispersion >= 0)) {
            throw new IllegalArgumentException("mean " + mean + " and dispersion " + dispersion + " must be 0 or more");
        }
    }

    public double variance() {
        return mean + dispersion * mean * mean;
    }

    /** The smallest counts that are reached with the given probabilities, which ascend. */
    public double[] quantiles(double... probabilities) {
        double[] counts = new double[probabilities.length];
        if (mean == 0) {
            return counts;
        }
        double mass = Math.exp(logZero());
        if (mean > LARGE || mass == 0) {
            for (int i = 0; i < counts.length; i++) {
                counts[i] = largeQuantile(probabilities[i]);
            }
            return counts;
        }
        double cumulated = mass;
        int count = 0;
        for (int i = 0; i < counts.length; i++) {
            while (cumulated < probabilities[i] && mass > 0) {
                mass *= ratio(count);
                count++;
                cumulated += mass;
            }
            counts[i] = count;
        }
        return counts;
    }

    public double quantile(double probability) {
        return quantiles(probability)[0];
    }

    /** Probability of {@code count} or fewer. */
    public double cumulative(long count) {
        double mass = Math.exp(logZero());
        double cumulated = mass;
        for (long k = 0; k < count; k++) {
            mass *= ratio(k);
            cumulated += mass;
        }
        return Math.min(1, cumulated);
    }

    /** Probability of {@code count} or more, which need not be whole; dispersion above 0. */
    public double atLeast(double count) {
        return count <= 0 ? 1 : IncompleteBeta.of(dispersion * mean / (1 + dispersion * mean), count, 1 / dispersion);
    }

    /** Probability of {@code count} or less, which need not be whole; dispersion above 0. */
    public double atMost(double count) {
        return IncompleteBeta.of(1 / (1 + dispersion * mean), 1 / dispersion, count + 1);
    }

    private double logZero() {
        return dispersion < POISSON ? -mean : -Math.log1p(dispersion * mean) / dispersion;
    }

    /** P(k + 1) / P(k). */
    private double ratio(long k) {
        return dispersion < POISSON ? mean / (k + 1) : (1 + dispersion * k) / (k + 1) * mean / (1 + dispersion * mean);
    }

    /** Gamma with the same mean and variance, by Wilson and Hilferty (1931). */
    private double largeQuantile(double probability) {
        double shape = mean * mean / variance();
        double root = 1 - 1 / (9 * shape) + Normal.quantile(probability) / (3 * Math.sqrt(shape));
        return Math.rint(Math.max(0, mean * root * root * root));
    }
}
