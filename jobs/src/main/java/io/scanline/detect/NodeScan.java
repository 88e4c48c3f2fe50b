package io.scanline.detect;

import io.scanline.detect.WindowScan.Window;
import io.scanline.table.HourlySales;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Tests the days of one node and department: sales, traffic, baskets, returns, voids, discounts, and what is missing or double. */
final class NodeScan {
    private static final int SCALE_DAYS = 28;
    /** Second moment of baskets against their mean squared. */
    private static final double BASKET_SPREAD = 1.5;

    /** What fewer customers have in their baskets says nothing: a few large ones make it. */
    private static final double MANY_CUSTOMERS = 20;
    /** With fewer customers an hour, a register without a line was idle, not missing. */
    private static final double BUSY_CUSTOMERS = 6;

    /** Of a department with fewer customers a day, the hours are too thin to have a usual course. */
    private static final double LEAST_CUSTOMERS_A_DAY = 10;

    /** Fewer units brought back in a window are a customer or two. */
    private static final double LEAST_RETURNED_UNITS = 5;

    private static final double MOSTLY = 0.7;
    private static final double CUT_OFF_P = 1e-3;

    private final NodeHours hours;
    private final Set<Integer> scored;
    private final Map<Integer, Double> dayMoney;
    private final boolean all;
    private final boolean single;
    private final Consumer<Finding> out;

    /**
     * @param scored epoch days to test; the others only tell how far figures usually stray
     * @param dayMoney by epoch day: mean day's expected sales of the whole entity
     */
    NodeScan(NodeHours hours, Set<Integer> scored, Map<Integer, Double> dayMoney, Consumer<Finding> out) {
        this.hours = hours;
        this.scored = scored;
        this.dayMoney = dayMoney;
        this.out = out;
        this.all = hours.department.equals(HourlySales.ALL_DEPARTMENTS);
        this.single = hours.level.equals(HourlySales.STORE);
    }

    /** By epoch day: mean expected sales of a day, over the day and the four weeks before it. */
    static Map<Integer, Double> dayMoney(NodeHours hours) {
        Map<Integer, Double> money = new HashMap<>();
        int past = 0;
        for (int from = 0; from < hours.size; from = hours.endOfDay(from)) {
            int to = hours.endOfDay(from);
            while (hours.days[past] < hours.days[from] - SCALE_DAYS) {
                past++;
            }
            int days = 0;
            for (int i = past; i < to; i = hours.endOfDay(i)) {
                days++;
            }
            money.put(hours.days[from], hours.sum(HourSchema.EXPECTED, past, to) / days);
        }
        return money;
    }

    void run() {
        int past = 0;
        for (int from = 0; from < hours.size; from = hours.endOfDay(from)) {
            while (hours.days[past] < hours.days[from] - SCALE_DAYS) {
                past++;
            }
            if (scored.contains(hours.days[from])) {
                test(past, from, hours.endOfDay(from));
            }
        }
    }

    private void test(int past, int from, int to) {
        if (!all && customersADay(past, from) < LEAST_CUSTOMERS_A_DAY) {
            return;
        }
        double basket = mean(HourSchema.EXPECTED, HourSchema.EXPECTED_TRANSACTIONS, past, to);
        double[] sales = hours.of(HourSchema.SALES);
        double[] expected = hours.of(HourSchema.EXPECTED);
        double[] customers = hours.of(HourSchema.TRANSACTIONS);
        double[] usual = hours.of(HourSchema.EXPECTED_TRANSACTIONS);
        double prior = all ? 0.1 : 0.15;
        Scale ofMoney = scale(sales, expected, past, from, BASKET_SPREAD * basket, prior);
        Scale ofTraffic = scale(customers, usual, past, from, 1, prior);
        List<Window> late = all ? late(from, to, ofTraffic) : List.of();
        List<Window> drops = new ArrayList<>();
        for (int direction = -1; direction <= 1; direction += 2) {
            List<Window> byMoney = scan(sales, expected, from, to, direction, ofMoney);
            List<Window> byTraffic = scan(customers, usual, from, to, direction, ofTraffic);
            for (Window window : salesWindows(byMoney, byTraffic, from, direction)) {
                report(window, from, to, ofMoney);
                if (direction < 0) {
                    drops.add(window);
                }
            }
            if (all) {
                byTraffic.removeIf(w -> single && hours.sum(HourSchema.LATE, from + w.from(), from + w.to()) > 0);
                for (Window window : byTraffic) {
                    emit(Kind.TRAFFIC_CHANGE, window, from, to, ofTraffic.deviation(window.expected()), basket);
                }
            }
        }
        if (all) {
            reportLate(late, drops, from, to);
            testBaskets(past, from, to, basket);
            testSlips(past, from, to, basket);
            reportDuplicate(from, to);
        }
    }

