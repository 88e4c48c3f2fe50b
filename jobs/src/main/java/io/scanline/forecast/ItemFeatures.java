package io.scanline.forecast;

import java.util.List;

/**
 * What the trees know of one item on one day: all of it was known at the origin, but for the calendar, list prices and promotions, which are
 * planned. Quantities are ratios to the item's level, so that trees learn patterns and not scale. What would tell items or weeks of the year
 * apart, such as a price in money or an age, is left out: trees learn by heart from it what each item or week once did.
 */
final class ItemFeatures {
    static final List<String> NAMES = List.of(
            "log_level",
            "log_factor",
            "log_department_factor",
            "days_ahead",
            "weekday_lag_1",
            "weekday_lag_2",
            "weekday_lag_3",
            "weekday_lag_4",
            "last_day",
            "mean_7",
            "mean_14",
            "mean_28",
            "mean_56",
            "mean_91",
            "mean_182",
            "mean_364",
            "deviation_7",
            "deviation_28",
            "deviation_91",
            "weekday_mean_4",
            "weekday_mean_8",
            "weekday_mean_26",
            "selling_share_14",
            "selling_share_91",
            "days_since_sale",
            "year_ago_7",
            "year_ago_28",
            "department_7_by_28",
            "department_28_by_91",
            "department_91_by_364",
            "price_by_90_days",
            "price_by_last",
            "price_by_year",
            "promoted",
            "promoted_share_28",
            "weekday",
            "day_of_month",
            "events",
            "events_yesterday",
            "events_tomorrow",
            "days_to_holiday",
            "days_since_holiday");
    static final int COUNT = NAMES.size();

    /** An item younger than this is left to the statistical engine's prior. */
    static final int FEWEST_DAYS = ColdStart.SETTLED_DAYS;

    private static final double LEAST_FACTOR = 0.05;
    /** Expected units a day below which the base margin does not go: with less, one sale is a leaf without bounds. */
    private static final double LEAST_MARGIN = 0.05;

    private static final int HOLIDAY_DAYS = 14;
    private static final int[] MEANS = {7, 14, 28, 56, 91, 182, TradingCalendar.YEAR};
    private static final int[] DEVIATIONS = {7, 28, 91};
    private static final int[] WEEKDAY_MEANS = {4, 8, 26};
    private static final int WEEKDAY_LAGS = 4;

    private final ItemModel model;
    private final TradingCalendar calendar;
    private final RunningSums department;
    private final RunningSums demand;
    private final RunningSums prices;
    private final RunningSums promotions;

    /** @param department the department's demand without its calendar, by day of history */
    ItemFeatures(ItemModel model, TradingCalendar calendar, RunningSums department) {
        this.model = model;
        this.calendar = calendar;
        this.department = department;
        ItemSeries series = model.series();
        int start = calendar.history() - model.historyDays();
        demand = new RunningSums(calendar.history(), t -> t < start ? Double.NaN : series.demand(t));
        prices = new RunningSums(calendar.days(), series.listPrices()::on);
        promotions = new RunningSums(calendar.days(), t -> series.promoted(t) ? 1 : 0);
    }

    /** Demand of a department by day of history with its calendar taken out; NaN where unknown. */
    static RunningSums ofDepartment(FittedDepartment fitted) {
        double[] factor = fitted.fit().factor();
        return new RunningSums(
                fitted.total().length, t -> factor[t] < LEAST_FACTOR ? Double.NaN : fitted.total()[t] / factor[t]);
    }

    /** Whether the trees may speak of a day, seen from an origin: the store trades, and the item is known long enough. */
    boolean covers(int origin, int day) {
        return origin >= calendar.history() - model.historyDays() + FEWEST_DAYS && model.factor(day) >= LEAST_FACTOR;
    }

    /** Whether a day of history can be learnt from as seen from an origin. */
    boolean teaches(int origin, int day) {
        return covers(origin, day) && model.tells(day) && model.tells(origin - 1);
    }

    double label(int day) {
        return Math.max(0, demand.at(day));
    }

    /** Logarithm of what the statistical engine expected of a day at an origin: what the trees' sum is added to. */
    double margin(int origin, int day) {
        return Math.log(Math.max(LEAST_MARGIN, level(origin) * model.factor(day)));
    }

    private double level(int origin) {
        double level = model.expectedLevel(origin);
        return level > 0 ? level : 0;
    }

    /** @param origin number of days that are known; {@code day} is at or after it */
    void fill(int origin, int day, float[] into, int offset) {
        Row row = new Row(into, offset);
        double scale = Math.max(LEAST_MARGIN, level(origin));
        row.add(Math.log(scale));
        row.add(Math.log(model.factor(day)));
        row.add(Math.log(Math.max(LEAST_FACTOR, model.departmentFactor(day))));
        row.add(day - origin + 1);
        addDemand(row, origin, day, scale);
        addDepartment(row, origin);
        addPrices(row, origin, day);
        addCalendar(row, day);
        if (row.at != offset + COUNT) {
            throw new IllegalStateException(
                    row.at - offset + " features were filled in, " + COUNT + " of them have a name");
        }
    }

    private void addDemand(Row row, int origin, int day, double scale) {
        for (int k = 1; k <= WEEKDAY_LAGS; k++) {
            row.add(demand.at(RunningSums.sameWeekday(day, origin, k)) / scale);
        }
        row.add(demand.at(origin - 1) / scale);
        for (int days : MEANS) {
            row.add(demand.mean(origin, days) / scale);
        }
        for (int days : DEVIATIONS) {
            row.add(demand.deviation(origin, days) / scale);
        }
        for (int weeks : WEEKDAY_MEANS) {
            row.add(demand.weekdayMean(day, origin, weeks) / scale);
        }
        row.add(demand.sellingShare(origin, 14));
        row.add(demand.sellingShare(origin, 91));
        row.add(demand.daysSinceSale(origin));
        // a horizon beyond a year looks back as far as is known
        int yearAgo = Math.min(origin, day - TradingCalendar.YEAR + 4);
        row.add(demand.mean(yearAgo, 7) / scale);
        row.add(demand.mean(yearAgo + 10 <= origin ? yearAgo + 10 : origin, 28) / scale);
    }

    private void addDepartment(Row row, int origin) {
        row.add(department.mean(origin, 7) / department.mean(origin, 28));
        row.add(department.mean(origin, 28) / department.mean(origin, 91));
        row.add(department.mean(origin, 91) / department.mean(origin, TradingCalendar.YEAR));
    }

    private void addPrices(Row row, int origin, int day) {
        double price = prices.at(day);
        row.add(price / prices.mean(origin, 90));
        row.add(price / prices.at(origin - 1));
        row.add(price / prices.mean(origin, TradingCalendar.YEAR));
        row.add(model.series().promoted(day) ? 1 : 0);
        row.add(promotions.mean(origin, 28));
    }

    private void addCalendar(Row row, int day) {
        row.add(calendar.weekday(day));
        row.add(calendar.date(day).getDayOfMonth());
        row.add(calendar.events(day));
        row.add(calendar.events(day - 1));
        row.add(calendar.events(day + 1));
        row.add(calendar.daysToHoliday(day, HOLIDAY_DAYS));
        row.add(calendar.daysSinceHoliday(day, HOLIDAY_DAYS));
    }

    private static final class Row {
        private final float[] values;
        private int at;

        Row(float[] values, int at) {
            this.values = values;
            this.at = at;
        }

        void add(double value) {
            values[at++] = (float) value;
        }
    }
}
