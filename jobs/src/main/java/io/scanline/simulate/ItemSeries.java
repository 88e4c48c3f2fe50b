package io.scanline.simulate;

import java.math.BigDecimal;
import java.util.BitSet;

/**
 * One item of one store: what customers wanted day by day, and how it can be ordered. Days are counted from 0 = the first day
 * of history.
 *
 * @param demand units wanted a day; NaN where nothing is known of it
 * @param promoted days for which a promotion was planned
 * @param first first day on which the store had the item
 * @param end day after the last one on which it has it
 * @param lateness of its deliveries
 * @param firstDate days since 1970-01-01 of day 0
 * @param price null where not known
 * @param unitCost null where not known
 * @param step 1 for pieces, less for weighed goods
 */
record ItemSeries(
        String itemId,
        String department,
        float[] demand,
        BitSet promoted,
        int first,
        int end,
        Supply supply,
        Supplier supplier,
        OrderCalendar calendar,
        Lateness lateness,
        long firstDate,
        BigDecimal price,
        BigDecimal unitCost,
        double step) {

    /** Mean demand of the known days of a span; 0 where there is none. */
    double meanDemand(int from, int to) {
        double sum = 0;
        int known = 0;
        for (int day = Math.max(first, from); day < Math.min(end, to); day++) {
            if (!Float.isNaN(demand[day])) {
                sum += demand[day];
                known++;
            }
        }
        return known == 0 ? 0 : sum / known;
    }

    /** The day on which the goods of an order of this day really come. */
    int actualDelivery(int orderDay) {
        return calendar.actualDelivery(orderDay, lateness.days(firstDate + orderDay));
    }
}
