package io.scanline.generate;

/**
 * A stream of random numbers that is a pure function of its keys, so that a store's day is the same wherever and in whatever
 * order it is computed. Generator: SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014).
 */
final class Dice {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
    private static final double UNIT = 0x1.0p-53;

    private long state;

    private Dice(long state) {
        this.state = state;
    }

    /** The stream of these keys; the order of the keys matters. */
    static Dice of(long seed, Purpose purpose, long... keys) {
        return new Dice(hash(seed, purpose, keys));
    }

    /** A number in [0, 1) that depends on the keys alone. */
    static double unit(long seed, Purpose purpose, long... keys) {
        return (hash(seed, purpose, keys) >>> 11) * UNIT;
    }

    private static long hash(long seed, Purpose purpose, long... keys) {
        long h = mix(seed + GOLDEN_GAMMA * (purpose.ordinal() + 1));
        for (long key : keys) {
            h = mix(h + GOLDEN_GAMMA + key * 0xD1B54A32D192ED03L);
        }
        return h;
    }

    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    long nextLong() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    /** Uniform in [0, 1). */
    double unit() {
        return (nextLong() >>> 11) * UNIT;
    }

    /** Uniform in [from, to). */
    double between(double from, double to) {
        return from + (to - from) * unit();
    }

    /** Uniform in 0 .. bound-1. */
    int below(int bound) {
        return (int) (((nextLong() >>> 32) * bound) >>> 32);
    }

    boolean chance(double probability) {
        return unit() < probability;
    }

    /** Standard normal, as the sum of four uniforms: bounded at 3.46 deviations, which suits noise on shop sales. */
    double normal() {
        return (unit() + unit() + unit() + unit() - 2) * 1.7320508075688772;
    }

    /** Poisson by inversion up to a mean of 30, by the normal approximation above. */
    int poisson(double mean) {
        double u = unit();
        // e^-m >= 1-m: most draws for slow items end here, without an exponential
        if (u < 1 - mean) {
            return 0;
        }
        if (mean > 30) {
            return (int) Math.max(0, Math.round(mean + Math.sqrt(mean) * normal()));
        }
        double term = Math.exp(-mean);
        double sum = term;
        int k = 0;
        while (u >= sum && k < 200) {
            k++;
            term *= mean / k;
            sum += term;
        }
        return k;
    }

    /** What a stream is for: two purposes never share numbers. */
    enum Purpose {
        STORES,
        ITEMS,
        AFFINITY,
        PRICES,
        PROMOTIONS,
        LEVEL,
        DAY,
        SUPPLY,
        EVENTS,
        LOCAL_EVENTS,
        RATES,
        DIRT
    }
}
