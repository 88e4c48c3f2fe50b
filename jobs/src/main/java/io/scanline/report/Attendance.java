package io.scanline.report;

import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.DoubleStream;

/**
 * How much of each day's data is there: stores that sent sales by stores expected, times registers seen by registers
 * expected hour by hour. In a small chain an hour without a customer looks like an hour without data, so the registers only
 * count against a day where they fall below what is usual for the chain: its median less three deviations (1.4826 times the
 * median absolute deviation, at least {@link #LEAST_NOISE}).
 */
final class Attendance {
    static final double LEAST_NOISE = 0.02;

    private static final double DEVIATIONS = 3 * 1.4826;

    private final Map<LocalDate, Day> days = new TreeMap<>();

    private static final class Day {
        private long storesTrading;
        private long storesExpected;
        private double registersSeen;
        private double registersExpected;

        private double storeShare() {
            return storesExpected == 0 ? 1 : Math.min(1, (double) storesTrading / storesExpected);
        }

        private double registerShare() {
            return registersExpected == 0 ? 1 : registersSeen / registersExpected;
        }
    }

    /** Adds one currency's part of a day; a store trades in one currency, so that its stores add up. */
    void add(LocalDate date, long storesTrading, long storesExpected, double registersSeen, double registersExpected) {
        Day day = days.computeIfAbsent(date, key -> new Day());
        day.storesTrading += storesTrading;
        day.storesExpected = Math.max(day.storesExpected, storesExpected);
        day.registersSeen += registersSeen;
        day.registersExpected += registersExpected;
    }

    /** Share of the day's data that is there, 0..1; null where no store sent any. */
    Double of(LocalDate date) {
        Day day = days.get(date);
        if (day == null || day.storesTrading == 0) {
            return null;
        }
        double usual = median(shares());
        double noise = Math.max(LEAST_NOISE, DEVIATIONS * median(shares().map(share -> Math.abs(share - usual))));
        double registers = day.registerShare() >= usual - noise ? 1 : day.registerShare() / usual;
        return Math.round(day.storeShare() * registers * 1e6) / 1e6;
    }

    private DoubleStream shares() {
        return days.values().stream().filter(day -> day.storesTrading > 0).mapToDouble(Day::registerShare);
    }

    private static double median(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
