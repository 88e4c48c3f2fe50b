package io.scanline.generate;

import java.time.DayOfWeek;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One item of the range.
 *
 * @param share share of the chain's lines that this item makes, long-tailed
 * @param euro price of one uom in euro before country levels
 * @param packMilli units (or kg) in a pack, thousandths
 * @param introduced day of the range, counted from the first day of sales; negative: before it
 * @param discontinued first day off the range; Integer.MAX_VALUE while in it
 * @param elasticity what a price cut of x does to demand: (1 - x) to the power of minus this
 */
record ItemPlan(
        int index,
        String id,
        long gtin,
        String name,
        String brand,
        Shelf shelf,
        double share,
        double euro,
        Supplier supplier,
        long packMilli,
        int introduced,
        int discontinued,
        double elasticity) {

    boolean weighed() {
        return shelf.weighed();
    }

    boolean onSale(int day) {
        return day >= introduced && day < discontinued;
    }

    /** Unit cost as a share of the price before tax: margins of 18 to 38 percent. */
    double costShare() {
        return 0.62 + (index * 37 % 21) / 100.0;
    }

    /** Share of demand that is to be met: highest for what sells most. */
    double serviceTarget(int items) {
        double popularity = share * items;
        return popularity > 2 ? 0.98 : popularity > 0.6 ? 0.97 : 0.95;
    }

    /** Who delivers an item, and when orders are taken. */
    record Supplier(String id, int leadDays, double leadSdDays, Set<DayOfWeek> orderDays, boolean reliable) {
        /** Days from one order to the next, on average. */
        double reviewDays() {
            return 7.0 / orderDays.size();
        }

        /** Order days as the supply terms write them: MON,WED,FRI. */
        String weekdays() {
            return orderDays.stream()
                    .sorted()
                    .map(d -> d.name().substring(0, 3))
                    .collect(Collectors.joining(","));
        }
    }
}
