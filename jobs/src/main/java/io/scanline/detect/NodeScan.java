package io.scanline.detect;

import io.scanline.detect.WindowScan.Window;
import io.scanline.table.HourlySales;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Tests the days of one node and department: sales, traffic, baskets, returns, voids, discounts, and what is missing or double. */
final class NodeScan {
    private static final int SCALE_DAYS = 28;
    /** Second moment of baskets against their mean squared. */
    private static final double BASKET_SPREAD = 1.5;

    private static final double MOSTLY = 0.7;
    private static final double CUT_OFF_P = 1e-3;

    private final NodeHours hours;
    private final Set<Integer> scored;
    private final double dayMoney;
    private final boolean all;
    private final boolean single;
    private final Consumer<Finding> out;

    /**
     * @param scored epoch days to test; the others only tell how far figures usually stray
     * @param dayMoney mean day's expected sales of the whole entity
     */
    NodeScan(NodeHours hours, Set<Integer> scored, double dayMoney, Consumer<Finding> out) {
        this.hours = hours;
        this.scored = scored;
        this.dayMoney = dayMoney;
        this.out = out;
        this.all = hours.department.equals(HourlySales.ALL_DEPARTMENTS);
        this.single = hours.level.equals(HourlySales.STORE);
    }

    /** Mean expected sales of a day. */
    static double dayMoney(NodeHours hours) {
        int days = 0;
        for (int i = 0; i < hours.size; i++) {
            days += i == 0 || hours.days[i] != hours.days[i - 1] ? 1 : 0;
        }
        return days == 0 ? 0 : hours.sum(HourSchema.EXPECTED, 0, hours.size) / days;
    }

    void run() {
        int past = 0;
        for (int from = 0; from < hours.size; ) {
            int to = from;
            while (to < hours.size && hours.days[to] == hours.days[from]) {
                to++;
            }
            while (hours.days[past] < hours.days[from] - SCALE_DAYS) {
                past++;
            }
            if (scored.contains(hours.days[from])) {
                test(past, from, to);
            }
            from = to;
        }
    }

    private void test(int past, int from, int to) {
        double basket = mean(HourSchema.EXPECTED, HourSchema.EXPECTED_TRANSACTIONS, past, to);
        double[] sales = hours.of(HourSchema.SALES);
        double[] expected = hours.of(HourSchema.EXPECTED);
        List<Window> late = all ? late(from, to) : List.of();
        List<Window> spikes = scan(sales, expected, past, from, to, 1, BASKET_SPREAD * basket, all ? 0.1 : 0.15);
        report(Kind.SALES_SPIKE, spikes, from, to, sales, expected, past, BASKET_SPREAD * basket, 1);
        List<Window> drops = new ArrayList<>();
        for (Window drop : scan(sales, expected, past, from, to, -1, BASKET_SPREAD * basket, all ? 0.1 : 0.15)) {
            double missing = single ? hours.sum(HourSchema.LATE, from + drop.from(), from + drop.to()) : 0;
            if (missing < MOSTLY * drop.expected()) {
                drops.add(drop);
            }
        }
        report(Kind.SALES_DROP, drops, from, to, sales, expected, past, BASKET_SPREAD * basket, 1);
        if (all) {
            reportLate(late, drops, from, to);
            testParts(past, from, to, basket);
            reportDuplicate(from, to);
        }
    }

    private void testParts(int past, int from, int to, double basket) {
        double[] transactions = hours.of(HourSchema.TRANSACTIONS);
        double[] usual = hours.of(HourSchema.EXPECTED_TRANSACTIONS);
        double[] sales = hours.of(HourSchema.SALES);
        double[] ofTraffic = new double[hours.size];
        for (int i = past; i < to; i++) {
            ofTraffic[i] = usual[i] > 0 ? hours.of(HourSchema.EXPECTED)[i] * transactions[i] / usual[i] : 0;
        }
        for (int direction = -1; direction <= 1; direction += 2) {
            List<Window> traffic = scan(transactions, usual, past, from, to, direction, 1, 0.1);
            traffic.removeIf(w -> single && hours.sum(HourSchema.LATE, from + w.from(), from + w.to()) > 0);
            report(Kind.TRAFFIC_CHANGE, traffic, from, to, transactions, usual, past, 1, basket);
            List<Window> baskets = scan(sales, ofTraffic, past, from, to, direction, BASKET_SPREAD * basket / 2, 0.1);
            report(Kind.BASKET_CHANGE, baskets, from, to, sales, ofTraffic, past, BASKET_SPREAD * basket / 2, 1);
        }
        spike(Kind.RETURNS_SPIKE, HourSchema.RETURNS, HourSchema.EXPECTED_RETURNS, past, from, to, basket, 1, 0.5);
        spike(Kind.VOID_SPIKE, HourSchema.VOIDS, HourSchema.EXPECTED_VOIDS, past, from, to, 1, basket / 4, 0.5);
        spike(
                Kind.DISCOUNT_SPIKE,
                HourSchema.DISCOUNT,
                HourSchema.EXPECTED_DISCOUNT,
                past,
                from,
                to,
                basket / 4,
                1,
                0.3);
    }

