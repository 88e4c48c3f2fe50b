package io.scanline.detect;

import io.scanline.stats.NegativeBinomial;
import io.scanline.stats.Robust;
import java.util.Arrays;

/**
 * How far a figure usually strays from its expectation, for three reasons: it counts things of size {@code phi} (a customer, a
 * basket's money, a return) that come by chance; a whole day goes better or worse together, {@code dayDeviation} as a fraction;
 * and the expectation itself rests on no more than the things seen in some weeks, whose days went better or worse too.
 *
 * <p>So a window's count is negative binomial with variance m + m^2 (dayDeviation^2 (1 + 1 / weeks) + 1 / seen), where m is
 * expected and {@code seen} = m x weeks: the predictive distribution of a Poisson rate with Jeffreys' prior, which expects half a thing
 * more over all the weeks than was seen.
 *
 * <p>Of the day's deviation, all of its hours share {@code common}: so of a part of the day the others tell how the day goes.
 *
 * @param level what other hours of the day make of an expectation, a factor
 */
record Scale(double phi, double dayDeviation, double common, double weeks, double level) {
    /** Days before a scored one that tell how far its figures usually stray. */
    static final int DAYS = 28;
    /** A prior day's deviation counts as much as so many days seen. */
    private static final double PRIOR_DAYS = 5;

    private static final int LEAST_HOURS = 40;
    /** Share of the hours that may be events: what they strayed by counts no more than the next largest. */
    private static final double WILD = 0.01;

    private static final double LEAST_DISPERSION = 1e-4;
    private static final double JEFFREYS = 0.5;

    /** Of figures that say nothing of each other within a day. */
    Scale(double phi, double dayDeviation, double weeks) {
        this(phi, dayDeviation, 0, weeks, 1);
    }

    /**
     * What the hours before tell, robustly: the same for every look at a day.
     *
     * @param phi mean size of what is counted; 0 where too few hours tell
     * @param deviation of a day from its expectation, as a fraction
     * @param halves deviation between the day's two halves, each as a fraction of its expectation
     * @param dayExpected median day's expectation
     * @param weeks weeks that the expectations rest on
     */
    record Past(double phi, double deviation, double halves, double dayExpected, int days, double weeks) {
        /** Where nothing is known of the hours before. */
        static Past none(double weeks) {
            return new Past(0, 0, 0, 0, 0, weeks);
        }

        /**
         * Past of hours.
         *
         * @param expected by hour, above 0
         * @param days by hour, rising: the day it belongs to
         */
        static Past of(double[] actual, double[] expected, int[] days, double weeks) {
            int n = actual.length;
            double mean = Arrays.stream(expected).sum() / n;
            double[] squares = new double[n];
            int hours = 0;
            double[] ofDay = new double[n];
            double[] ofHalves = new double[n];
            double[] dayExpected = new double[n];
            int dayCount = 0;
            for (int from = 0; from < n; dayCount++) {
                int to = from;
                while (to < n && days[to] == days[from]) {
                    double delta = actual[to] - expected[to];
                    // in hours that hardly trade, one customer is many times what was expected
                    if (expected[to] >= 0.2 * mean) {
                        squares[hours++] = delta * delta / expected[to] / (1 + 1 / Math.max(1, weeks));
                    }
                    ofDay[dayCount] += delta;
                    dayExpected[dayCount] += expected[to];
                    to++;
                }
                ofHalves[dayCount] = betweenHalves(actual, expected, from, to, dayExpected[dayCount]);
                ofDay[dayCount] /= dayExpected[dayCount];
                from = to;
            }
            return new Past(
                    hours < LEAST_HOURS ? 0 : Robust.cappedMean(squares, hours, WILD),
                    dayCount == 0 ? 0 : Robust.deviation(ofDay, dayCount, 0),
                    dayCount == 0 ? 0 : Robust.deviation(ofHalves, dayCount, 0),
                    dayCount == 0 ? 0 : Robust.median(dayExpected, dayCount),
                    dayCount,
                    weeks);
        }

        /** How much more of its expectation the first half of a day had than the second, scaled to that of two equal halves. */
        private static double betweenHalves(double[] actual, double[] expected, int from, int to, double day) {
            double firstActual = 0;
            double firstExpected = 0;
            int hour = from;
            while (hour < to && firstExpected + expected[hour] / 2 <= day / 2) {
                firstActual += actual[hour];
                firstExpected += expected[hour++];
            }
            double restActual = Arrays.stream(actual, hour, to).sum();
            double restExpected = day - firstExpected;
            // what counts stray between halves of e1 and e2 goes by 1 / e1 + 1 / e2
            double asEqual = 2 * Math.sqrt(firstExpected * restExpected) / day;
            return firstExpected == 0 || restExpected <= 0
                    ? 0
                    : asEqual * (firstActual / firstExpected - restActual / restExpected);
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
            double spread = (days * own + PRIOR_DAYS * prior * prior) / (days + PRIOR_DAYS);
            // half of the variance between halves is each one's own; before they are seen, hours share nothing
            double apart = Math.max(0, halves * halves - 4 * byCounts) / 2;
            double each = (days * apart + PRIOR_DAYS * spread) / (days + PRIOR_DAYS);
            double common = Math.sqrt(Math.max(0, spread - each));
            return new Scale(larger, Math.sqrt(spread), common, weeks, 1);
        }
    }

    /** Of a day that may stray further, all of its hours together. */
    Scale withSurprise(double surprise) {
        return surprise == 0
                ? this
                : new Scale(phi, Math.hypot(dayDeviation, surprise), Math.hypot(common, surprise), weeks, level);
    }

    /**
     * The scale of a part of a day, by what the rest of it had. What was unusual of the rest does not make the part unusual the other
     * way: the rest only ever takes from what speaks for a direction.
     *
     * @param direction 1 for more than expected, -1 for less
     */
    Scale beside(double restActual, double restExpected, int direction) {
        double m = restExpected / phi;
        if (common == 0 || !(m > 0)) {
            return this;
        }
        double shared = common * common;
        double apart = dayDeviation * dayDeviation - shared;
        double ofRest = (1 + 1 / Math.max(1, weeks)) / m + apart;
        double weight = shared / (shared + ofRest);
        double learned = 1 + weight * (restActual / restExpected - 1);
        double taken = direction > 0 ? Math.max(1, learned) : Math.min(1, learned);
        return new Scale(phi, Math.sqrt(apart + weight * ofRest), 0, weeks, taken);
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
        return level * Math.max(0, expected) / phi + JEFFREYS / Math.max(1, weeks);
    }

    private double dispersion(double expected) {
        double seen = Math.max(0, expected) / phi * weeks + JEFFREYS;
        double ofDays = dayDeviation * dayDeviation * (1 + 1 / Math.max(1, weeks));
        return Math.max(LEAST_DISPERSION, ofDays + 1 / seen);
    }
}
