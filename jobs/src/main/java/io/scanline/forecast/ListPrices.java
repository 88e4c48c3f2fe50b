package io.scanline.forecast;

import java.util.Arrays;

/** An item's list price in one store by day, of the last years and, as far as it is planned, of days to come. */
final class ListPrices {
    static final int DAYS_KEPT = 900;

    private static final int LONGEST_HORIZON = 366;
    private static final ListPrices NONE = new ListPrices(0, 0);

    private final int first;
    private final float[] price;

    private ListPrices(int first, int days) {
        this.first = first;
        price = new float[days];
        Arrays.fill(price, Float.NaN);
    }

    static ListPrices none() {
        return NONE;
    }

    /** @param days of history */
    static ListPrices of(int days) {
        int first = Math.max(0, days - DAYS_KEPT);
        return new ListPrices(first, days - first + LONGEST_HORIZON);
    }

    /** From a day until the day before another. */
    void set(int from, int until, double value) {
        int start = Math.max(0, from - first);
        int end = Math.min(price.length, until - first);
        if (start < end) {
            Arrays.fill(price, start, end, (float) value);
        }
    }

    /** NaN where unknown. */
    double on(int day) {
        return day < first || day >= first + price.length ? Double.NaN : price[day - first];
    }
}
