package io.scanline.forecast;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * An item's list price in one store by day, of the last years and, as far as it is planned, of days to come. The store's own
 * price goes before the chain's, and of either the one that began last.
 */
final class ListPrices {
    static final int DAYS_KEPT = 900;

    private static final ListPrices NONE = new ListPrices(0, 0);

    private static final Comparator<Span> WEAKEST_FIRST =
            Comparator.comparing(Span::own).thenComparing(Span::from).thenComparing(Span::value);

    private record Span(boolean own, int from, int until, double value) {}

    private final int first;
    private final float[] price;
    private final List<Span> unsettled = new ArrayList<>();

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
        return new ListPrices(first, days - first + ForecastOptions.LONGEST_HORIZON);
    }

    /**
     * From a day until the day before another, in any order.
     *
     * @param own whether it is the store's own
     */
    void add(int from, int until, double value, boolean own) {
        unsettled.add(new Span(own, from, until, value));
    }

    private void settle() {
        unsettled.sort(WEAKEST_FIRST);
        for (Span span : unsettled) {
            int start = Math.max(0, span.from() - first);
            int end = Math.min(price.length, span.until() - first);
            if (start < end) {
                Arrays.fill(price, start, end, (float) span.value());
            }
        }
        unsettled.clear();
    }

    /** NaN where unknown. */
    double on(int day) {
        if (!unsettled.isEmpty()) {
            settle();
        }
        return day < first || day >= first + price.length ? Double.NaN : price[day - first];
    }
}
