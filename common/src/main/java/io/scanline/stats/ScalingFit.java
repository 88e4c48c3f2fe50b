package io.scanline.stats;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * Both scaling laws of a set of measured runs, and how sure their parts are: percentile intervals of a bootstrap that draws
 * runs anew within each number of executors (Efron and Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13). The
 * seed is fixed, so that the same runs give the same intervals.
 */
public record ScalingFit(
        ScalingLaw amdahl, ScalingLaw universal, Interval amdahlSerial, Interval serial, Interval coherency) {
    private static final int DRAWS = 1000;
    private static final long SEED = 20260701;

    /** The middle 90%. */
    public record Interval(double low, double high) {}

    /** @throws IllegalArgumentException where fewer than two numbers of executors were measured: there is no law in one */
    public static ScalingFit of(double[] executors, double[] walls) {
        if (Arrays.stream(executors).distinct().count() < 2) {
            throw new IllegalArgumentException("a scaling law needs runs of at least two numbers of executors");
        }
        ScalingLaw[] amdahl = new ScalingLaw[DRAWS];
        ScalingLaw[] universal = new ScalingLaw[DRAWS];
        Random dice = new Random(SEED);
        Map<Double, double[]> groups = groups(executors, walls);
        for (int draw = 0; draw < DRAWS; draw++) {
            double[] drawn = drawn(executors, groups, dice);
            amdahl[draw] = ScalingLaw.amdahl(executors, drawn);
            universal[draw] = ScalingLaw.universal(executors, drawn);
        }
        return new ScalingFit(
                ScalingLaw.amdahl(executors, walls),
                ScalingLaw.universal(executors, walls),
                interval(amdahl, ScalingLaw::serial),
                interval(universal, ScalingLaw::serial),
                interval(universal, ScalingLaw::coherency));
    }

    private static Map<Double, double[]> groups(double[] executors, double[] walls) {
        Map<Double, double[]> groups = new TreeMap<>();
        for (double n : executors) {
            groups.computeIfAbsent(n, same -> wallsOf(same, executors, walls));
        }
        return groups;
    }

    private static double[] wallsOf(double n, double[] executors, double[] walls) {
        double[] found = new double[walls.length];
        int count = 0;
        for (int i = 0; i < walls.length; i++) {
            if (executors[i] == n) {
                found[count++] = walls[i];
            }
        }
        return Arrays.copyOf(found, count);
    }

    private static double[] drawn(double[] executors, Map<Double, double[]> groups, Random dice) {
        double[] drawn = new double[executors.length];
        for (int i = 0; i < drawn.length; i++) {
            double[] group = groups.get(executors[i]);
            drawn[i] = group[dice.nextInt(group.length)];
        }
        return drawn;
    }

    private static Interval interval(ScalingLaw[] laws, ToDoubleFunction<ScalingLaw> part) {
        double[] sorted = Arrays.stream(laws).mapToDouble(part).sorted().toArray();
        return new Interval(sorted[DRAWS / 20], sorted[DRAWS - 1 - DRAWS / 20]);
    }
}
