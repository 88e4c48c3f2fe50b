package io.scanline.forecast;

import java.util.Arrays;

/**
 * One item of a store at one origin: its own weekday profile and promotion uplift on top of its department's calendar, and a
 * smoothed level of what remains.
 */
final class ItemModel {
    private static final int PROFILE_DAYS = 364;
    private static final double PROFILE_SHRINK_UNITS = 60;
    private static final double UPLIFT_SHRINK_UNITS = 20;
    private static final double SMALLEST_FACTOR = 0.05;
    private static final double MOST_UPLIFT = 10;

    private final ItemSeries series;
    private final TradingCalendar calendar;
    private final double[] factor;
    private final int start;
    private double[] own;
    private double averageUplift = 1;
    private double levelOutsidePromotions;
    private double soldOnPromotion;
    private double expectedOnPromotion;
    private LevelModel.Level level;
    private double[] ordinary;

    /** @param factor the department's calendar factor by day of history and horizon */
    ItemModel(ItemSeries series, TradingCalendar calendar, double[] factor) {
        this.series = series;
        this.calendar = calendar;
        this.factor = factor;
        this.start = series.firstDay(calendar.history());
        compareWithDepartment();
    }

    /** Sales over the last year inside and outside promotions, against what the calendar alone makes expect. */
    private void compareWithDepartment() {
        double demand = 0;
        double exposure = 0;
        double promotedDemand = 0;
        double promotedExposure = 0;
        for (int t = Math.max(start, calendar.history() - PROFILE_DAYS); t < calendar.history(); t++) {
            double y = series.demand(t);
            if (!Double.isNaN(y)) {
                boolean promoted = series.promoted(t);
                demand += promoted ? 0 : y;
                exposure += promoted ? 0 : factor[t];
                promotedDemand += promoted ? y : 0;
                promotedExposure += promoted ? factor[t] : 0;
            }
        }
        levelOutsidePromotions = exposure > 0 ? demand / exposure : 0;
        soldOnPromotion = levelOutsidePromotions > 0 ? promotedDemand : 0;
        expectedOnPromotion = levelOutsidePromotions * promotedExposure;
    }

    double soldOnPromotion() {
        return soldOnPromotion;
    }

    double expectedOnPromotion() {
        return expectedOnPromotion;
    }

    /** @param departmentUplift promoted sales of the department by what they would have been without */
    void fit(double departmentUplift) {
        double uplift = series.everPromoted()
                ? Math.min(
                        MOST_UPLIFT,
                        (soldOnPromotion + UPLIFT_SHRINK_UNITS * departmentUplift)
                                / (expectedOnPromotion + UPLIFT_SHRINK_UNITS))
                : 1;
        double[] weekday = weekdayProfile(uplift);
        own = new double[calendar.days()];
        int recent = 0;
        double sum = 0;
        for (int t = 0; t < own.length; t++) {
            double lift = series.promoted(t) ? uplift : 1;
            own[t] = factor[t] * weekday[calendar.weekday(t)] * lift;
            if (t >= Math.max(start, calendar.history() - PROFILE_DAYS) && t < calendar.history()) {
                sum += lift;
                recent++;
            }
        }
        averageUplift = recent == 0 ? 1 : sum / recent;
        double[] x = new double[calendar.history() - start];
        for (int i = 0; i < x.length; i++) {
            x[i] = own[start + i] < SMALLEST_FACTOR ? Double.NaN : series.demand(start + i) / own[start + i];
        }
        if (series.censoredDays(calendar.history()) == 0) {
            ZeroRuns.mask(x);
        }
        level = LevelModel.ofItems(calendar.horizon()).fit(x);
        ordinary = x;
    }

    /** The item's weekdays against the department's, shrunk to them by volume. */
    private double[] weekdayProfile(double uplift) {
        double[] sold = new double[TradingCalendar.WEEKDAYS];
        double[] expected = new double[TradingCalendar.WEEKDAYS];
        double total = 0;
        double exposure = 0;
        for (int t = Math.max(start, calendar.history() - PROFILE_DAYS); t < calendar.history(); t++) {
            double y = series.demand(t);
            if (!Double.isNaN(y)) {
                double day = factor[t] * (series.promoted(t) ? uplift : 1);
                total += y;
                exposure += day;
                sold[calendar.weekday(t)] += y;
                expected[calendar.weekday(t)] += day;
            }
        }
        double mean = exposure > 0 ? total / exposure : 0;
        double[] profile = new double[TradingCalendar.WEEKDAYS];
        Arrays.setAll(profile, w -> (sold[w] + PROFILE_SHRINK_UNITS) / (mean * expected[w] + PROFILE_SHRINK_UNITS));
        return profile;
    }

    ItemSeries series() {
        return series;
    }

    /** Days since the item's first day in the store. */
    int historyDays() {
        return calendar.history() - start;
    }

    double level() {
        return level.last();
    }

    String models() {
        return level.models();
    }

    /** Expected demand of day h of the horizon at a level of 1. */
    double factorAhead(int h) {
        int day = calendar.history() + h;
        return series.offRange(day) ? 0 : own[day];
    }

    /** As {@link #factorAhead}, with the share of promotions that the last year had instead of the planned ones. */
    double ordinaryFactorAhead(int h) {
        int day = calendar.history() + h;
        double planned = factorAhead(h);
        return series.everPromoted() && planned > 0 ? factor[day] * averageUplift : planned;
    }

    /** The level as it was expected with {@code origin} days known, 1 or more days after the item's first. */
    double expectedLevel(int origin) {
        return level.path()[origin - 1 - start];
    }

    /** What was expected of a day of history {@code lag} days before; NaN where the item was too young. */
    double expectedBefore(int day, int lag) {
        int i = day - lag - start;
        return i < 0 ? Double.NaN : level.path()[i] * own[day];
    }

    /** Whether a day of history says something of demand: not where the store was shut or a stock-out is known or inferred. */
    boolean tells(int day) {
        return day >= start && !Double.isNaN(ordinary[day - start]);
    }

    /** Expected demand of a day of history or horizon at a level of 1. */
    double factor(int day) {
        return own[day];
    }

    /** As {@link #factor}, without what is the item's own. */
    double departmentFactor(int day) {
        return factor[day];
    }

    /** Share of the days of the last half year on which something sold. */
    double sellingShare() {
        int selling = 0;
        int known = 0;
        for (int t = Math.max(start, calendar.history() - PROFILE_DAYS / 2); t < calendar.history(); t++) {
            double y = series.demand(t);
            known += Double.isNaN(y) ? 0 : 1;
            selling += y > 0 ? 1 : 0;
        }
        return known == 0 ? 0 : (double) selling / known;
    }
}
