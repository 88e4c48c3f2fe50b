package io.scanline.simulate;

/**
 * Plays the days of one item of one store over again with a policy's orders instead of those that were placed.
 *
 * <p>Each day goes like this, and nothing else moves stock:
 *
 * <ol>
 *   <li>Morning of an order day: the policy decides, knowing the stock that last night left, the orders underway as promised, and
 *       demand until yesterday. Packs, minimum, maximum and shelf are applied to what it asks for, and the order is placed.
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
    /** Where no order comes in sight, the shelf is first filled for as many days. */
    private static final int USUAL_OPENING_DAYS = 14;

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

    /**
     * @param start day whose morning finds the shelf filled
     * @param scoredFrom day from which is counted; those before wear the first stock off
     * @param end day after the last one
     */
    Tally run(Policy policy, int start, int scoredFrom, int end) {
        Tally tally = new Tally();
        ShelfStock shelf = opening(start);
        OpenOrders orders = new OpenOrders();
        for (int day = start; day < end; day++) {
            if (day == scoredFrom) {
                tally = Tally.from(shelf.onHand());
            }
            if (series.calendar().takesOrders(day)) {
                long order = order(policy, day, shelf, orders);
                if (order > 0) {
                    orders.place(order, series.calendar().deliveryOf(day), series.actualDelivery(day));
                }
                tally.orderDay(order > 0);
            }
            long received = orders.receive(day);
            shelf.receive(received, series.supply().lastDayOnSale(day));
            long sold = shelf.sell(wanted[day]);
            long wasted = shelf.expire(day);
            tally.day(received, wanted[day], sold, wasted, shelf.onHand());
        }
        return tally;
    }

    private long order(Policy policy, int day, ShelfStock shelf, OpenOrders orders) {
        Morning now = new Morning(series, forecast, day, shelf, orders);
        if (now.delivery() >= series.end()) {
            // the goods would find item or store gone
            return 0;
        }
        double expected =
                Supply.units(now.expected(day, now.delivery()).stock() + orders.promisedFor(now.delivery(), day));
        return series.supply().order(Math.max(policy.need(now), forPresentation(now, expected)), expected);
    }

    /** Units that keep the shelf presentable until the next delivery. */
    private double forPresentation(Morning now, double expectedAtDelivery) {
        long presentation = series.supply().presentation();
        return presentation == 0
                ? 0
                : Supply.units(presentation)
                        + now.expectedDemand(now.delivery(), now.nextDelivery())
                        - expectedAtDelivery;
    }

    /** The same for every policy: the usual demand until the first order's goods are used up, as far as they keep. */
    private ShelfStock opening(int start) {
        int firstOrder =
                series.calendar().takesOrders(start) ? start : series.calendar().orderDayAfter(start);
        int days = firstOrder < 0 ? USUAL_OPENING_DAYS : series.calendar().deliveryAfter(firstOrder) - start;
        int life = series.supply().shelfLifeDays();
        double need =
                series.meanDemand(start - Morning.THIRTEEN_WEEKS, start) * (life == 0 ? days : Math.min(days, life));
        ShelfStock shelf = new ShelfStock();
        shelf.receive(series.supply().order(need, 0), series.supply().lastDayOnSale(start));
        return shelf;
    }
}
