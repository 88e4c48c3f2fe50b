package io.scanline.forecast;

import java.io.Serializable;
import java.util.List;

/**
 * How much work the boosted engine puts into a pool.
 *
 * @param method name of the forecasts that come of it
 * @param oneBucket one model for the whole horizon instead of one a week
 * @param examples that a model is trained on at most: with them, memory and time of a task are bounded
 * @param days of history that examples are drawn from
 */
record BoostedProfile(
        String method, boolean oneBucket, int examples, int days, int trees, int leaves, double learningRate)
        implements Serializable {
    /** Seed of the sampling and of the trees: the same history gives the same forecasts. */
    static final long SEED = 20_240_229;

    static final BoostedProfile FULL = new BoostedProfile("boosted", false, 400_000, 728, 150, 31, 0.05);
    static final BoostedProfile FAST = new BoostedProfile("fast", true, 400_000, 546, 100, 31, 0.06);

    List<HorizonBucket> buckets(int horizon) {
        return oneBucket ? HorizonBucket.whole(horizon) : HorizonBucket.weeks(horizon);
    }
}
