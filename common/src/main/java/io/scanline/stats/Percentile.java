package io.scanline.stats;

/** Percentiles of samples. */
public final class Percentile {
    private Percentile() {}

    /**
     * The smallest value that at least this share of all do not exceed.
     *
     * @param sorted rising, not empty
     * @param share above 0, up to 1
     */
    public static double nearestRank(double[] sorted, double share) {
        return sorted[(int) Math.ceil(share * sorted.length) - 1];
    }
}
