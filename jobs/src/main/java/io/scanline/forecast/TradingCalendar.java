package io.scanline.forecast;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;

/**
 * The days of one store, history first and then the horizon, as rows of a regression: trend, weekday (of all years and of the last
 * half year), time of month, time of year, how weekdays change over it, local events, and holidays with the days around them.
 *
 * <p>Days are counted from 0 = the first day of history. Built once a store and origin, and shared by the store's departments.
 */
final class TradingCalendar {
    static final int WEEKDAYS = 7;
    /** Days of a year in whole weeks, so that a weekday is held against its like. */
    static final int YEAR = 52 * WEEKDAYS;

    private static final int SATURDAY = 5;
    /** Weekdays change: those of the last half year differ from the years' before. */
    private static final int RECENT_DAYS = 182;

    private static final int DAYS_A_KNOT = 91;
    private static final int MONTH_WAVES = 5;
    private static final int YEAR_WAVES = 3;
    private static final int WEEKDAY_YEAR_WAVES = 4;
    /** A year's course of one weekday is noise until it was seen twice. */
    private static final int DAYS_OF_TWO_YEARS = 730;

    private static final int SHUT_WEEKS = 4;

    private static final int HOLIDAY_FIRST = -4;
    private static final int HOLIDAY_LAST = 2;
    /** Penalties: how many days' worth of evidence an effect needs before half of it is believed, for ratios of about 10%. */
    private static final double CONSTANT = 1e-6;

    private static final double SLOPE = 1;
    private static final double KNOT = 5;
    private static final double WEEKDAY = 0.5;
    private static final double RECENT_WEEKDAY = 10;
    private static final double MONTH = 3;
    private static final double TIME_OF_YEAR = 30;
    private static final double WEEKDAY_YEAR = 10;
    private static final double EVENT = 1;
    private static final double EVENT_WEEKDAY = 3;
    private static final double EVENT_MONTH_DAY = 3;
    /** From so many days of history on an event is one that comes every month, as days on which benefits are paid. */
    private static final int RECURRING_DAYS = 120;

    private static final double HOLIDAY = 1;
    private static final double HOLIDAY_WEEKEND = 3;
    /** Days on either side of a holiday that are of another kind where they are a weekend's. */
    private static final int HOLIDAY_WEEKEND_DAYS = 1;

    private record Column(double penalty, IntToDoubleFunction value) {}

    private final LocalDate first;
    private final int history;
    private final int horizon;
    private final Map<String, BitSet> holidays;
    private final BitSet anyHoliday = new BitSet();
    private final List<BitSet> events;
    private final BitSet closed;
    private final int trendColumns;
    private final double[] penalty;
    private final int[][] columns;
    private final double[][] values;

    /**
     * @param first day 0
     * @param holidays by code, the days that bear it; the same code in every year
     * @param events by name, the days on which it is on
     * @param closed days without trade
     */
    TradingCalendar(
            LocalDate first,
            int history,
            int horizon,
            Map<String, BitSet> holidays,
            Map<String, BitSet> events,
            BitSet closed) {
        this.first = first;
        this.history = history;
        this.horizon = horizon;
        this.holidays = new TreeMap<>(holidays);
        this.events = List.copyOf(new TreeMap<>(events).values());
        this.closed = closed;
        this.holidays.values().forEach(anyHoliday::or);
        List<Column> all = new ArrayList<>(trend());
        trendColumns = all.size();
        for (int w = 0; w < WEEKDAYS; w++) {
            int weekday = w;
            all.add(new Column(WEEKDAY, t -> weekday(t) == weekday ? 1 : 0));
            all.add(new Column(RECENT_WEEKDAY, t -> t >= history - RECENT_DAYS && weekday(t) == weekday ? 1 : 0));
        }
        all.addAll(waves(MONTH_WAVES, MONTH, this::monthAngle));
        all.addAll(waves(YEAR_WAVES, TIME_OF_YEAR, this::yearAngle));
        for (int w = 0; w < WEEKDAYS && history >= DAYS_OF_TWO_YEARS; w++) {
            all.addAll(weekdayOverTheYear(w));
        }
        this.events.forEach(on -> all.addAll(event(on)));
        this.holidays.values().forEach(on -> all.addAll(holiday(on)));
        penalty = all.stream().mapToDouble(Column::penalty).toArray();
        columns = new int[days()][];
        values = new double[days()][];
        fill(all);
    }

    /** A line with a knot a quarter; it stops at the end of history, where smoothing takes over. */
    private List<Column> trend() {
        List<Column> columns = new ArrayList<>();
        columns.add(new Column(CONSTANT, t -> 1));
        columns.add(new Column(SLOPE, t -> (Math.min(t, history - 1) - history) / 365.0));
        for (int knot = history - 2 * DAYS_A_KNOT; knot > DAYS_A_KNOT; knot -= DAYS_A_KNOT) {
            int from = knot;
            columns.add(new Column(KNOT, t -> Math.max(0, Math.min(t, history - 1) - from) / 365.0));
        }
        return columns;
    }

    private static List<Column> waves(int count, double penalty, IntToDoubleFunction angle) {
        List<Column> columns = new ArrayList<>();
        for (int k = 1; k <= count; k++) {
            int wave = k;
            columns.add(new Column(penalty, t -> Math.sin(wave * angle.applyAsDouble(t))));
            columns.add(new Column(penalty, t -> Math.cos(wave * angle.applyAsDouble(t))));
        }
        return columns;
    }

