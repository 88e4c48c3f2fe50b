package io.scanline.compare;

import java.util.List;
import java.util.stream.Stream;

/** The base periods, by how many days before the period they lie; whole weeks, so that weekdays meet. */
enum Lag {
    NOW(0),
    WEEK_1(7),
    WEEK_2(14),
    WEEK_3(21),
    WEEK_4(28),
    YEAR(364);

    static final List<Lag> ALL = List.of(values());

    /** The bases: all but NOW. */
    static final List<Lag> PAST = ALL.subList(1, ALL.size());

    private final int days;

    Lag(int days) {
        this.days = days;
    }

    int days() {
        return days;
    }

    /** The column that holds a value of this period beside those of the others. */
    String column(String value) {
        return value + "_" + days;
    }

    static Stream<Lag> past() {
        return PAST.stream();
    }
}
