package io.scanline.reorder;

import io.scanline.stats.DemandDistribution;
import io.scanline.stats.DemandOverInterval;
import java.time.LocalDate;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Forecast demand of one item in one store by day, also for days outside the forecast's horizon.
 *
 * <p>A day outside repeats the same weekday of the nearest forecast week; a day on which the store is closed sells nothing.
 */
final class DemandOutlook {

    /** Relative standard deviation of a settled item's level, and what an item without history has on top. */
    private static final double SETTLED_LEVEL = 0.10;

    private static final double COLD_LEVEL = 0.40;

    private static final int WEEK = 7;

    private final LocalDate firstDay;
    private final double[] mean;
    private final double[] dispersion;
    private final double levelUncertainty;
    private final Predicate<LocalDate> closed;

    /**
     * @param firstDay day of the first forecast
     * @param mean units a day, at least one day
     * @param dispersion f of Var = m + f m², for the same days
     * @param coldStartWeight 0 for an item with its own history, 1 for one with none
     */
    DemandOutlook(
            LocalDate firstDay,
            double[] mean,
            double[] dispersion,
            double coldStartWeight,
            Predicate<LocalDate> closed) {
        if (mean.length == 0 || mean.length != dispersion.length) {
            throw new IllegalArgumentException(
                    "a forecast needs a mean and a dispersion for each day: " + mean.length + ", " + dispersion.length);
        }
        this.firstDay = firstDay;
        this.mean = mean;
        this.dispersion = dispersion;
        this.levelUncertainty = SETTLED_LEVEL + COLD_LEVEL * Math.min(1, Math.max(0, coldStartWeight));
        this.closed = closed;
    }

    /** Mean demand of a forecast day, closed days left out; 0 where the store is closed on all of them. */
    double meanOfOpenDays() {
        return IntStream.range(0, mean.length)
                .filter(day -> !closed.test(firstDay.plusDays(day)))
                .mapToDouble(day -> mean[day])
                .average()
                .orElse(0);
    }

    /** First day after the forecast. */
    LocalDate horizonEnd() {
        return firstDay.plusDays(mean.length);
    }

    /** Demand over {@code from} (included) to {@code to} (not included). */
    DemandOverInterval between(LocalDate from, LocalDate to) {
        int days = (int) Math.max(0, to.toEpochDay() - from.toEpochDay());
        double[] means = new double[days];
        double[] dispersions = new double[days];
        for (int i = 0; i < days; i++) {
            LocalDate day = from.plusDays(i);
            int at = nearest((int) (day.toEpochDay() - firstDay.toEpochDay()));
            means[i] = closed.test(day) ? 0 : mean[at];
            dispersions[i] = dispersion[at];
        }
        return DemandOverInterval.of(means, dispersions, 0, days, levelUncertainty);
    }

    /**
     * Demand from a day to the next delivery, which may come early or late.
     *
     * @param latenessChances chance of each shift of {@code to}, the middle one being none
     */
    DemandDistribution between(LocalDate from, LocalDate to, double[] latenessChances, double step) {
        int reach = latenessChances.length / 2;
        DemandDistribution[] parts = new DemandDistribution[latenessChances.length];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = between(from, to.plusDays(i - reach)).distribution(step);
        }
        return parts.length == 1 ? parts[0] : DemandDistribution.mixture(latenessChances, parts);
    }

    private int nearest(int day) {
        int week = Math.min(WEEK, mean.length);
        if (day < 0) {
            return Math.floorMod(day, week);
        }
        return day < mean.length ? day : mean.length - week + (day - mean.length) % week;
    }
}
