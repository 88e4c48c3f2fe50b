package io.scanline.detect;

import io.scanline.table.HourlySales;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * Turns the hours of one store into expected hours, department after department; {@code *} must come first, because it tells
 * which hours are missing for all.
 */
final class StoreSeries {
    private static final int HOURS = WeekProfile.HOURS;
    /** A run of hours without a row is missing data when so many transactions were expected: no row then has p below e^-6. */
    private static final double MISSED_TRANSACTIONS = 6;

    private static final double USUALLY_TRADES = 0.8;
    private static final int RATE_DAYS = 28;
    private static final int REPEATED_HOURS = 4;
    private static final long NEVER = Long.MAX_VALUE;

    private final StoreFrame frame;
    private final Period period;
    private final boolean replayed;
    private StoreCalendar calendar;
    /** By slot: from when one knew that its data is missing, epoch seconds. */
    private long[] lateSince;

    private boolean[] repeated;

    /**
     * One expected hour; money in the store's currency.
     *
     * @param promoted the part of expected that promotions brought
     * @param validFrom epoch second from which on this was known of it; 0: since the hour was over
     * @param validTo until then
     */
    record Hour(
            String department,
            Instant start,
            LocalDate day,
            double sales,
            double expected,
            double promoted,
            double transactions,
            double expectedTransactions,
            double[] rates,
            boolean late,
            double completeness,
            double coldStartWeight,
            boolean repeated,
            int weeks,
            double surprise,
            long validFrom,
            long validTo) {}

    /**
     * The days that are looked at.
     *
     * @param firstDay epoch day of the first one read
     * @param wanted by day since then: expected hours are wanted
     * @param daysBack days before a day that its expectation is fitted on
     * @param end how far the data has come: no hour behind it is wanted
     */
    record Period(long firstDay, boolean[] wanted, int daysBack, DataEnd end) implements java.io.Serializable {
        int days() {
            return wanted.length;
        }

        int weekdayOfFirst() {
            return LocalDate.ofEpochDay(firstDay).getDayOfWeek().getValue() - 1;
        }
    }

    /** @param replayed hours are told as they were known from one moment to another, rather than as they are known now */
    StoreSeries(StoreFrame frame, Period period, boolean replayed) {
        this.frame = frame;
        this.period = period;
        this.replayed = replayed;
    }

    void expect(String department, HourSeries series, Consumer<Hour> out) {
        boolean all = department.equals(HourlySales.ALL_DEPARTMENTS);
        series.hideLateRows();
        if (all) {
            calendar = StoreCalendar.of(frame, series, period.firstDay(), period.days());
            lateSince = new long[period.days() * HOURS];
            Arrays.fill(lateSince, NEVER);
            repeated = new boolean[period.days()];
        } else if (calendar == null) {
            throw new IllegalStateException(
                    "store " + frame.store() + " has department " + department + " and no row of all departments");
        }
        PromotedSales promoted =
                all ? PromotedSales.none(series) : PromotedSales.of(series, calendar.ordinary, period.daysBack());
        Expectation sales = new Expectation(promoted.sales, calendar, period.weekdayOfFirst(), period.daysBack());
        Expectation transactions =
                new Expectation(promoted.transactions, calendar, period.weekdayOfFirst(), period.daysBack());
        IntConsumer changed = day -> {
            sales.changed(day);
            transactions.changed(day);
        };
        double[] expected = new double[HOURS];
        double[] expectedTransactions = new double[HOURS];
        for (int day = 0; day < period.days(); day++) {
            boolean wanted = period.wanted()[day] && !calendar.closed[day];
            if (!wanted && !sales.teaches(day)) {
                continue;
            }
            for (int earlier : showWhatHasCome(series, day)) {
                promoted.changed(earlier);
                changed.accept(earlier);
            }
            promoted.learn(day, changed);
            double[] pool = frame.pool(department, period.firstDay() + day);
            boolean known = sales.expect(day, pool, expected) & transactions.expect(day, pool, expectedTransactions);
            if (known && wanted) {
                if (all) {
                    findMissing(series, day, expectedTransactions);
                    repeated[day] = repeatsAnEarlierDay(series, day);
                }
                emit(department, series, day, expected, expectedTransactions, promoted, sales, out);
            }
        }
    }

    /** The days before of which more is known. */
    private Set<Integer> showWhatHasCome(HourSeries series, int day) {
        Set<Integer> days = new TreeSet<>();
        for (Map.Entry<Integer, Long> late : series.arrivals.entrySet()) {
            int itsDay = late.getKey() / HOURS;
            if (itsDay < day && series.isHidden(late.getKey()) && late.getValue() <= startOfDay(day)) {
                series.show(late.getKey());
                days.add(itsDay);
                calendar.traded(frame, period.firstDay() + itsDay, itsDay);
            }
        }
        return days;
    }

