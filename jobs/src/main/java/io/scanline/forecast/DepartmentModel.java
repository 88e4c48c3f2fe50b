package io.scanline.forecast;

import io.scanline.stats.RidgeRegression;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * A department of one store as a whole: how the calendar moves it, and what it will sell. A department is far less noisy than
 * its items, so it sets their calendar and their common level.
 */
final class DepartmentModel {
    private static final double HALF_LIFE_DAYS = 900;
    /** A day below this share of the median is a day on which the store was shut, whatever the calendar says. */
    private static final double SHUT_SHARE = 0.1;
    /** Below this median a day without a sale is no sign of a shut store: Poisson would leave a tenth of 20 once in 10^6 days. */
    private static final double FEWEST_UNITS = 20;

    private static final double SHUT_FACTOR = 0.001;
    private static final double MOST_LOG_FACTOR = 3;

    private DepartmentModel() {}

    /**
     * @param factor demand of each day of history and horizon as a multiple of an ordinary day's; 0 on closed days
     * @param growth what to multiply today's level with, by day of the horizon
     * @param mean expected demand of each day of the horizon, growth included
     */
    record Fit(double[] factor, double[] growth, double[] mean) {}

    /**
     * @param sold total of the department by day of history, NaN where unknown
     * @param items of the department
     * @param growth of the store, as of {@link StoreGrowth}
     */
    static Fit fit(double[] sold, List<ItemSeries> items, TradingCalendar calendar, double growth) {
        double median = LevelModel.median(Arrays.stream(sold).filter(y -> y > 0).toArray());
        double floor = median < FEWEST_UNITS ? 0 : SHUT_SHARE * median;
        IntPredicate shut = t -> !(sold[t] >= floor);
        InferredOutages outages = InferredOutages.of(items, sold.length, shut, median);
        double[] demand = new double[sold.length];
        Arrays.setAll(demand, t -> outages.recovered(t, sold[t]));
        double[] factor = factors(demand, median, floor, calendar);
        double[] level = new double[calendar.history()];
        for (int t = 0; t < level.length; t++) {
            level[t] = demand[t] >= floor && factor[t] > 0 ? demand[t] / factor[t] : Double.NaN;
        }
        double expected =
                LevelModel.ofDepartments(calendar.horizon()).fit(level).last();
        YearsBefore.bringInto(factor, level, median);
        double[] ahead = StoreGrowth.ahead(growth, calendar.horizon());
        double onSale = expected * (1 - outages.ahead());
        double[] mean = new double[calendar.horizon()];
        for (int h = 0; h < mean.length; h++) {
            mean[h] = onSale * factor[calendar.history() + h] * ahead[h];
        }
        return new Fit(factor, ahead, mean);
    }

    private static double[] factors(double[] demand, double median, double floor, TradingCalendar calendar) {
        RidgeRegression regression = new RidgeRegression(calendar.penalty());
        for (int t = 0; t < calendar.history(); t++) {
            if (demand[t] >= floor) {
                double weight = Math.pow(0.5, (calendar.history() - 1 - t) / HALF_LIFE_DAYS);
                regression.add(
                        calendar.columns(t), calendar.values(t), Math.log((demand[t] + 1) / (median + 1)), weight);
            }
        }
        double[] effects = regression.solve();
        for (int c = 0; c < effects.length; c++) {
            if (calendar.isLevel(c)) {
                effects[c] = 0;
            }
        }
        BitSet shut = calendar.shutHolidays(demand, floor);
        shut.or(calendar.shutWeekdays(demand, floor));
        double[] factor = new double[calendar.days()];
        for (int t = 0; t < factor.length; t++) {
            double log = RidgeRegression.predict(effects, calendar.columns(t), calendar.values(t));
            double open = Math.exp(Math.max(-MOST_LOG_FACTOR, Math.min(MOST_LOG_FACTOR, log)));
            factor[t] = calendar.closed(t) ? 0 : shut.get(t) ? SHUT_FACTOR : open;
        }
        return factor;
    }
}
