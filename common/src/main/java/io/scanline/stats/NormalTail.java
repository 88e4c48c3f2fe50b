package io.scanline.stats;

/** The upper tail of the standard normal distribution. */
public final class NormalTail {
    private NormalTail() {}

    /**
     * P(Z &gt; z), never below the smallest positive double. Source: the rational Chebyshev fit of erfc in Press et al.,
     * Numerical Recipes, 3rd edition, 6.2.2 (relative error below 1.2e-7), and the asymptotic series beyond 25.
     */
    public static double above(double z) {
        if (z < 0) {
            return 1 - above(-z);
        }
        if (z > 25) {
            double log = -z * z / 2 - Math.log(z * Math.sqrt(2 * Math.PI));
            return Math.max(Double.MIN_VALUE, Math.exp(log));
        }
        double x = z / Math.sqrt(2);
        double t = 1 / (1 + 0.5 * x);
        double series = -1.26551223
                + t
                        * (1.00002368
                                + t
                                        * (0.37409196
                                                + t
                                                        * (0.09678418
                                                                + t
                                                                        * (-0.18628806
                                                                                + t
                                                                                        * (0.27886807
                                                                                                + t
                                                                                                        * (-1.13520398
                                                                                                                + t
                                                                                                                        * (1.48851587
                                                                                                                                + t
                                                                                                                                        * (-0.82215223
                                                                                                                                                + t
                                                                                                                                                        * 0.17087277))))))));
        return 0.5 * t * Math.exp(-x * x + series);
    }
}
