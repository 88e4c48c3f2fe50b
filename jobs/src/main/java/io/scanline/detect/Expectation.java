package io.scanline.detect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Expected hours of one measure of one series, day after day, each from the days before it alone:
 * weekly profile x recent level x what the day's holidays and local events did the last times.
 */
final class Expectation {
    private final double[] values;
    private final StoreCalendar calendar;
    private final WeekProfile profile;
    private final int daysBack;
    private final double[] learned = new double[WeekProfile.HOURS];
    private final Map<String, List<Effect>> seen = new HashMap<>();
    private boolean surprising;

    /** What an occasion did on a day: logarithm of sales against what an ordinary day would have had. */
    private record Effect(int day, double ratio) {}

    Expectation(double[] values, StoreCalendar calendar, int weekdayOfFirst, int daysBack) {
        this.values = values;
        this.calendar = calendar;
        this.daysBack = daysBack;
        this.profile = new WeekProfile(values, calendar.ordinary, weekdayOfFirst, daysBack);
    }

    /** Whether {@link #expect} must be asked for this day even if nobody needs it, because later days learn from it. */
    boolean teaches(int day) {
        return !calendar.occasions.get(day).isEmpty() && !calendar.closed[day];
    }

    /**
     * Fills the 24 hours of a day; days must be asked for in order. False where the past says too little.
     *
     * @param pool sales by hour of the week in the region, Monday first; null where there is none
     */
    boolean expect(int day, double[] pool, double[] into) {
        surprising = false;
        double factor = 1;
        for (String occasion : calendar.occasions.get(day)) {
            double[] before = seen.getOrDefault(occasion, List.of()).stream()
                    .filter(effect -> effect.day() >= day - daysBack)
                    .mapToDouble(Effect::ratio)
                    .toArray();
            surprising |= before.length == 0;
            // one earlier time counts half, five count five sixths
            factor *= Math.exp(Arrays.stream(before).sum() / (before.length + 1.0));
        }
        // without the region's profile, which only days have that are wanted: what is learned of a day depends on no
        // run
        if (teaches(day) && profile.expect(day, null, learned)) {
            learn(day, learned);
        }
        if (!profile.expect(day, pool, into)) {
            return false;
        }
        for (int hour = 0; hour < into.length; hour++) {
            into[hour] *= factor;
        }
        return true;
    }

    /** Takes note of new values of a day. */
    void changed(int day) {
        profile.changed(day);
    }

    /** Whether the last day asked for had an occasion that the history does not show. */
    boolean surprising() {
        return surprising;
    }

    double coldStartWeight() {
        return profile.coldStartWeight();
    }

    int weeksUsed() {
        return profile.weeksUsed();
    }

    private void learn(int day, double[] expected) {
        double sum = 0;
        double actual = 0;
        for (int hour = 0; hour < expected.length; hour++) {
            sum += expected[hour];
            actual += values[day * WeekProfile.HOURS + hour];
        }
        if (sum > 0 && actual > 0) {
            double ratio = Math.max(-1.5, Math.min(1.5, Math.log(actual / sum)));
            calendar.occasions.get(day).forEach(o -> seen.computeIfAbsent(o, k -> new ArrayList<>())
                    .add(new Effect(day, ratio)));
        }
    }
}
