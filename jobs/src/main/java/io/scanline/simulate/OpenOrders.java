package io.scanline.simulate;

import java.util.Arrays;

/** Orders underway: the day on which the supplier promised each, and the day on which it really comes. */
final class OpenOrders {
    private int[] promised = new int[8];
    private int[] actual = new int[8];
    private long[] quantity = new long[8];
    private int count;

    void place(long units, int promisedDay, int actualDay) {
        if (count == quantity.length) {
            promised = Arrays.copyOf(promised, 2 * count);
            actual = Arrays.copyOf(actual, 2 * count);
            quantity = Arrays.copyOf(quantity, 2 * count);
        }
        promised[count] = promisedDay;
        actual[count] = actualDay;
        quantity[count++] = units;
    }

    /** Takes out what has come by this day; returns how much that is. */
    long receive(int day) {
        long units = 0;
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (actual[i] <= day) {
                units += quantity[i];
            } else {
                promised[kept] = promised[i];
                actual[kept] = actual[i];
                quantity[kept++] = quantity[i];
            }
        }
        count = kept;
        return units;
    }

    /** What the supplier promised for a day; what is overdue is expected today. */
    long promisedFor(int day, int today) {
        long units = 0;
        for (int i = 0; i < count; i++) {
            if (Math.max(promised[i], today) == day) {
                units += quantity[i];
            }
        }
        return units;
    }

    /** What really comes on a day: known to perfect foresight only. */
    long comingOn(int day) {
        long units = 0;
        for (int i = 0; i < count; i++) {
            if (actual[i] == day) {
                units += quantity[i];
            }
        }
        return units;
    }

    long total() {
        long units = 0;
        for (int i = 0; i < count; i++) {
            units += quantity[i];
        }
        return units;
    }
}
