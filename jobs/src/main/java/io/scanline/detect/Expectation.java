package io.scanline.detect;

import java.util.ArrayList;
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
    private final Map<String, List<Double>> seen = new HashMap<>();
    private boolean surprising;

    Expectation(double[] values, StoreCalendar calendar, int weekdayOfFirst, int daysBack, double[] pool) {
        this.values = values;
        this.calendar = calendar;
        this.profile = new WeekProfile(values, calendar.ordinary, weekdayOfFirst, daysBack, pool);
    }

    /** Whether {@link #expect} must be asked for this day even if nobody needs it, because later days learn from it. */
    boolean teaches(int day) {
        return !calendar.occasions.get(day).isEmpty() && !calendar.closed[day];
    }

    /** Fills the 24 hours of a day; days must be asked for in order. False where the past says too little. */
    boolean expect(int day, double[] into) {
        surprising = false;
        if (!profile.expect(day, into)) {
            return false;
        }
        double factor = 1;
        for (String occasion : calendar.occasions.get(day)) {
            List<Double> before = seen.get(occasion);
            if (before == null) {
                surprising = true;
            } else {
                // one earlier time counts half, five count five sixths
                double mean = before.stream()
                        .mapToDouble(Double::doubleValue)
                        .average()
                        .orElse(0);
                factor *= Math.exp(mean * before.size() / (before.size() + 1.0));
            }
        }
        learn(day, into);
        for (int hour = 0; hour < into.length; hour++) {
            into[hour] *= factor;
        }
        return true;
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
                    .add(ratio));
        }
    }
}
