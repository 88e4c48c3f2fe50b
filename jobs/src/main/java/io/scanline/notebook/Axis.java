package io.scanline.notebook;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The scale from values to pixels.
 *
 * @param from least value
 * @param to largest value, more than {@code from}
 * @param start pixel of {@code from}
 * @param end pixel of {@code to}
 */
record Axis(double from, double to, double start, double end) {
    private static final int STEPS = 5;

    /** From 0, or from the least value where that is below, to a round number above the largest. */
    static Axis ofAmounts(double least, double largest, double start, double end) {
        double from = Math.min(0, least);
        double span = Math.max(largest, from) - from;
        double step = step(span > 0 ? span : 1);
        return new Axis(
                Math.floor(from / step) * step,
                Math.max(Math.ceil(largest / step), Math.floor(from / step) + 1) * step,
                start,
                end);
    }

    double pixel(double value) {
        return start + (value - from) / (to - from) * (end - start);
    }

    /** Round values along the axis. */
    List<Double> ticks() {
        double step = step(to - from);
        List<Double> ticks = new ArrayList<>();
        for (long i = Math.round(Math.ceil(from / step)); i * step <= to + step / 1e6; i++) {
            ticks.add(i * step);
        }
        return ticks;
    }

    /** 1, 2 or 5 times a power of ten, so that about five steps make the span. */
    private static double step(double span) {
        double rough = span / STEPS;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double factor = rough / power;
        return power * (factor <= 1 ? 1 : factor <= 2 ? 2 : factor <= 5 ? 5 : 10);
    }

    static String label(double value) {
        return Math.abs(value) >= 1000 || value == Math.rint(value)
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, "%.3g", value);
    }
}