    private double customersADay(int past, int from) {
        int days = 0;
        for (int i = past; i < from; i = hours.endOfDay(i)) {
            days++;
        }
        return days == 0 ? 0 : hours.sum(HourSchema.TRANSACTIONS, past, from) / days;
    }

    /**
     * Windows of sales that stand out, by money or by customers: these come by chance alone, while money also depends on what is
     * in a few large baskets, so that fewer of them tell more and money alone makes no spike of few customers. Two looks, so
     * each chance counts twice.
     */
    private List<Window> salesWindows(List<Window> byMoney, List<Window> byTraffic, int dayFrom, int direction) {
        List<Window> candidates = new ArrayList<>(byMoney);
        candidates.removeIf(w -> direction > 0 && !hasManyCustomers(w, dayFrom));
        for (Window w : byTraffic) {
            double sales = hours.sum(HourSchema.SALES, dayFrom + w.from(), dayFrom + w.to());
            double expected = hours.sum(HourSchema.EXPECTED, dayFrom + w.from(), dayFrom + w.to());
            if ((sales - expected) * direction > 0) {
                candidates.add(new Window(w.from(), w.to(), sales, expected, w.z(), w.p()));
            }
        }
        candidates.removeIf(w -> single
                && direction < 0
                && hours.sum(HourSchema.LATE, dayFrom + w.from(), dayFrom + w.to()) >= MOSTLY * w.expected());
        return strongest(candidates);
    }

    private boolean hasManyCustomers(Window window, int dayFrom) {
        return hours.sum(HourSchema.TRANSACTIONS, dayFrom + window.from(), dayFrom + window.to()) >= MANY_CUSTOMERS;
    }

    /** Those of the windows of two looks that no more certain one touches, with the chance of the two together. */
    private static List<Window> strongest(List<Window> candidates) {
        candidates.sort(Comparator.comparingDouble(Window::p)
                .thenComparing(w -> -Math.abs(w.z()))
                .thenComparing(Window::from));
        List<Window> found = new ArrayList<>();
        for (Window w : candidates) {
            if (found.stream().noneMatch(other -> other.from() < w.to() && w.from() < other.to())) {
                found.add(new Window(w.from(), w.to(), w.actual(), w.expected(), w.z(), Math.min(1, 2 * w.p())));
            }
        }
        return found;
    }

    private void testBaskets(int past, int from, int to, double basket) {
        double[] customers = hours.of(HourSchema.TRANSACTIONS);
        double[] usual = hours.of(HourSchema.EXPECTED_TRANSACTIONS);
        double[] sales = hours.of(HourSchema.SALES);
        double[] byCustomers = new double[hours.size];
        for (int i = past; i < to; i++) {
            byCustomers[i] = usual[i] > 0 ? hours.of(HourSchema.EXPECTED)[i] * customers[i] / usual[i] : 0;
        }
        Scale scale = scale(sales, byCustomers, past, from, BASKET_SPREAD * basket / 2, 0.1);
        for (int direction = -1; direction <= 1; direction += 2) {
            for (Window window : scan(sales, byCustomers, from, to, direction, scale)) {
                if (hasManyCustomers(window, from)) {
                    emit(Kind.BASKET_CHANGE, window, from, to, scale.deviation(window.expected()), 1);
                }
            }
        }
    }

    private void testSlips(int past, int from, int to, double basket) {
        testReturns(past, from, to, basket);
        Scale ofVoids = slipScale(HourSchema.VOIDS, past, from, 1, 0.5);
        for (Window window : scan(HourSchema.VOIDS, HourSchema.EXPECTED_VOIDS, from, to, ofVoids)) {
            emit(Kind.VOID_SPIKE, window, from, to, ofVoids.deviation(window.expected()), basket / 4);
        }
        Scale ofDiscount = slipScale(HourSchema.DISCOUNT, past, from, basket / 4, 0.3);
        for (Window window : scan(HourSchema.DISCOUNT, HourSchema.EXPECTED_DISCOUNT, from, to, ofDiscount)) {
            emit(Kind.DISCOUNT_SPIKE, window, from, to, ofDiscount.deviation(window.expected()), 1);
        }
    }

