package io.scanline.detect;

import io.scanline.table.HourlySales;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.function.Consumer;

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

    private final StoreFrame frame;
    private final Period period;
    private StoreCalendar calendar;
    private boolean[] late;
    private boolean[] repeated;

    /** One expected hour; money in the store's currency. */
    record Hour(
            String department,
            Instant start,
            LocalDate day,
            double sales,
            double expected,
            double transactions,
            double expectedTransactions,
            double[] rates,
            boolean late,
            double completeness,
            double coldStartWeight,
            boolean repeated,
            int weeks,
            double surprise) {}

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

    StoreSeries(StoreFrame frame, Period period) {
        this.frame = frame;
        this.period = period;
    }

    void expect(String department, HourSeries series, Consumer<Hour> out) {
        boolean all = department.equals(HourlySales.ALL_DEPARTMENTS);
        if (all) {
            calendar = StoreCalendar.of(frame, series, period.firstDay(), period.days());
            late = new boolean[period.days() * HOURS];
            repeated = new boolean[period.days()];
        } else if (calendar == null) {
            throw new IllegalStateException(
                    "store " + frame.store() + " has department " + department + " and no row of all departments");
        }
        Expectation sales = new Expectation(series.sales, calendar, period.weekdayOfFirst(), period.daysBack());
        Expectation transactions =
                new Expectation(series.transactions, calendar, period.weekdayOfFirst(), period.daysBack());
        double[] expected = new double[HOURS];
        double[] expectedTransactions = new double[HOURS];
        for (int day = 0; day < period.days(); day++) {
            boolean wanted = period.wanted()[day] && !calendar.closed[day];
            if (!wanted && !sales.teaches(day)) {
                continue;
            }
            double[] pool = frame.pool(department, period.firstDay() + day);
            boolean known = sales.expect(day, pool, expected) & transactions.expect(day, pool, expectedTransactions);
            if (known && wanted) {
                if (all) {
                    findMissing(series, day, expectedTransactions);
                    repeated[day] = repeatsAnEarlierDay(series, day);
                }
                emit(department, series, day, expected, expectedTransactions, sales, out);
            }
        }
    }

    private void emit(
            String department,
            HourSeries series,
            int day,
            double[] expected,
            double[] expectedTransactions,
            Expectation fit,
            Consumer<Hour> out) {
        double returnRate = rate(series, series.returns, series.sales, day);
        double unitsRate = rate(series, series.unitsReturned, series.sales, day);
        double voidRate = rate(series, series.voids, series.transactions, day);
        double discountRate = discountRate(series, day);
        double surprise = fit.surprising() ? calendar.surprise[day] : 0;
        for (int hour = 0; hour < HOURS; hour++) {
            int slot = day * HOURS + hour;
            boolean row = series.hasRow(slot);
            if (!row && expected[hour] < 1e-4) {
                continue;
            }
            Instant start = row ? Instant.ofEpochSecond(series.starts[slot]) : startOf(day, hour);
            if (start == null || period.end().isBefore(period.firstDay() + day, hour, start.getEpochSecond())) {
                continue;
            }
            double base = Math.max(series.sales[slot], expected[hour]);
            double[] rates = {
                series.returns[slot], returnRate * base,
                series.unitsReturned[slot], unitsRate * base,
                series.voids[slot], voidRate * Math.max(series.transactions[slot], expectedTransactions[hour]),
                series.discount[slot], discountRate * (series.sales[slot] + series.discount[slot])
            };
            out.accept(new Hour(
                    department,
                    start,
                    LocalDate.ofEpochDay(period.firstDay() + day),
                    series.sales[slot],
                    expected[hour],
                    series.transactions[slot],
                    expectedTransactions[hour],
                    rates,
                    late[slot],
                    late[slot] ? 0 : row ? series.completeness[slot] : 1,
                    fit.coldStartWeight(),
                    repeated[day] && row,
                    fit.weeksUsed(),
                    surprise));
        }
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
        for (int hour = 0; hour <= HOURS; hour++) {
            boolean quiet = hour < HOURS && expectedTransactions[hour] < 0.05;
            boolean missing =
                    hour < HOURS && !series.hasRow(day * HOURS + hour) && (quiet || usuallyTrades(series, day, hour));
            if (missing) {
                from = from < 0 ? hour : from;
                missed += expectedTransactions[hour];
            } else {
                for (int h = from; from >= 0 && h < hour && missed >= MISSED_TRANSACTIONS; h++) {
                    late[day * HOURS + h] = expectedTransactions[h] >= 0.05;
                }
                from = -1;
                missed = 0;
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
