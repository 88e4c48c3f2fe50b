package io.scanline.generate;

import java.time.DayOfWeek;
import java.time.LocalDate;

/** How a store's demand spreads over the hours of its business day, as weights that sum to 1 on an undisturbed day. */
final class HourProfile {
    private static final double[] WEEKDAY = {
        0, 0, 0, 0, 0, 0, 1.5, 3, 4.5, 6, 7, 8, 9, 7.5, 6.5, 6.5, 8.5, 11.5, 12, 8.5, 5, 2.5, 1.6, 1.2, .8, .5, 0, 0
    };
    private static final double[] WEEKEND = {
        0, 0, 0, 0, 0, 0, .8, 1.8, 4, 7, 10, 12, 11.5, 10, 9, 8.5, 8.5, 8, 6.5, 5, 3.5, 2, 1.6, 1.4, 1.1, .7, 0, 0
    };

    private final double[] cumulative = new double[StoreClock.HOURS + 1];

    /** The undisturbed profile of a store on a day. */
    void set(StorePlan store, LocalDate date) {
        boolean weekend = date.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) >= 0;
        double[] shape = weekend ? WEEKEND : WEEKDAY;
        double open = 0;
        for (int hour = store.kind().opens; hour < store.closes(); hour++) {
            open += shape[hour];
        }
        for (int hour = 0; hour < StoreClock.HOURS; hour++) {
            boolean trading = hour >= store.kind().opens && hour < store.closes();
            cumulative[hour + 1] = cumulative[hour] + (trading ? shape[hour] / open : 0);
        }
    }

    /** This profile with the hours of an event scaled; its total tells how the day's demand changes. */
    HourProfile disturbed(InjectedEvents.Injected event) {
        HourProfile disturbed = new HourProfile();
        for (int hour = 0; hour < StoreClock.HOURS; hour++) {
            double weight = cumulative[hour + 1] - cumulative[hour];
            disturbed.cumulative[hour + 1] =
                    disturbed.cumulative[hour] + weight * (event.covers(hour) ? event.factor() : 1);
        }
        return disturbed;
    }

    double total() {
        return cumulative[StoreClock.HOURS];
    }

    /** Share of the undisturbed day in hours {@code from} to {@code to}. */
    double between(int from, int to) {
        return cumulative[Math.min(to, StoreClock.HOURS)] - cumulative[from];
    }

    /** Share of the day's demand that comes before this second. */
    double before(int second) {
        int hour = second / 3600;
        double within = (second % 3600) / 3600.0;
        return (cumulative[hour] + within * (cumulative[hour + 1] - cumulative[hour])) / total();
    }

    /** A moment, in seconds since local midnight, drawn by this profile. */
    int draw(Dice dice) {
        double target = dice.unit() * total();
        int hour = 6;
        while (hour < StoreClock.HOURS - 1 && cumulative[hour + 1] <= target) {
            hour++;
        }
        double weight = cumulative[hour + 1] - cumulative[hour];
        int within = weight <= 0 ? 0 : (int) ((target - cumulative[hour]) / weight * 3600);
        return hour * 3600 + Math.min(3599, within);
    }
}