    /** A summer's Sunday is not a winter's. */
    private List<Column> weekdayOverTheYear(int weekday) {
        return waves(WEEKDAY_YEAR_WAVES, WEEKDAY_YEAR, this::yearAngle).stream()
                .map(wave -> new Column(
                        wave.penalty(),
                        t -> weekday(t) == weekday ? wave.value().applyAsDouble(t) : 0))
                .toList();
    }

    private List<Column> event(BitSet on) {
        List<Column> columns = new ArrayList<>();
        columns.add(new Column(EVENT, t -> on.get(t) ? 1 : 0));
        for (int w = 0; w < WEEKDAYS; w++) {
            int weekday = w;
            columns.add(new Column(EVENT_WEEKDAY, t -> on.get(t) && weekday(t) == weekday ? 1 : 0));
        }
        if (on.get(0, history).cardinality() >= RECURRING_DAYS) {
            on.stream()
                    .map(this::dayOfMonth)
                    .distinct()
                    .sorted()
                    .forEach(day ->
                            columns.add(new Column(EVENT_MONTH_DAY, t -> on.get(t) && dayOfMonth(t) == day ? 1 : 0)));
        }
        return columns;
    }

    /** The holiday with the days around it, and what is different where the nearest of them are on a weekend. */
    private List<Column> holiday(BitSet on) {
        List<Column> columns = new ArrayList<>();
        for (int lag = HOLIDAY_FIRST; lag <= HOLIDAY_LAST; lag++) {
            int shift = lag;
            columns.add(new Column(HOLIDAY, t -> isAfter(on, t, shift) ? 1 : 0));
            if (Math.abs(lag) <= HOLIDAY_WEEKEND_DAYS) {
                columns.add(new Column(HOLIDAY_WEEKEND, t -> isAfter(on, t, shift) && weekday(t) >= SATURDAY ? 1 : 0));
            }
        }
        return columns;
    }

    private static boolean isAfter(BitSet on, int day, int lag) {
        return day >= lag && on.get(day - lag);
    }

    private void fill(List<Column> all) {
        int[] index = new int[all.size()];
        double[] value = new double[all.size()];
        for (int t = 0; t < days(); t++) {
            int n = 0;
            for (int c = 0; c < index.length; c++) {
                double v = all.get(c).value().applyAsDouble(t);
                if (v != 0) {
                    index[n] = c;
                    value[n++] = v;
                }
            }
            columns[t] = Arrays.copyOf(index, n);
            values[t] = Arrays.copyOf(value, n);
        }
    }

    /**
     * Days of holidays that shut the store: those on which demand was below the floor every time that they fell into
     * history.
     */
    BitSet shutHolidays(double[] demand, double floor) {
        BitSet shut = new BitSet();
        for (BitSet on : holidays.values()) {
            int[] past = on.stream()
                    .filter(t -> t < history && !Double.isNaN(demand[t]))
                    .toArray();
            if (past.length > 0 && Arrays.stream(past).allMatch(t -> demand[t] < floor)) {
                shut.or(on);
            }
        }
        return shut;
    }

    /**
     * Days of weekdays on which the store does not trade: those below the floor the last {@value #SHUT_WEEKS} times or more, from
     * the first of them on. No closure is recorded where a store is always shut on Sundays.
     */
    BitSet shutWeekdays(double[] demand, double floor) {
        BitSet shut = new BitSet();
        for (int newest = history - 1; newest >= Math.max(0, history - WEEKDAYS); newest--) {
            int times = 0;
            int since = newest;
            for (int t = newest; t >= 0 && !(demand[t] >= floor); t -= WEEKDAYS) {
                // an unknown day says nothing
                if (!Double.isNaN(demand[t])) {
                    times++;
                    since = t;
                }
            }
            for (int t = since; times >= SHUT_WEEKS && t < days(); t += WEEKDAYS) {
                shut.set(t);
            }
        }
        return shut;
    }

    int history() {
        return history;
    }

    int horizon() {
        return horizon;
    }

    int days() {
        return history + horizon;
    }

    boolean closed(int day) {
        return closed.get(day);
    }

    /** 0 = Monday .. 6 = Sunday. */
    int weekday(int day) {
        // 1970-01-01 was a Thursday
        return (int) Math.floorMod(first.toEpochDay() + day + 3, (long) WEEKDAYS);
    }

    LocalDate date(int day) {
        return first.plusDays(day);
    }

    /** Local events that are on. */
    int events(int day) {
        return day < 0 ? 0 : (int) events.stream().filter(on -> on.get(day)).count();
    }

    /** Days until the next holiday, 0 on one, at most {@code most}. */
    int daysToHoliday(int day, int most) {
        int next = anyHoliday.nextSetBit(day);
        return next < 0 ? most : Math.min(most, next - day);
    }

    /** Days since the last holiday, 0 on one, at most {@code most}. */
    int daysSinceHoliday(int day, int most) {
        int last = anyHoliday.previousSetBit(day);
        return last < 0 ? most : Math.min(most, day - last);
    }

    private int dayOfMonth(int day) {
        return first.plusDays(day).getDayOfMonth();
    }

    private double monthAngle(int day) {
        LocalDate date = first.plusDays(day);
        return 2 * Math.PI * (date.getDayOfMonth() - 1) / date.lengthOfMonth();
    }

    private double yearAngle(int day) {
        return 2 * Math.PI * first.plusDays(day).getDayOfYear() / 365.25;
    }

    int[] columns(int day) {
        return columns[day];
    }

    double[] values(int day) {
        return values[day];
    }

    double[] penalty() {
        return penalty.clone();
    }

    /** The constant and the trend: what is level, not calendar. */
    boolean isLevel(int column) {
        return column < trendColumns;
    }
}