    /**
     * Returns stand out by their units, as they come by chance alone, or by their money: two looks, so chances count
     * twice. What one customer brings back in one go is no spike, however much it is.
     */
    private void testReturns(int past, int from, int to, double basket) {
        Scale ofMoney = slipScale(HourSchema.RETURNS, past, from, basket, 0.5);
        Scale ofUnits = slipScale(HourSchema.UNITS_RETURNED, past, from, 1, 0.5);
        List<Window> candidates = scan(HourSchema.RETURNS, HourSchema.EXPECTED_RETURNS, from, to, ofMoney);
        for (Window w : scan(HourSchema.UNITS_RETURNED, HourSchema.EXPECTED_UNITS_RETURNED, from, to, ofUnits)) {
            double returns = hours.sum(HourSchema.RETURNS, from + w.from(), from + w.to());
            double expected = hours.sum(HourSchema.EXPECTED_RETURNS, from + w.from(), from + w.to());
            if (returns > expected) {
                candidates.add(new Window(w.from(), w.to(), returns, expected, w.z(), w.p()));
            }
        }
        candidates.removeIf(w -> hoursWithReturns(w, from) < 2
                || hours.sum(HourSchema.UNITS_RETURNED, from + w.from(), from + w.to()) < LEAST_RETURNED_UNITS);
        for (Window window : strongest(candidates)) {
            emit(Kind.RETURNS_SPIKE, window, from, to, ofMoney.deviation(window.expected()), 1);
        }
    }

    private int hoursWithReturns(Window window, int dayFrom) {
        int found = 0;
        for (int i = dayFrom + window.from(); i < dayFrom + window.to(); i++) {
            found += hours.of(HourSchema.RETURNS)[i] > 0 ? 1 : 0;
        }
        return found;
    }

    /** Mean size of what is counted, weighted by size: few large returns are not many returns. */
    private Scale slipScale(String column, int past, int from, double least, double prior) {
        double[] values = hours.of(column);
        double squares = 0;
        double sum = 0;
        for (int i = past; i < from; i++) {
            squares += values[i] * values[i];
            sum += values[i];
        }
        double phi = Math.max(least, sum > 0 ? squares / sum : 0);
        // what usually comes with a sale is seen in all hours of four weeks, not in one hour of the week
        return Scale.of(new double[0], new double[0], new int[0], phi, prior, SCALE_DAYS)
                .withSurprise(hours.surprise[from]);
    }

    private List<Window> scan(String actual, String expected, int from, int to, Scale scale) {
        return scan(hours.of(actual), hours.of(expected), from, to, 1, scale);
    }

    private static List<Window> scan(double[] actual, double[] expected, int from, int to, int direction, Scale scale) {
        return WindowScan.of(
                Arrays.copyOfRange(actual, from, to), Arrays.copyOfRange(expected, from, to), scale, direction);
    }

    private Scale scale(double[] actual, double[] expected, int past, int from, double floor, double prior) {
        double[] late = hours.of(HourSchema.LATE);
        int n = 0;
        double[] a = new double[from - past];
        double[] e = new double[from - past];
        int[] d = new int[from - past];
        for (int i = past; i < from; i++) {
            if (expected[i] > 0 && !(single && late[i] > 0)) {
                a[n] = actual[i];
                e[n] = expected[i];
                d[n++] = hours.days[i];
            }
        }
        return Scale.of(
                        Arrays.copyOf(a, n),
                        Arrays.copyOf(e, n),
                        Arrays.copyOf(d, n),
                        Math.max(floor, 1e-9),
                        prior,
                        hours.weeks[from])
                .withSurprise(hours.surprise[from]);
    }

    private void report(Window window, int from, int to, Scale scale) {
        Kind kind = window.actual() > window.expected()
                ? Kind.SALES_SPIKE
                : registersMissing(window, from) ? Kind.DATA_LATE : Kind.SALES_DROP;
        emit(kind, window, from, to, scale.deviation(window.expected()), 1);
    }

