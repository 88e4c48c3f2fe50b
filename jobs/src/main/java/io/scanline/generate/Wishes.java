package io.scanline.generate;

import java.util.Arrays;

/**
 * What a day's customers want to buy: purchases, dealt into baskets and the baskets into the hours. Purchases whose hours
 * follow different profiles (an event in one department) go into different baskets.
 */
final class Wishes {
    private int meanBasket;
    private int size;
    private int[] items = new int[256];
    private long[] quantities = new long[256];
    private HourProfile[] profiles = new HourProfile[256];

    /** Hears of each basket in the order of time: its purchases are {@code from} to {@code to} (half-open). */
    interface Shopper {
        void shop(int second, int from, int to);
    }

    void clear(StorePlan.Kind kind) {
        size = 0;
        meanBasket = meanBasket(kind);
    }

    /** Purchases in a basket. */
    static int meanBasket(StorePlan.Kind kind) {
        return switch (kind) {
            case HYPERMARKET -> 9;
            case SUPERMARKET -> 6;
            case EXPRESS -> 3;
        };
    }

    void add(HourProfile profile, int item, long quantity) {
        if (size == items.length) {
            items = Arrays.copyOf(items, size * 2);
            quantities = Arrays.copyOf(quantities, size * 2);
            profiles = Arrays.copyOf(profiles, size * 2);
        }
        items[size] = item;
        quantities[size] = quantity;
        profiles[size++] = profile;
    }

    int item(int purchase) {
        return items[purchase];
    }

    long quantity(int purchase) {
        return quantities[purchase];
    }

    void shopInTimeOrder(Dice dice, Shopper shopper) {
        shuffle(dice);
        gatherByProfile();
        long[] baskets = new long[size];
        int[] ends = new int[size];
        int n = 0;
        for (int from = 0; from < size; n++) {
            int to = from + 1;
            while (to < size && profiles[to] == profiles[from] && dice.unit() * meanBasket >= 1) {
                to++;
            }
            // time above, first purchase below: sorting the numbers sorts the baskets by time
            baskets[n] = ((long) profiles[from].draw(dice) << 32) | from;
            ends[from] = to;
            from = to;
        }
        Arrays.sort(baskets, 0, n);
        for (int b = 0; b < n; b++) {
            int from = (int) baskets[b];
            shopper.shop((int) (baskets[b] >>> 32), from, ends[from]);
        }
    }

    private void shuffle(Dice dice) {
        for (int i = size - 1; i > 0; i--) {
            swap(i, dice.below(i + 1));
        }
    }

    /** Brings purchases of the first purchase's profile to the front; there are at most two profiles on a day. */
    private void gatherByProfile() {
        int front = 0;
        for (int i = 0; i < size; i++) {
            if (profiles[i] == profiles[0]) {
                swap(i, front++);
            }
        }
    }

    private void swap(int a, int b) {
        int item = items[a];
        items[a] = items[b];
        items[b] = item;
        long quantity = quantities[a];
        quantities[a] = quantities[b];
        quantities[b] = quantity;
        HourProfile profile = profiles[a];
        profiles[a] = profiles[b];
        profiles[b] = profile;
    }
}
