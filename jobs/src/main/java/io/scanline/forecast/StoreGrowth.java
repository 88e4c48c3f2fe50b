package io.scanline.forecast;

import java.util.Collection;

/**
 * How much more a store sells than a year ago. Its departments' levels are smoothed from the days before, so over a horizon they would stay behind a
 * store that grows.
 */
final class StoreGrowth {
    private static final int DAYS = 182;
    /** Mean age of what a department's level is made of. */
    private static final int LEVEL_AGE_DAYS = 10;

    private static final double MOST = 0.3;

    private StoreGrowth() {}

    /** Units of the last half year by those of the same days a year before, as a logarithm; 0 for a store that was not there then. */
    static double of(Collection<ItemSeries> items, int history) {
        int start = history - DAYS;
        int yearBefore = start - TradingCalendar.YEAR;
        if (items.stream().allMatch(item -> item.firstDay(history) > yearBefore)) {
            return 0;
        }
        double now = items.stream().mapToDouble(item -> units(item, start)).sum();
        double then =
                items.stream().mapToDouble(item -> units(item, yearBefore)).sum();
        return now > 0 && then > 0 ? Math.max(-MOST, Math.min(MOST, Math.log(now / then))) : 0;
    }

    private static double units(ItemSeries item, int from) {
        double units = 0;
        for (int t = from; t < from + DAYS; t++) {
            units += item.actual(t);
        }
        return units;
    }

    /** What to multiply the level with, by day of the horizon: growth goes on as it went over the year. */
    static double[] ahead(double growth, int horizon) {
        double[] ahead = new double[horizon];
        for (int h = 0; h < horizon; h++) {
            // no further than the year that it was seen over
            ahead[h] = Math.exp(growth * Math.min(1, (LEVEL_AGE_DAYS + h + 1.0) / TradingCalendar.YEAR));
        }
        return ahead;
    }
}
