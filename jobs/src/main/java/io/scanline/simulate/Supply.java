package io.scanline.simulate;

import io.scanline.calendar.SupplyCalendar;
import java.math.BigDecimal;

/**
 * What supplier and shelf set for every policy alike: whole packs, the limits around an order, and how long goods keep.
 * Quantities are whole ten-thousandths of a unit, as finely as the tables have them.
 *
 * @param calendar when orders are taken and goods come
 * @param pack units in a pack, above 0
 * @param minOrder fewest units in an order, 0 for none
 * @param maxOrder most units in an order, {@link #NO_LIMIT} for any
 * @param capacity most units that the shelf holds, {@link #NO_LIMIT} for any
 * @param presentation units that must always stand on the shelf
 * @param shelfLifeDays days on sale, 0 for goods that keep
 */
record Supply(
        SupplyCalendar calendar,
        long pack,
        long minOrder,
        long maxOrder,
        long capacity,
        long presentation,
        int shelfLifeDays) {

    /** Ten-thousandths in a unit. */
    static final long UNIT = 10_000;

    static final long NO_LIMIT = Long.MAX_VALUE;

    Supply {
        if (pack <= 0) {
            throw new IllegalArgumentException("pack_size must be above 0");
        }
        if (minOrder < 0 || maxOrder < 0 || capacity < 0 || presentation < 0 || shelfLifeDays < 0) {
            throw new IllegalArgumentException("limits of orders and shelf must not be negative");
        }
    }

    /** The nearest ten-thousandths of an amount in units. */
    static long of(double units) {
        return Math.round(units * UNIT);
    }

    /** The same in units, exactly. */
    static BigDecimal decimal(long quantity) {
        return BigDecimal.valueOf(quantity, 4);
    }

    static double units(long quantity) {
        return (double) quantity / UNIT;
    }

    double packUnits() {
        return units(pack);
    }

    /** The last day on sale of goods that come on a day: they are on sale on that day already. */
    int lastDayOnSale(int arrival) {
        return shelfLifeDays == 0 ? ShelfStock.NEVER : arrival + shelfLifeDays - 1;
    }

    /**
     * The order for a need: rounded up to whole packs, raised to the minimum, cut to the maximum and to the room that the
     * shelf is expected to have. A cut that leaves less than the minimum leaves nothing.
     *
     * @param need units, not above 0 for none
     * @param expectedAtDelivery units expected on the shelf when the order comes
     */
    long order(double need, double expectedAtDelivery) {
        long needed = of(need);
        if (needed <= 0) {
            return 0;
        }
        long wanted = Math.max(packsUp(needed), packsUp(minOrder));
        long order = Math.min(wanted, most(expectedAtDelivery));
        return order < minOrder ? 0 : order;
    }

    /** So many units or fewer, in whole packs: what maximum and shelf allow of them, whatever is needed. */
    long within(double units, double expectedAtDelivery) {
        return Math.min(packsDown(of(Math.max(0, units))), most(expectedAtDelivery));
    }

    private long most(double expectedAtDelivery) {
        return Math.min(packsDown(maxOrder), room(of(Math.max(0, expectedAtDelivery))));
    }

    private long room(long expected) {
        if (capacity == NO_LIMIT) {
            return NO_LIMIT;
        }
        long free = Math.max(0, capacity - expected);
        // a pack that is larger than the shelf is bought all the same, one at a time, once half of the shelf is free
        return pack > capacity && 2 * free >= capacity ? pack : packsDown(free);
    }

    private long packsUp(long quantity) {
        return (quantity + pack - 1) / pack * pack;
    }

    private long packsDown(long quantity) {
        return quantity / pack * pack;
    }
}
