package io.scanline.simulate;

import java.util.Arrays;

/**
 * Stock of one item in batches of one age: the oldest sells first, and what is left of a batch at the end of its last day on
 * sale is wasted. Quantities are whole ten-thousandths of a unit, so that no sum is ever rounded.
 */
final class ShelfStock {
    /** The last day on sale of what does not perish. */
    static final int NEVER = Integer.MAX_VALUE;

    private long[] quantity = new long[8];
    private int[] lastDay = new int[8];
    private int first;
    private int end;
    private long onHand;

    /** Puts goods behind those that are there; they keep at least as long as those. */
    void receive(long units, int lastDayOnSale) {
        if (units <= 0) {
            return;
        }
        onHand += units;
        if (end > first && lastDay[end - 1] >= lastDayOnSale) {
            quantity[end - 1] += units;
            return;
        }
        if (end == quantity.length) {
            makeRoom();
        }
        quantity[end] = units;
        lastDay[end++] = lastDayOnSale;
    }

    private void makeRoom() {
        int batches = end - first;
        int room = batches * 2 > quantity.length ? quantity.length * 2 : quantity.length;
        quantity = Arrays.copyOf(Arrays.copyOfRange(quantity, first, end), room);
        lastDay = Arrays.copyOf(Arrays.copyOfRange(lastDay, first, end), room);
        first = 0;
        end = batches;
    }

    /** Sells what is wanted as far as it goes, the oldest first; returns what was sold. */
    long sell(long wanted) {
        long left = Math.min(wanted, onHand);
        long sold = left;
        while (left > 0) {
            long taken = Math.min(left, quantity[first]);
            quantity[first] -= taken;
            left -= taken;
            if (quantity[first] == 0) {
                first++;
            }
        }
        onHand -= sold;
        return sold;
    }

    /** Takes away what may not be sold after this day; returns how much that was. */
    long expire(int day) {
        long wasted = 0;
        while (first < end && lastDay[first] <= day) {
            wasted += quantity[first++];
        }
        onHand -= wasted;
        return wasted;
    }

    long onHand() {
        return onHand;
    }

    ShelfStock copy() {
        ShelfStock copy = new ShelfStock();
        copy.quantity = quantity.clone();
        copy.lastDay = lastDay.clone();
        copy.first = first;
        copy.end = end;
        copy.onHand = onHand;
        return copy;
    }
}
