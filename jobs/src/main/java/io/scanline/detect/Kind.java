package io.scanline.detect;

import java.util.stream.Stream;

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

    /** Whether this is the name of such a kind. */
    static boolean isSales(String name) {
        return Stream.of(values())
                .anyMatch(kind -> kind.isSales() && kind.name().equals(name));
    }

    boolean isData() {
        return this == DATA_LATE || this == DATA_DUPLICATE;
    }

    /** Whether an event of this kind at a node explains one of another kind in a part of it: what is missing of all is missing of each. */
    boolean explains(Kind ofPart) {
        return this == ofPart
                || (this == DATA_LATE && ofPart == SALES_DROP)
                || (this == DATA_DUPLICATE && ofPart == SALES_SPIKE);
    }

    /** Whether traffic and baskets mean something for it. */
    boolean splitsIntoTrafficAndBaskets() {
        return isSales() || this == TRAFFIC_CHANGE || this == BASKET_CHANGE;
    }

    /**
     * Share of the false discoveries that may be kept which whole stores, and what is above them, have for this kind and those
     * of its family. Missing data has a family of its own: its tests are few, and whether it is found does not hang on how many
     * stores sold as usual.
     */
    double shareOfFalseOnes() {
        return switch (this) {
            case SALES_SPIKE, SALES_DROP -> 0.47;
            case RETURNS_SPIKE -> 0.19;
            case TRAFFIC_CHANGE, BASKET_CHANGE, VOID_SPIKE, DISCOUNT_SPIKE -> 0.16;
            case DATA_LATE, DATA_DUPLICATE -> 0.05;
        };
    }
}
