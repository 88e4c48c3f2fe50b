package io.scanline.detect;

import java.util.ArrayList;
import java.util.List;

/** Which days of a store are ordinary, and what was special about the others; found once, from all departments together. */
final class StoreCalendar {
    final boolean[] closed;
    final boolean[] ordinary;
    /** By day: what may make it unlike others, such as a holiday's code, with -1 or +1 for its eve and the day after. */
    final List<List<String>> occasions;
    /** By day: how far an occasion that was never seen before may move it, as a fraction. */
    final double[] surprise;

    private static final double HOLIDAY_SURPRISE = 0.4;
    private static final double NEAR_SURPRISE = 0.2;
    private static final int WEEK = 7;

    private StoreCalendar(int days) {
        closed = new boolean[days];
        ordinary = new boolean[days];
        surprise = new double[days];
        occasions = new ArrayList<>(days);
    }

    static StoreCalendar of(StoreFrame frame, HourSeries all, long firstDay, int days) {
        StoreCalendar calendar = new StoreCalendar(days);
        int lastTraded = -WEEK;
        for (int day = 0; day < days; day++) {
            long epochDay = firstDay + day;
            boolean traded = all.traded(day);
            boolean holiday = frame.holidayOn(epochDay);
            lastTraded = traded ? day : lastTraded;
            // a shop that keeps a public holiday is shut, not late, whether or not somebody wrote it down
            calendar.closed[day] = frame.closedOn(epochDay) || (holiday && !traded);
            boolean shutThatWeekday =
                    day - lastTraded < WEEK && !tradedOn(all, day - WEEK) && !tradedOn(all, day - 2 * WEEK);
            calendar.ordinary[day] = !calendar.closed[day] && !holiday && (traded || shutThatWeekday);
            calendar.occasions.add(calendar.occasionsOn(frame, epochDay, day));
        }
        return calendar;
    }

    /** A day of which nothing was known did trade. */
    void traded(StoreFrame frame, long epochDay, int day) {
        ordinary[day] |= !frame.closedOn(epochDay) && !frame.holidayOn(epochDay);
    }

    private static boolean tradedOn(HourSeries all, int day) {
        return day >= 0 && all.traded(day);
    }

    private List<String> occasionsOn(StoreFrame frame, long epochDay, int day) {
        List<String> found = new ArrayList<>();
        for (StoreFrame.Special special : frame.specials()) {
            if (epochDay >= special.from() && epochDay < special.to()) {
                found.add(special.code());
                surprise[day] = Math.max(surprise[day], special.holiday() ? HOLIDAY_SURPRISE : NEAR_SURPRISE);
            } else if (special.holiday() && epochDay >= special.from() - 2 && epochDay <= special.to()) {
                found.add(special.code() + (epochDay < special.from() ? epochDay - special.from() : "+1"));
                surprise[day] = Math.max(surprise[day], NEAR_SURPRISE);
            }
        }
        return found.isEmpty() ? List.of() : found;
    }
}
