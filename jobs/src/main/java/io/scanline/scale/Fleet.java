package io.scanline.scale;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Executors hour by hour, and what they save against a fleet that always has as many as the busiest hour needs. All of it is
 * simulated; core-hours are those of a day's hourly runs.
 *
 * @param hours 24, UTC
 * @param fixedExecutors of the fixed fleet
 * @param fixedCoreHours what that fleet takes
 * @param hourlyCoreHours where every hour has the executors that it needs, the whole hour
 * @param releasedCoreHours where they are also given back once they were idle for {@link #IDLE_SECONDS}
 * @param savedShare of the fixed core-hours, where they are given back
 * @param savedCost by the price of a core-hour; null where none was given
 */
public record Fleet(
        List<Hour> hours,
        int fixedExecutors,
        double fixedCoreHours,
        double hourlyCoreHours,
        double releasedCoreHours,
        double savedShare,
        BigDecimal savedCost) {
    /** As {@code conf/cluster.conf} says for every cluster. */
    static final int IDLE_SECONDS = 60;

    private static final double HOUR_SECONDS = 3600;

    /**
     * @param lines that come in it
     * @param executors fewest that keep the deadline nine times of ten; where none do, as many as make it faster
     * @param kept whether they keep it
     * @param seconds of its run as it mostly goes, start-up included
     */
    public record Hour(int hour, double lines, int executors, boolean kept, double seconds) {}

    /** Finds an hour's executors. */
    @FunctionalInterface
    interface Need {
        /** @param share of the day's lines that come in the hour */
        Sizing of(double share);
    }

    /**
     * @param shares of a day's lines by hour, which add up to 1
     * @param linesADay lines of the whole day
     * @param cores of an executor
     */
    static Fleet of(
            double[] shares,
            double linesADay,
            int cores,
            double deadlineSeconds,
            Need need,
            Optional<BigDecimal> coreHourPrice) {
        List<Hour> hours = new ArrayList<>();
        double released = 0;
        for (int hour = 0; hour < shares.length; hour++) {
            Sizing sizing = need.of(shares[hour]);
            int found = sizing.executors(Math.min(deadlineSeconds, HOUR_SECONDS));
            boolean kept = found <= Sizing.MOST;
            int executors = kept ? found : sizing.useful();
            double seconds = sizing.p50(executors);
            hours.add(new Hour(hour, shares[hour] * linesADay, executors, kept, seconds));
            released += executors * Math.min(HOUR_SECONDS, seconds + IDLE_SECONDS) / HOUR_SECONDS;
        }
        int most = hours.stream().mapToInt(Hour::executors).max().orElse(0);
        int all = hours.stream().mapToInt(Hour::executors).sum();
        double fixed = (double) most * hours.size() * cores;
        double saved = fixed - released * cores;
        return new Fleet(
                List.copyOf(hours),
                most,
                fixed,
                (double) all * cores,
                released * cores,
                saved / fixed,
                coreHourPrice
                        .map(price -> price.multiply(BigDecimal.valueOf(saved)).setScale(4, RoundingMode.HALF_UP))
                        .orElse(null));
    }
}
