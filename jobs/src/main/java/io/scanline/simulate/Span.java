package io.scanline.simulate;

import java.io.Serializable;
import java.time.LocalDate;

/**
 * The days of a simulation, counted from 0 = {@code first}: history, then the days that policies are tuned on, then those that
 * are scored.
 *
 * @param tunedFrom first day that policies are tuned on; equal to {@code from} where there is none
 * @param from first day that is scored
 * @param to day after the last one
 */
record Span(LocalDate first, int tunedFrom, int from, int to) implements Serializable {
    /** Days that an item has to be known before it is ordered for. */
    static final int LEAST_HISTORY = 28;

    /** Days that are played before the scored ones, to wear the first stock off. */
    static final int WARM_UP = 28;

    /** Days of history that are read before the first day that is played. */
    static final int HISTORY = 364;

    LocalDate date(int day) {
        return first.plusDays(day);
    }

    LocalDate asOf() {
        return date(to - 1);
    }

    int scoredDays() {
        return to - from;
    }
}
