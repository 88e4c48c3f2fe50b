package io.scanline.detect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Finds the hours of a day that stand out together: the window that chance makes the least of.
 *
 * <p>A day has one window that is all of it, and many short ones that do not tell the same. So what speaks for a window counts the
 * less, and its chance the more, the smaller its share of what the day leads one to expect, and windows of every length have the
 * same say (as the multiscale statistics of Dümbgen and Spokoiny, "Multiscale testing of qualitative hypotheses", 2001).
 */
final class WindowScan {
    private static final double FURTHER_P = 1e-3;
    /** Windows of a share of the day that do not tell the same are about as many as the share goes into three days. */
    private static final double WINDOWS = 3;

    private static final double LEAST_SHARE = 0.01;

    private final double[] actual;
    private final double[] expected;
    private final Scale scale;
    private final int direction;
    private final List<Window> found;
    private final double day;
    /** Of the day without the windows that were found. */
    private double restActual;

    private double restExpected;

    private WindowScan(double[] actual, double[] expected, Scale scale, int direction, List<Window> found) {
        this.actual = actual;
        this.expected = expected;
        this.scale = scale;
        this.direction = direction;
        this.found = found;
        this.day = Arrays.stream(expected).sum();
        this.restActual = Arrays.stream(actual).sum();
        this.restExpected = day;
    }

    /** Hours {@code from} to {@code to} (exclusive) of the day. */
    record Window(int from, int to, double actual, double expected, double z, double p) {
        /** 1 for more than expected, -1 for less, 0 for neither. */
        int direction() {
            return (int) Math.signum(actual - expected);
        }
    }

    /**
     * The window that stands out most in a direction, and then those beside it that stand out by themselves.
     *
     * @param direction 1 for more than expected, -1 for less
     * @return at least one window where the day has an hour
     */
    static List<Window> of(double[] actual, double[] expected, Scale scale, int direction) {
        List<Window> found = new ArrayList<>();
        if (actual.length > 0) {
            new WindowScan(actual, expected, scale, direction, found).scan(0, actual.length);
        }
        return found;
    }

    private void scan(int low, int high) {
        Window best = null;
        double strongest = 0;
        for (int from = low; from < high; from++) {
            double a = 0;
            double e = 0;
            for (int to = from + 1; to <= high; to++) {
                a += actual[to - 1];
                e += expected[to - 1];
                double z = beside(a, e).z(a, e) * direction;
                // the logarithm of a normal variable's tail, and of the share
                double strength = z * Math.abs(z) / 2 + Math.log(share(e));
                if (best == null || strength > strongest) {
                    best = new Window(from, to, a, e, z, 0);
                    strongest = strength;
                }
            }
        }
        double windows = WINDOWS / share(best.expected());
        double chance = beside(best.actual(), best.expected()).p(best.actual(), best.expected());
        double p = best.z() <= 0 ? 1 : Math.min(1, chance * windows);
        if (found.isEmpty() || p < FURTHER_P) {
            found.add(new Window(best.from(), best.to(), best.actual(), best.expected(), best.z() * direction, p));
            restActual -= best.actual();
            restExpected -= best.expected();
            if (p < FURTHER_P && best.from() > low) {
                scan(low, best.from());
            }
            if (p < FURTHER_P && best.to() < high) {
                scan(best.to(), high);
            }
        }
    }

    private Scale beside(double windowActual, double windowExpected) {
        return scale.beside(Math.max(0, restActual - windowActual), restExpected - windowExpected, direction);
    }

    /** Of what the day leads one to expect; hours in which next to nothing is expected are no smaller than a part in a hundred. */
    private double share(double expected) {
        return day > 0 ? Math.max(LEAST_SHARE, Math.min(1, expected / day)) : 1;
    }

    /** Those of the windows of two looks that no more certain one touches, with the chance of the two together. */
    static List<Window> strongest(List<Window> candidates) {
        candidates.sort(Comparator.comparingDouble(Window::p)
                .thenComparing(w -> -Math.abs(w.z()))
                .thenComparing(Window::from));
        List<Window> found = new ArrayList<>();
        for (Window w : candidates) {
            if (found.stream().noneMatch(other -> other.from() < w.to() && w.from() < other.to())) {
                found.add(new Window(w.from(), w.to(), w.actual(), w.expected(), w.z(), Math.min(1, 2 * w.p())));
            }
        }
        return found;
    }
}
