package io.scanline.forecast;

import java.util.ArrayList;
import java.util.List;

/**
 * Days of the horizon that one model forecasts.
 *
 * @param first day after the origin, 1 is the first; {@code last} is counted the same way
 */
record HorizonBucket(int first, int last) {
    private static final int DAYS = 7;
    private static final int MOST = 4;

    /** Weeks; the fourth takes all further days. */
    static List<HorizonBucket> weeks(int horizon) {
        List<HorizonBucket> buckets = new ArrayList<>();
        for (int first = 1; first <= horizon && buckets.size() < MOST; first += DAYS) {
            boolean ends = buckets.size() == MOST - 1;
            buckets.add(new HorizonBucket(first, ends ? horizon : Math.min(horizon, first + DAYS - 1)));
        }
        return buckets;
    }

    static List<HorizonBucket> whole(int horizon) {
        return List.of(new HorizonBucket(1, horizon));
    }

    int days() {
        return last - first + 1;
    }
}
