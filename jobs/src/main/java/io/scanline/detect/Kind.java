package io.scanline.detect;

/** The kinds of unusual events that this job tells apart. */
enum Kind {
    SALES_SPIKE,
    SALES_DROP,
    TRAFFIC_CHANGE,
    BASKET_CHANGE,
    RETURNS_SPIKE,
    VOID_SPIKE,
    DISCOUNT_SPIKE,
    DATA_LATE,
    DATA_DUPLICATE;

    /** A change of the whole of sales, which explains changes of its parts. */
    boolean isSales() {
        return this == SALES_SPIKE || this == SALES_DROP;
    }

    boolean isData() {
        return this == DATA_LATE || this == DATA_DUPLICATE;
    }

    /** Whether traffic and baskets mean something for it. */
    boolean splitsIntoTrafficAndBaskets() {
        return isSales() || this == TRAFFIC_CHANGE || this == BASKET_CHANGE;
    }

    /**
     * Share of the false discoveries that may be kept which whole stores, and what is above them, have for this kind and those
     * of its family.
     */
    double shareOfFalseOnes() {
        return switch (this) {
            case SALES_SPIKE, SALES_DROP, DATA_LATE, DATA_DUPLICATE -> 0.5;
            case RETURNS_SPIKE -> 0.2;
            case TRAFFIC_CHANGE, BASKET_CHANGE, VOID_SPIKE, DISCOUNT_SPIKE -> 0.16;
        };
    }
}
