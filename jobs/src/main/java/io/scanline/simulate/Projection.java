package io.scanline.simulate;

import java.util.function.IntToLongFunction;

/**
 * An item's shelf rolled forward without a new order, each day in the order of {@link Replay}: goods come, customers buy, what is
 * too old goes.
 *
 * @param stock on the morning of the last day, before its goods come
 * @param lost demand that found no stock
 * @param wasted goods that grew too old
 */
record Projection(long stock, long lost, long wasted) {

    /**
     * @param from day from which losses and waste are counted; the shelf is rolled from today on
     * @param to day after the last one
     * @param demand of a day
     * @param arrivals of a day
     */
    static Projection of(Morning now, int from, int to, IntToLongFunction demand, IntToLongFunction arrivals) {
        ShelfStock shelf = now.shelf().copy();
        long lost = 0;
        long wasted = 0;
        for (int day = now.today(); day < to; day++) {
            shelf.receive(arrivals.applyAsLong(day), now.supply().lastDayOnSale(day));
            long wanted = demand.applyAsLong(day);
            long unmet = wanted - shelf.sell(wanted);
            long expired = shelf.expire(day);
            if (day >= from) {
                lost += unmet;
                wasted += expired;
            }
        }
        return new Projection(shelf.onHand(), lost, wasted);
    }
}