    private void spike(
            Kind kind,
            String actualColumn,
            String expectedColumn,
            int past,
            int from,
            int to,
            double least,
            double money,
            double prior) {
        double[] actual = hours.of(actualColumn);
        double[] expected = hours.of(expectedColumn);
        double squares = 0;
        double sum = 0;
        for (int i = past; i < from; i++) {
            squares += actual[i] * actual[i];
            sum += actual[i];
        }
        // mean size of what is counted, weighted by size: few large returns are not many returns
        double phi = Math.max(least, sum > 0 ? squares / sum : 0);
        Scale scale = Scale.of(new double[0], new double[0], new int[0], phi, prior);
        List<Window> windows = WindowScan.of(
                Arrays.copyOfRange(actual, from, to),
                Arrays.copyOfRange(expected, from, to),
                scale.withSurprise(hours.surprise[from]),
                1);
        for (Window window : windows) {
            emit(kind, window, from, to, scale.deviation(window.expected()), money);
        }
    }

    private List<Window> scan(
            double[] actual, double[] expected, int past, int from, int to, int direction, double floor, double prior) {
        Scale scale = scale(actual, expected, past, from, floor, prior).withSurprise(hours.surprise[from]);
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
        return Scale.of(Arrays.copyOf(a, n), Arrays.copyOf(e, n), Arrays.copyOf(d, n), Math.max(floor, 1e-9), prior);
    }

    private void report(
            Kind kind,
            List<Window> windows,
            int from,
            int to,
            double[] actual,
            double[] expected,
            int past,
            double floor,
            double money) {
        Scale scale =
                scale(actual, expected, past, from, floor, all ? 0.1 : 0.15).withSurprise(hours.surprise[from]);
        for (Window window : windows) {
            boolean incomplete = kind == Kind.SALES_DROP && registersMissing(window, from);
            emit(incomplete ? Kind.DATA_LATE : kind, window, from, to, scale.deviation(window.expected()), money);
        }
    }

    /** Registers are missing and those that are there sold as usual: the fall is in the data. */
    private boolean registersMissing(Window window, int from) {
        double complete = hours.sum(HourSchema.COMPLETE, from + window.from(), from + window.to()) / window.expected();
        return single && complete < 0.9 && window.actual() >= MOSTLY * complete * window.expected();
    }

    /** Hours for which data is missing: in a store all of it, above it that of at least two stores and half of the sales. */
    private List<Window> late(int from, int to) {
        double[] late = hours.of(HourSchema.LATE);
        double[] expected = hours.of(HourSchema.EXPECTED);
        double[] lateTransactions = hours.of(HourSchema.LATE_TRANSACTIONS);
        List<Window> found = new ArrayList<>();
        int start = -1;
        for (int i = from; i <= to; i++) {
            double whole = i == to ? 0 : single ? expected[i] : expected[i] + late[i];
            boolean missing = i < to && late[i] > 0 && late[i] >= 0.5 * whole && (single || hours.storesLate[i] >= 2);
            if (missing && start < 0) {
                start = i;
            } else if (!missing && start >= 0) {
                double transactions = 0;
                double money = 0;
                for (int j = start; j < i; j++) {
                    transactions += lateTransactions[j];
                    money += late[j];
                }
                found.add(new Window(
                        start - from,
                        i - from,
                        0,
                        money,
                        -2 * Math.sqrt(transactions),
                        Math.max(1e-300, Math.exp(-transactions))));
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
                dayMoney,
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
