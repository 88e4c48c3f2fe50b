package io.scanline.compare;

import java.util.List;
import java.util.Locale;

/** What is compared of a period. */
enum Metric {
    NET_SALES,
    UNITS,
    TRANSACTIONS,
    BASKET_VALUE,
    UNITS_PER_TRANSACTION,
    DISCOUNT_RATE;

    static final List<Metric> ALL = List.of(values());

    private final String label = name().toLowerCase(Locale.ROOT);

    /** As the table says it. */
    String label() {
        return label;
    }
}