    /** Registers are missing and those that are there sold as usual: the fall is in the data. */
    private boolean registersMissing(Window window, int from) {
        double complete = hours.sum(HourSchema.COMPLETE, from + window.from(), from + window.to()) / window.expected();
        double customers = hours.sum(HourSchema.TRANSACTIONS, from + window.from(), from + window.to());
        boolean busy = customers >= BUSY_CUSTOMERS * (window.to() - window.from());
        return single && busy && complete < 0.9 && window.actual() >= MOSTLY * complete * window.expected();
    }

    /** Hours for which data is missing: in a store all of it, above it that of at least two stores and half of the sales. */
    private List<Window> late(int from, int to, Scale ofTraffic) {
        double[] late = hours.of(HourSchema.LATE);
        double[] expected = hours.of(HourSchema.EXPECTED);
        List<Window> found = new ArrayList<>();
        int start = -1;
        for (int i = from; i <= to; i++) {
            double whole = i == to ? 0 : single ? expected[i] : expected[i] + late[i];
            boolean missing = i < to && late[i] > 0 && late[i] >= 0.5 * whole && (single || hours.storesLate[i] >= 2);
            if (missing && start < 0) {
                start = i;
            } else if (!missing && start >= 0) {
                double customers = hours.sum(HourSchema.LATE_TRANSACTIONS, start, i);
                found.add(new Window(
                        start - from,
                        i - from,
                        0,
                        hours.sum(HourSchema.LATE, start, i),
                        ofTraffic.z(0, customers),
                        Math.min(1, ofTraffic.p(0, customers) * (to - from))));
                start = -1;
            }
        }
        return found;
    }

    private void reportLate(List<Window> late, List<Window> drops, int from, int to) {
        for (Window window : late) {
            // hours without a sale inside a fall that goes on while there is data belong to the fall
            boolean partOfDrop =
                    drops.stream().anyMatch(d -> d.p() < CUT_OFF_P && d.from() < window.to() && window.from() < d.to());
            if (!partOfDrop) {
                emit(Kind.DATA_LATE, window, from, to, Math.sqrt(window.expected()), 1);
            }
        }
    }

    private void reportDuplicate(int from, int to) {
        double duplicate = hours.sum(HourSchema.DUPLICATE, from, to);
        double sales = hours.sum(HourSchema.SALES, from, to);
        if (single && duplicate > 0) {
            Window day = new Window(0, to - from, sales, Math.max(0, sales - duplicate), 0, 1e-12);
            emit(Kind.DATA_DUPLICATE, day, from, to, Math.max(1, sales * 0.1), 1);
        }
    }

    private void emit(Kind kind, Window window, int dayFrom, int dayTo, double deviation, double money) {
        int from = dayFrom + window.from();
        int to = dayFrom + window.to();
        boolean missing = kind == Kind.DATA_LATE && !single;
        double expectedSales =
                hours.sum(HourSchema.EXPECTED, from, to) + (missing ? hours.sum(HourSchema.LATE, from, to) : 0);
        double expectedTransactions = hours.sum(HourSchema.EXPECTED_TRANSACTIONS, from, to);
        double delta = (window.actual() - window.expected()) * money;
        double completeBase =
                hours.sum(HourSchema.EXPECTED, from, to) + (single ? 0 : hours.sum(HourSchema.LATE, from, to));
        LocalDate day = LocalDate.ofEpochDay(hours.days[from]);
        out.accept(new Finding(
                hours.level,
                hours.entity,
                hours.region,
                hours.country,
                hours.zone,
                hours.currency,
                hours.department,
                kind,
                day,
                day,
                hours.starts[from],
                hours.starts[to - 1] + 3600,
                window.actual(),
                window.expected(),
                deviation,
                window.z(),
                Math.max(1e-300, window.p()),
                1,
                delta,
                dayMoney.getOrDefault(hours.days[from], 0.0),
                hours.sum(HourSchema.SALES, from, to),
                expectedSales,
                hours.sum(HourSchema.TRANSACTIONS, from, to),
                expectedTransactions,
                completeBase > 0 ? Math.min(1, hours.sum(HourSchema.COMPLETE, from, to) / completeBase) : 1,
                completeBase > 0 ? Math.min(1, hours.sum(HourSchema.COLD, from, to) / completeBase) : 0,
                hours.weeks[from],
                from <= dayFrom + 1,
                to >= dayTo - 1));
    }

    private double mean(String of, String by, int from, int to) {
        double divisor = hours.sum(by, from, to);
        return divisor > 0 ? hours.sum(of, from, to) / divisor : 1;
    }
}
