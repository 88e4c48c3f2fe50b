package io.scanline.simulate;

import io.scanline.stats.Normal;

/**
 * By how many days the deliveries of one item are early or late: normal with the supplier's deviation, cut at three of them
 * and to whole days. A function of seed, store, item and order date only, so that every policy meets the same deliveries, on
 * any number of executors.
 */
record Lateness(long seed, double deviation) {
    /** A policy plans with as much, see {@link io.scanline.calendar.SupplyCalendar#latenessChances}. */
    private static final double MOST_DEVIATIONS = 3;

    private static final double TO_FRACTION = 0x1p-53;

    static Lateness of(String storeId, String itemId, double deviation) {
        return new Lateness(mixed(mixed(hash(storeId)) + hash(itemId)), deviation);
    }

    /** @param orderDay days since 1970-01-01 */
    int days(long orderDay) {
        if (deviation == 0) {
            return 0;
        }
        double chance = ((mixed(seed + orderDay) >>> 11) + 0.5) * TO_FRACTION;
        double z = Math.max(-MOST_DEVIATIONS, Math.min(MOST_DEVIATIONS, Normal.quantile(chance)));
        return (int) Math.round(deviation * z);
    }

    private static long hash(String text) {
        long hash = 1125899906842597L;
        for (int i = 0; i < text.length(); i++) {
            hash = 31 * hash + text.charAt(i);
        }
        return hash;
    }

    /** The finalizer of SplitMix64 (Steele, Lea, Flood, 2014). */
    private static long mixed(long value) {
        long z = value + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
