package io.scanline.simulate;

/**
 * The days of one item of one store, to be played over again with policies' orders instead of those that were placed.
 *
 * <p>Each day goes like this, and nothing else moves stock:
 *
 * <ol>
 *   <li>Morning of an order day: the policy decides, knowing the stock that last night left, the orders underway as promised, and
 *       demand until yesterday. Packs, minimum, maximum and shelf are applied to what it asks for; where the supplier asks for a minimum
 *       of all lines together, the order is filled up to it or put off, as {@link SupplierOrder} says; and the order is placed.
 *   <li>Before opening: goods that are due come, an order of the same morning included when its lead time is 0. They are on sale on
 *       this day already. To a closed store nothing is delivered: it comes on the next open day.
 *   <li>Open: customers take what they want, the oldest goods first. What is not there is lost, not owed.
 *   <li>Close: goods on their last day on sale are wasted. With a shelf life of n days goods are on sale on n days, that of their
 *       arrival included; closed days count.
 * </ol>
 *
 * <p>What the policy learns is demand itself, also where its own shelf was empty.
 */
final class Replay {
    private final ItemSeries series;
    private final RollingForecast forecast;
    private final long[] wanted;

    Replay(ItemSeries series, RollingForecast forecast) {
        this.series = series;
        this.forecast = forecast;
        this.wanted = new long[series.demand().length];
        for (int day = series.first(); day < Math.min(series.end(), wanted.length); day++) {
            wanted[day] = wanted(day);
        }
    }

    /** Whole pieces, or weight; where nothing is known of a day, what was expected of it. */
    private long wanted(int day) {
        double demand = series.demand()[day];
        if (Double.isNaN(demand)) {
            demand = forecast.ready(day) ? forecast.mean(day, day) : 0;
        }
        return series.step() == 1 ? Math.round(Math.max(0, demand)) * Supply.UNIT : Supply.of(Math.max(0, demand));
    }

    long wantedOn(int day) {
        return day < wanted.length ? wanted[day] : 0;
    }

    ItemSeries series() {
        return series;
    }

    RollingForecast forecast() {
        return forecast;
    }

    /** The same days once more under a policy. */
    Course course(Policy policy, int start, int scoredFrom, int end) {
        return new Course(this, policy, start, scoredFrom, end);
    }
}
