package io.scanline.detect;

import io.scanline.stats.NegativeBinomial;
import io.scanline.stats.Robust;

/**
 * How far a figure usually strays from its expectation, for three reasons: it counts things of size {@code phi} (a customer, a
 * basket's money, a return) that come by chance; a whole day goes better or worse together, {@code dayDeviation} as a fraction;
 * and the expectation itself rests on no more than the things seen in some weeks, whose days went better or worse too.
 *
 * <p>So a window's count is negative binomial with variance m + m^2 (dayDeviation^2 (1 + 1 / weeks) + 1 / seen), where m is
 * expected and {@code seen} = m x weeks: the predictive distribution of a Poisson rate with Jeffreys' prior, which expects half a thing
 * more over all the weeks than was seen.
 */
record Scale(double phi, double dayDeviation, double weeks) {
    /** Days before a scored one that tell how far its figures usually stray. */
    static final int DAYS = 28;
    /** A prior day's deviation counts as much as so many days seen. */
    private static final double PRIOR_DAYS = 5;

    private static final int LEAST_HOURS = 40;
    /** Share of the hours that may be events: what they strayed by counts no more than the next largest. */
    private static final double WILD = 0.01;

    private static final double LEAST_DISPERSION = 1e-4;
    private static final double JEFFREYS = 0.5;

    /**
     * What the hours before tell, robustly: the same for every look at a day.
     *
     * @param phi mean size of what is counted; 0 where too few hours tell
     * @param deviation of a day from its expectation, as a fraction
     * @param dayExpected median day's expectation
     * @param weeks weeks that the expectations rest on
     */
    record Past(double phi, double deviation, double dayExpected, int days, double weeks) {
        /** Where nothing is known of the hours before. */
        static Past none(double weeks) {
            return new Past(0, 0, 0, 0, weeks);
        }

        /**
         * Past of hours.
         *
         * @param expected by hour, above 0
         * @param days by hour, rising: the day it belongs to
         */
        static Past of(double[] actual, double[] expected, int[] days, double weeks) {
            int n = actual.length;
            double mean = 0;
            for (double e : expected) {
                mean += e / n;
            }
            double[] squares = new double[n];
            int hours = 0;
            double[] ofDay = new double[n];
            double[] dayExpected = new double[n];
            int dayCount = 0;
            for (int i = 0; i < n; i++) {
                double delta = actual[i] - expected[i];
                // in hours that hardly trade, one customer is many times what was expected
                if (expected[i] >= 0.2 * mean) {
                    squares[hours++] = delta * delta / expected[i] / (1 + 1 / Math.max(1, weeks));
                }
                if (i == 0 || days[i] != days[i - 1]) {
                    dayCount++;
                }
                ofDay[dayCount - 1] += delta;
                dayExpected[dayCount - 1] += expected[i];
            }
            for (int day = 0; day < dayCount; day++) {
                ofDay[day] /= dayExpected[day];
            }
            return new Past(
                    hours < LEAST_HOURS ? 0 : Robust.cappedMean(squares, hours, WILD),
                    dayCount == 0 ? 0 : Robust.deviation(ofDay, dayCount, 0),
                    dayCount == 0 ? 0 : Robust.median(dayExpected, dayCount),
                    dayCount,
                    weeks);
        }

        /**
         * The scale of a day to come.
         *
         * @param floor phi that is there by nature, such as the mean basket
         * @param prior day's deviation where nothing is known
         */
        Scale scale(double floor, double prior) {
            double larger = Math.max(floor, phi);
            double byCounts = days == 0 ? 0 : larger / dayExpected;
            double own = Math.max(0, deviation * deviation - byCounts);
            double spread = Math.sqrt((days * own + PRIOR_DAYS * prior * prior) / (days + PRIOR_DAYS));
            return new Scale(larger, spread, weeks);
        }
    }

    Scale withSurprise(double surprise) {
        return surprise == 0 ? this : new Scale(phi, Math.hypot(dayDeviation, surprise), weeks);
    }

    double deviation(double expected) {
        return Math.sqrt(phi * expected + dayDeviation * dayDeviation * expected * expected);
    }

    /**
     * Distance in deviations after the square root that makes the variance of counts constant (Anscombe, "The
     * transformation of Poisson, binomial and negative-binomial data", 1948): few baskets more than fewer still are no event.
     */
    double z(double actual, double expected) {
        double n = Math.max(0, actual) / phi;
        double m = mean(expected);
        return 2 * (Math.sqrt(n + 0.375) - Math.sqrt(m + 0.375)) / Math.sqrt(1 + dispersion(expected) * m);
    }

    /** Chance of a figure as far out as this or farther, on its side. */
    double p(double actual, double expected) {
        NegativeBinomial count = new NegativeBinomial(mean(expected), dispersion(expected));
        double n = Math.max(0, actual) / phi;
        return actual >= expected ? count.atLeast(n) : count.atMost(n);
    }

    private double mean(double expected) {
        return Math.max(0, expected) / phi + JEFFREYS / Math.max(1, weeks);
    }

    private double dispersion(double expected) {
        double seen = Math.max(0, expected) / phi * weeks + JEFFREYS;
        double ofDays = dayDeviation * dayDeviation * (1 + 1 / Math.max(1, weeks));
        return Math.max(LEAST_DISPERSION, ofDays + 1 / seen);
    }
}
