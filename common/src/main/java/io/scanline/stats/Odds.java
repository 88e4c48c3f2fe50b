package io.scanline.stats;

/** Shares as odds: {@code p / (1 - p)}. */
public final class Odds {
    private Odds() {}

    /** The share whose odds are {@code factor} times those of {@code share}; both shares are between 0 and 1. */
    public static double times(double share, double factor) {
        double odds = share / (1 - share) * factor;
        return odds / (1 + odds);
    }
}
