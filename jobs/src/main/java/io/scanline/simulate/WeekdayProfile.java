package io.scanline.simulate;

import java.util.Arrays;

/**
 * How demand differs by weekday, as it was known at the start of each week: day {@code t} is in week {@code t / 7}, and its
 * weekday is {@code t % 7}. Older weeks count less, and few sales leave the profile near the one that it is shrunk to.
 */
final class WeekdayProfile {
    static final int WEEK = 7;

    /** Of a year-old week a tenth is left. */
    private static final double WEEKLY_DECAY = 0.957;

    /** Units at which a series' own profile is believed halfway. */
    private static final double SHRINK_UNITS = 60;

    private static final double LEAST = 0.05;

    private final double[][] factors;

    private WeekdayProfile(double[][] factors) {
        this.factors = factors;
    }

    /** Every day alike. */
    static WeekdayProfile flat(int days) {
        double[][] factors = new double[weeks(days)][WEEK];
        Arrays.stream(factors).forEach(week -> Arrays.fill(week, 1));
        return new WeekdayProfile(factors);
    }

    /** @param demand units a day, NaN where not known */
    static WeekdayProfile of(double[] demand, WeekdayProfile prior) {
        double[][] factors = new double[weeks(demand.length)][];
        double[] sold = new double[WEEK];
        double[] exposure = new double[WEEK];
        for (int week = 0; week < factors.length; week++) {
            factors[week] = shrunk(sold, exposure, prior.factors[week]);
            for (int weekday = 0; weekday < WEEK; weekday++) {
                int day = week * WEEK + weekday;
                sold[weekday] *= WEEKLY_DECAY;
                exposure[weekday] *= WEEKLY_DECAY;
                if (day < demand.length && !Double.isNaN(demand[day])) {
                    sold[weekday] += demand[day];
                    exposure[weekday] += prior.factors[week][weekday];
                }
            }
        }
        return new WeekdayProfile(factors);
    }

    private static double[] shrunk(double[] sold, double[] exposure, double[] prior) {
        double known = Arrays.stream(exposure).sum();
        double mean = known > 0 ? Arrays.stream(sold).sum() / known : 0;
        double[] factor = new double[WEEK];
        double sum = 0;
        for (int w = 0; w < WEEK; w++) {
            factor[w] = Math.max(LEAST, prior[w] * (sold[w] + SHRINK_UNITS) / (mean * exposure[w] + SHRINK_UNITS));
            sum += factor[w];
        }
        for (int w = 0; w < WEEK; w++) {
            factor[w] *= WEEK / sum;
        }
        return factor;
    }

    /** The factor of a day, as known at the start of the week of an earlier day. */
    double factor(int knownOn, int day) {
        return factors[Math.min(knownOn, (factors.length - 1) * WEEK) / WEEK][day % WEEK];
    }

    private static int weeks(int days) {
        return (days + WEEK - 1) / WEEK;
    }
}
