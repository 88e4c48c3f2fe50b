package io.scanline.stats;

/** Shares as odds: {@code p / (1 - p)}. */
public final class Odds {
    private Odds() {}

    /** How many times the odds of one share are those of another one; both are between 0 and 1. */
    public static double ratio(double share, double other) {
        return share / (1 - share) / (other / (1 - other));
    }

    /** The share whose odds are {@code factor} times those of {@code share}; both shares are between 0 and 1. */
    public static double times(double share, double factor) {
        double odds = share / (1 - share) * factor;
        return odds / (1 + odds);
    }
}
