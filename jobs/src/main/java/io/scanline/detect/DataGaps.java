package io.scanline.detect;

import io.scanline.detect.StoreSeries.Period;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

/** Which hours of a store are missing, and which days came in twice: found from all departments together, and so for all of them. */
final class DataGaps {
    private static final int HOURS = WeekProfile.HOURS;
    /** A run of hours without a row is missing data when so many transactions were expected: no row then has p below e^-6. */
    private static final double MISSED_TRANSACTIONS = 6;

    private static final double USUALLY_TRADES = 0.8;
    private static final int REPEATED_HOURS = 4;
    /** Epoch second that does not come. */
    static final long NEVER = Long.MAX_VALUE;

    private final StoreFrame frame;
    private final Period period;
    private final StoreCalendar calendar;
    /** By slot: from when one knew that its data is missing, epoch seconds. */
    private final long[] lateSince;

    private final boolean[] repeated;

    DataGaps(StoreFrame frame, Period period, StoreCalendar calendar) {
        this.frame = frame;
        this.period = period;
        this.calendar = calendar;
        this.lateSince = new long[period.days() * HOURS];
        Arrays.fill(lateSince, NEVER);
        this.repeated = new boolean[period.days()];
    }

    /** Looks at a day; {@code all} are the hours of all departments together. */
    void find(HourSeries all, int day, double[] expectedTransactions) {
        findMissing(all, day, expectedTransactions);
        repeated[day] = repeatsAnEarlierDay(all, day);
    }

    /** Whether one knew at an epoch second that the data of an hour without a row is missing. */
    boolean isLate(int slot, long known) {
        return lateSince[slot] <= known;
    }

    /** Whether the day's hours came in twice, of which one knows when it is over. */
    boolean isRepeated(int day, long known) {
        return repeated[day] && known >= endOf(day);
    }

    /** When more became known of an hour than that it was over: its data is missing, has come, or repeats an earlier day's. */
    long[] edges(HourSeries series, int slot) {
        TreeSet<Long> edges = new TreeSet<>(Set.of(0L));
        if (lateSince[slot] != NEVER) {
            edges.add(lateSince[slot]);
        }
        if (series.isHidden(slot)) {
            edges.add(series.arrivals.get(slot));
        }
        if (repeated[slot / HOURS]) {
            edges.add(endOf(slot / HOURS));
        }
        return edges.stream().mapToLong(Long::longValue).toArray();
    }

    private long endOf(int day) {
        return frame.startOfDay(period.firstDay() + day + 1);
    }

    private void findMissing(HourSeries series, int day, double[] expectedTransactions) {
        int from = -1;
        double missed = 0;
        for (int hour = 0; hour < HOURS; hour++) {
            boolean quiet = expectedTransactions[hour] < 0.05;
            boolean missing = !series.hasRow(day * HOURS + hour) && (quiet || usuallyTrades(series, day, hour));
            from = !missing ? -1 : from < 0 ? hour : from;
            missed = missing ? missed + expectedTransactions[hour] : 0;
            if (missed < MISSED_TRANSACTIONS) {
                continue;
            }
            Instant start = frame.startOf(period.firstDay() + day, hour);
            for (int h = from; start != null && h <= hour; h++) {
                int slot = day * HOURS + h;
                if (expectedTransactions[h] >= 0.05 && lateSince[slot] == NEVER) {
                    lateSince[slot] = start.getEpochSecond() + 3600;
                }
            }
        }
    }

    private boolean usuallyTrades(HourSeries series, int day, int hour) {
        int days = 0;
        int traded = 0;
        for (int past = day - 7; past >= Math.max(0, day - period.daysBack()); past -= 7) {
            if (calendar.ordinary[past]) {
                days++;
                traded += series.hasRow(past * HOURS + hour) ? 1 : 0;
            }
        }
        return days >= 2 && traded >= USUALLY_TRADES * days;
    }

    /** A day whose hours equal those of one of the seven days before to the cent came in twice. */
    private boolean repeatsAnEarlierDay(HourSeries series, int day) {
        for (int past = day - 1; past >= Math.max(0, day - 7); past--) {
            int equal = 0;
            int trading = 0;
            for (int hour = 0; hour < HOURS; hour++) {
                int now = day * HOURS + hour;
                int then = past * HOURS + hour;
                if (series.hasRow(now)) {
                    trading++;
                    equal += series.hasRow(then)
                                    && series.transactions[now] >= 3
                                    && series.transactions[now] == series.transactions[then]
                                    && Math.abs(series.sales[now] - series.sales[then]) < 1e-6
                            ? 1
                            : 0;
                }
            }
            if (equal >= REPEATED_HOURS && equal >= USUALLY_TRADES * trading) {
                return true;
            }
        }
        return false;
    }
}
