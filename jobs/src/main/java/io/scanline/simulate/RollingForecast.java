package io.scanline.simulate;

import io.scanline.stats.DemandOverInterval;
import io.scanline.stats.Smoothing;
import java.util.Arrays;

/**
 * What can be forecast of an item on the morning of each day from the days before it: a smoothed level, times the weekday's
 * factor, times the uplift of a promotion that is planned, with a negative binomial around it.
 *
 * <p>Everything of day t is in place before day t: the one thing taken from later is the plan of promotions and closures, which
 * a store knows beforehand.
 */
final class RollingForecast {
    private static final double SLOW = 0.03;
    private static final double FAST = 0.1;

    /** Relative standard deviation of a level beyond what its sampling explains. */
    private static final double DRIFT = 0.1;

    private static final double UPLIFT_SHRINK_UNITS = 10;
    private static final double MOST_UPLIFT = 10;
    private static final double DECAY = 0.99;

    /** Dispersion of an item of which nothing is known, and the days that it is believed like. */
    private static final double USUAL_DISPERSION = 0.3;

    private static final double USUAL_DAYS = 28;

    private final ItemSeries series;
    private final WeekdayProfile weekday;
    private final double[] uplift;
    private final double[] level;
    private final double[] dispersion;

    RollingForecast(ItemSeries series, WeekdayProfile ofDepartment) {
        this.series = series;
        int days = series.demand().length;
        double[] ordinary = new double[days];
        for (int t = 0; t < days; t++) {
            boolean known = t >= series.first()
                    && t < series.end()
                    && !series.promoted().get(t);
            ordinary[t] = known ? series.demand()[t] : Double.NaN;
        }
        this.weekday = WeekdayProfile.of(ordinary, ofDepartment);
        this.uplift = uplift(ordinary);
        this.level = level();
        this.dispersion = dispersion();
    }

    /** Sales on promotion by what they would have been without, as known on each morning. */
    private double[] uplift(double[] ordinary) {
        double[] deseasonalized = new double[ordinary.length];
        Arrays.setAll(deseasonalized, t -> ordinary[t] / weekday.factor(t, t));
        double[] before = Smoothing.simple(deseasonalized, FAST);
        double[] path = new double[ordinary.length];
        double sold = UPLIFT_SHRINK_UNITS;
        double expected = UPLIFT_SHRINK_UNITS;
        for (int t = 0; t < path.length; t++) {
            path[t] = Math.min(MOST_UPLIFT, sold / expected);
            double y = series.demand()[t];
            if (t > 0 && series.promoted().get(t) && !Double.isNaN(y) && !Double.isNaN(before[t - 1])) {
                sold += y;
                expected += before[t - 1] * weekday.factor(t, t);
            }
        }
        return path;
    }

    private double[] level() {
        double[] x = new double[series.demand().length];
        for (int t = 0; t < x.length; t++) {
            boolean here = t >= series.first() && t < series.end();
            x[t] = here ? series.demand()[t] / factor(t, t) : Double.NaN;
        }
        double[] slow = Smoothing.simple(x, SLOW);
        double[] fast = Smoothing.simple(x, FAST);
        Arrays.setAll(slow, t -> (slow[t] + fast[t]) / 2);
        return slow;
    }

    /** f of Var = m + f m², from the squared errors of one day ahead. */
    private double[] dispersion() {
        double[] path = new double[level.length];
        double excess = 0;
        double squares = 0;
        double days = 0;
        for (int t = 0; t < path.length; t++) {
            double prior = days == 0 ? 1 : USUAL_DAYS * squares / days;
            path[t] = Math.max(0, (excess + prior * USUAL_DISPERSION) / (squares + prior));
            double m = t == 0 ? Double.NaN : level[t - 1] * factor(t, t);
            double error = series.demand()[t] - m;
            excess *= DECAY;
            squares *= DECAY;
            days *= DECAY;
            if (!Double.isNaN(error) && m > 0) {
                excess += error * error - m;
                squares += m * m;
                days++;
            }
        }
        return path;
    }

    private double factor(int today, int day) {
        return weekday.factor(today, day) * (series.promoted().get(day) ? uplift[today] : 1);
    }

    /** Whether there is a past to forecast from on this morning. */
    boolean ready(int today) {
        return today > 0 && !Double.isNaN(level[today - 1]);
    }

    /** Expected units of a day on the morning of {@code today}. */
    double mean(int today, int day) {
        boolean none = series.calendar().closed(day) || day >= series.end() || !ready(today);
        return none ? 0 : level[today - 1] * factor(today, day);
    }

    /** Demand from {@code from} until the day before {@code to} as expected on the morning of {@code today}. */
    DemandOverInterval between(int today, int from, int to) {
        int days = Math.max(0, to - from);
        double[] mean = new double[days];
        double[] dispersions = new double[days];
        Arrays.setAll(mean, i -> mean(today, from + i));
        Arrays.fill(dispersions, dispersion[today]);
        return DemandOverInterval.of(mean, dispersions, 0, days, levelUncertainty(today));
    }

    /**
     * Relative standard deviation of the level: a / (2 - a) of a day's variance is what exponential smoothing leaves of it
     * (Johnston and Harrison, 1986), and the level drifts besides.
     */
    private double levelUncertainty(int today) {
        double m = ready(today) ? level[today - 1] : 0;
        if (!(m > 0)) {
            return DRIFT;
        }
        double alpha = (SLOW + FAST) / 2;
        double sampling = alpha / (2 - alpha) * (1 / m + dispersion[today]);
        return Math.min(1, Math.sqrt(DRIFT * DRIFT + sampling));
    }
}
