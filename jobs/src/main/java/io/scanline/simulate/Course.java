package io.scanline.simulate;

import io.scanline.stats.OrderGain;
import io.scanline.stats.PackLadder;
import java.math.BigDecimal;

/** The course of one item under one policy, day by day, by the rules of {@link Replay}. */
final class Course {
    /** Where no order comes in sight, the shelf is first filled for as many days. */
    private static final int USUAL_OPENING_DAYS = 14;

    private final ItemSeries series;
    private final Replay replay;
    private final Policy policy;
    private final int start;
    private final int scoredFrom;
    private final int end;
    private final ShelfStock shelf;
    private final OpenOrders orders = new OpenOrders();
    private Tally tally = new Tally();

    /**
     * @param start day whose morning finds the shelf filled
     * @param scoredFrom day from which is counted; those before wear the first stock off
     * @param end day after the last one
     */
    Course(Replay replay, Policy policy, int start, int scoredFrom, int end) {
        this.series = replay.series();
        this.replay = replay;
        this.policy = policy;
        this.start = start;
        this.scoredFrom = scoredFrom;
        this.end = end;
        this.shelf = opening();
    }

    /** The same for every policy: the usual demand until the first order's goods are used up, as far as they keep. */
    private ShelfStock opening() {
        int firstOrder =
                series.calendar().takesOrders(start) ? start : series.calendar().orderDayAfter(start);
        int days = firstOrder < 0 ? USUAL_OPENING_DAYS : series.calendar().deliveryAfter(firstOrder) - start;
        int life = series.supply().shelfLifeDays();
        double need =
                series.meanDemand(start - Morning.THIRTEEN_WEEKS, start) * (life == 0 ? days : Math.min(days, life));
        ShelfStock stock = new ShelfStock();
        stock.receive(series.supply().order(need, 0), series.supply().lastDayOnSale(start));
        return stock;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    Tally tally() {
        return tally;
    }

    boolean runs(int day) {
        return day >= start && day < end;
    }

    boolean takesOrders(int day) {
        return runs(day) && series.calendar().takesOrders(day);
    }

    /** What the policy makes of the morning of an order day. */
    Line line(int day) {
        Morning now = new Morning(series, replay.forecast(), day, shelf, orders);
        if (now.delivery() >= series.end()) {
            // the goods would find item or store gone
            return new Line(now, 0, 0);
        }
        double expected =
                Supply.units(now.expected(day, now.delivery()).stock() + orders.promisedFor(now.delivery(), day));
        double need = Math.max(policy.need(now), forPresentation(now, expected));
        return new Line(now, expected, series.supply().order(need, expected));
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

    /** Plays a day of the course, with this order where the day takes any. */
    void play(int day, long order) {
        if (day == scoredFrom) {
            tally = Tally.from(shelf.onHand());
        }
        if (series.calendar().takesOrders(day)) {
            if (order > 0) {
                orders.place(order, series.calendar().deliveryOf(day), series.actualDelivery(day));
            }
            tally.orderDay(order > 0);
        }
        long received = orders.receive(day);
        shelf.receive(received, series.supply().lastDayOnSale(day));
        long wanted = replay.wantedOn(day);
        long sold = shelf.sell(wanted);
        long wasted = shelf.expire(day);
        tally.day(received, wanted, sold, wasted, shelf.onHand());
    }

    /**
     * A line of an order before it is placed.
     *
     * @param expectedAtDelivery units expected on the shelf when it comes
     * @param quantity in ten-thousandths of a unit, packs and limits applied
     */
    record Line(Morning now, double expectedAtDelivery, long quantity) {

        /** Null where no cost is known. */
        BigDecimal cost() {
            BigDecimal unitCost = now.series().unitCost();
            return unitCost == null || unitCost.signum() <= 0 ? null : ItemCosts.money(unitCost, quantity);
        }

        /** @param holdingRate cost of a year's stock as a share of its value */
        PackLadder ladder(double holdingRate) {
            if (cost() == null) {
                return PackLadder.costless(quantity > 0);
            }
            ItemSeries series = now.series();
            int life = series.supply().shelfLifeDays();
            OrderGain gain = OrderGain.of(
                    now.stockAtDelivery(),
                    now.demand(),
                    life == 0 || life > OrderGain.LONGEST_PERISHABLE_DAYS ? null : now.shelfLifeDemand(),
                    series.price(),
                    series.unitCost(),
                    holdingRate,
                    now.nextDelivery() - now.delivery());
            return PackLadder.of(
                    gain,
                    series.unitCost(),
                    Supply.decimal(quantity),
                    Supply.decimal(series.supply().pack()),
                    Supply.decimal(series.supply().minOrder()),
                    Supply.decimal(
                            canTakeMore(gain) ? series.supply().within(gain.mostUnits(), expectedAtDelivery) : 0));
        }

        /** Nothing is added of goods that leave the range, or of which nothing is expected to sell. */
        private boolean canTakeMore(OrderGain gain) {
            return gain.demand().mean() > 0
                    && now.nextDelivery() + OrderGain.MOST_DAYS_AHEAD
                            < now.series().end();
        }
    }
}
