package io.scanline.detect;

import java.util.List;

/**
 * The standard profile of the Numenta Anomaly Benchmark (Lavin and Ahmad, "Evaluating Real-time Anomaly Detection Algorithms - the
 * Numenta Anomaly Benchmark", 2015). The first detection in a labelled window counts up to 1, the earlier the more, by the
 * sigmoid 2 / (1 + e^(5y)) - 1 of its place y in the window, from -1 at its start to 0 at its end; a window without one costs 1.
 * A detection outside costs up to 0.11, less where a window has just ended. Rows of the probationary period do not count:
 * 15% of the file, of 5,000 rows at most.
 *
 * @param raw sum over windows and false detections
 * @param windows labelled windows
 */
record NabScore(double raw, int windows) {
    private static final double FALSE_WEIGHT = 0.11;
    private static final double BEST = sigmoid(-1);

    /** Rows of a window, both inclusive. */
    record Span(int first, int last) {
        int length() {
            return last - first + 1;
        }
    }

    /** @param detected by row of the file */
    static NabScore of(boolean[] detected, List<Span> windows) {
        int probation = (int) Math.min(0.15 * detected.length, 0.15 * 5000);
        double raw = 0;
        for (Span window : windows) {
            int row = window.first();
            while (row <= window.last() && !(detected[row] && row >= probation)) {
                row++;
            }
            raw += row > window.last() ? -1 : sigmoid(-(window.last() - row + 1.0) / window.length()) / BEST;
        }
        for (int row = probation; row < detected.length; row++) {
            if (detected[row]) {
                raw += FALSE_WEIGHT * falseScore(row, windows);
            }
        }
        return new NabScore(raw, windows.size());
    }

    NabScore with(NabScore other) {
        return new NabScore(raw + other.raw, windows + other.windows);
    }

    /** 0 for a detector that finds nothing, 100 for one that finds every window at its start and nothing else. */
    double normalized() {
        return windows == 0 ? 100 * (1 + raw) : 100 * (raw + windows) / (2.0 * windows);
    }

    /** From 0 just behind a window to -1 far from it, or before the first; 0 inside. */
    private static double falseScore(int row, List<Span> windows) {
        Span before = null;
        for (Span window : windows) {
            if (row >= window.first() && row <= window.last()) {
                return 0;
            }
            before = window.last() < row ? window : before;
        }
        if (before == null) {
            return -1;
        }
        double place = (row - before.last()) / Math.max(1.0, before.length() - 1.0);
        return place > 3 ? -1 : sigmoid(place);
    }

    private static double sigmoid(double place) {
        return 2 / (1 + Math.exp(5 * place)) - 1;
    }
}
