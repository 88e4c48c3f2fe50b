package io.scanline.scale;

import java.util.Set;

/**
 * By how much each job's work grows.
 *
 * @param lines multiple of the lines that were recorded
 * @param stores multiple of the stores
 */
record Demand(double lines, double stores) {
    /** Jobs that read every line; the others work on hours and items of stores, of which better sales make no more. */
    private static final Set<String> BY_LINE = Set.of("ingest", "summarize", "verify", "generate");

    double of(String command) {
        return BY_LINE.contains(command) ? lines : stores;
    }

    /** A part of the day's work. */
    Demand times(double share) {
        return new Demand(lines * share, stores * share);
    }

    /** The same with less work per line. */
    Demand lighter(double share) {
        return new Demand(lines * share, stores);
    }
}