    private void emit(
            String department,
            HourSeries series,
            int day,
            double[] expected,
            double[] expectedTransactions,
            PromotedSales promoted,
            Expectation fit,
            Consumer<Hour> out) {
        double[] usualRates = {
            rate(series, series.returns, series.sales, day),
            rate(series, series.unitsReturned, series.sales, day),
            rate(series, series.voids, series.transactions, day),
            discountRate(series, day)
        };
        for (int hour = 0; hour < HOURS; hour++) {
            int slot = day * HOURS + hour;
            Instant start = start(series, day, hour);
            boolean empty = !series.hasRow(slot) && !series.isHidden(slot) && expected[hour] < 1e-4;
            if (empty
                    || start == null
                    || period.end().isBefore(period.firstDay() + day, hour, start.getEpochSecond())) {
                continue;
            }
            long[] edges = edges(series, day, slot);
            for (int i = 0; i < edges.length; i++) {
                long known = replayed ? edges[i] : NEVER - 1;
                boolean came = series.isHidden(slot) && series.arrivals.get(slot) <= known;
                if (came) {
                    series.show(slot);
                }
                boolean row = series.hasRow(slot);
                boolean late = !row && lateSince[slot] <= known;
                double withPromotions = expected[hour] + promoted.of(slot);
                double customers = expectedTransactions[hour] + promoted.transactionsOf(slot);
                out.accept(new Hour(
                        department,
                        start,
                        LocalDate.ofEpochDay(period.firstDay() + day),
                        series.sales[slot],
                        withPromotions,
                        promoted.of(slot),
                        series.transactions[slot],
                        customers,
                        rates(series, slot, usualRates, withPromotions, customers),
                        late,
                        late ? 0 : row ? series.completeness[slot] : 1,
                        fit.coldStartWeight(),
                        repeated[day] && row && (!replayed || known >= startOfDay(day + 1)),
                        fit.weeksUsed(),
                        fit.surprising() ? calendar.surprise[day] : 0,
                        edges[i],
                        i + 1 < edges.length ? edges[i + 1] : NEVER));
                if (came) {
                    series.hide(slot);
                }
            }
        }
    }

    /** When more became known of an hour than that it was over: its data is missing, has come, or repeats an earlier day's. */
    private long[] edges(HourSeries series, int day, int slot) {
        if (!replayed) {
            return new long[] {0};
        }
        TreeSet<Long> edges = new TreeSet<>(Set.of(0L));
        if (lateSince[slot] != NEVER) {
            edges.add(lateSince[slot]);
        }
        if (series.isHidden(slot)) {
            edges.add(series.arrivals.get(slot));
        }
        if (repeated[day]) {
            edges.add(startOfDay(day + 1));
        }
        return edges.stream().mapToLong(Long::longValue).toArray();
    }

    /** In pairs, what there was and what usually is: returns, units returned, voids, discount. */
    private static double[] rates(
            HourSeries series, int slot, double[] usual, double expected, double expectedTransactions) {
        double base = Math.max(series.sales[slot], expected);
        return new double[] {
            series.returns[slot],
            usual[0] * base,
            series.unitsReturned[slot],
            usual[1] * base,
            series.voids[slot],
            usual[2] * Math.max(series.transactions[slot], expectedTransactions),
            series.discount[slot],
            usual[3] * (series.sales[slot] + series.discount[slot])
        };
    }

    private Instant start(HourSeries series, int day, int hour) {
        int slot = day * HOURS + hour;
        return series.hasRow(slot) ? Instant.ofEpochSecond(series.starts[slot]) : startOf(day, hour);
    }

    private long startOfDay(int day) {
        return LocalDate.ofEpochDay(period.firstDay() + day)
                .atStartOfDay(frame.zone())
                .toEpochSecond();
    }

    /** Null for a clock hour that the day does not have. */
    private Instant startOf(int day, int hour) {
        LocalDateTime local = LocalDate.ofEpochDay(period.firstDay() + day).atTime(hour, 0);
        return frame.zone().getRules().getValidOffsets(local).isEmpty()
                ? null
                : local.atZone(frame.zone()).toInstant();
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
            Instant start = startOf(day, hour);
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

    /** What usually comes with a unit of {@code by}, over the four weeks before; a day counts at most three mean days. */
    private double rate(HourSeries series, double[] of, double[] by, int day) {
        double mean = 0;
        double base = 0;
        int days = 0;
        for (int past = Math.max(0, day - RATE_DAYS); past < day; past++) {
            if (calendar.ordinary[past]) {
                mean += series.total(of, past);
                base += series.total(by, past);
                days++;
            }
        }
        mean /= Math.max(1, days);
        double sum = 0;
        for (int past = Math.max(0, day - RATE_DAYS); past < day; past++) {
            if (calendar.ordinary[past]) {
                sum += Math.min(3 * mean, series.total(of, past));
            }
        }
        return base > 0 ? sum / base : 0;
    }

    private double discountRate(HourSeries series, int day) {
        double perSales = rate(series, series.discount, series.sales, day);
        return perSales / (1 + perSales);
    }
}
