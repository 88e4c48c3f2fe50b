package io.scanline.detect;

import io.scanline.detect.WindowScan.Window;
import io.scanline.table.HourlySales;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Tests the days of one node and department: sales, traffic, baskets, returns, voids, discounts, and what is missing or double. */
final class NodeScan {
    /** Second moment of baskets against their mean squared. */
    private static final double BASKET_SPREAD = 1.5;

    /** What fewer customers have in their baskets says nothing: a few large ones make it. */
    private static final double MANY_CUSTOMERS = 20;
    /** Of a department with fewer customers a day, the hours are too thin to have a usual course. */
    private static final double LEAST_CUSTOMERS_A_DAY = 10;

    private final NodeHours hours;
    private final Set<Integer> scored;
    private final boolean all;
    private final boolean single;
    private final NodeFindings findings;
    private final SlipScan slips;
    private final DataScan data;
    private Pasts pasts;

    /** @param baskets null for a department */
    private record Pasts(int day, Scale.Past money, Scale.Past traffic, Scale.Past baskets) {}

    /**
     * @param scored epoch days to test; the others only tell how far figures usually stray
     * @param dayMoney by epoch day: mean day's expected sales of the whole entity
     */
    NodeScan(NodeHours hours, Set<Integer> scored, Map<Integer, Double> dayMoney, Consumer<Finding> out) {
        this.hours = hours;
        this.scored = scored;
        this.findings = new NodeFindings(hours, dayMoney, out);
        this.slips = new SlipScan(hours, findings);
        this.data = new DataScan(hours, findings);
        this.all = hours.department.equals(HourlySales.ALL_DEPARTMENTS);
        this.single = hours.level.equals(HourlySales.STORE);
    }

    /** By epoch day: mean expected sales of a day, over the day and the four weeks before it. */
    static Map<Integer, Double> dayMoney(NodeHours hours) {
        Map<Integer, Double> money = new HashMap<>();
        int past = 0;
        for (int from = 0; from < hours.size; from = hours.endOfDay(from)) {
            past = hours.startOfScale(past, from);
            money.put(hours.days[from], hours.meanOfDays(HourSchema.EXPECTED, past, hours.endOfDay(from)));
        }
        return money;
    }

    /** Looks once more at the only day that is tested, which is the last one; the days before it are as they were. */
    void runAgain() {
        int from = hours.size - 1;
        while (from > 0 && hours.days[from - 1] == hours.days[from]) {
            from--;
        }
        test(0, from, hours.size);
    }

    void run() {
        int past = 0;
        for (int from = 0; from < hours.size; from = hours.endOfDay(from)) {
            past = hours.startOfScale(past, from);
            if (scored.contains(hours.days[from])) {
                test(past, from, hours.endOfDay(from));
            }
        }
    }

    private void test(int past, int from, int to) {
        if (!all && hours.meanOfDays(HourSchema.TRANSACTIONS, past, from) < LEAST_CUSTOMERS_A_DAY) {
            return;
        }
        double basket = mean(HourSchema.EXPECTED, HourSchema.EXPECTED_TRANSACTIONS, past, to);
        double[] sales = hours.of(HourSchema.SALES);
        double[] expected = hours.of(HourSchema.EXPECTED);
        double[] customers = hours.of(HourSchema.TRANSACTIONS);
        double[] usual = hours.of(HourSchema.EXPECTED_TRANSACTIONS);
        double prior = all ? 0.1 : 0.15;
        Pasts pasts = pastsOf(past, from);
        double promoted = promotedShare(from, to);
        Scale ofMoney = scale(pasts.money(), BASKET_SPREAD * basket, prior, from)
                .withSurprise(PromotedSales.DEVIATION * promoted);
        Scale ofTraffic =
                scale(pasts.traffic(), 1, prior, from).withSurprise(PromotedSales.DEVIATION_OF_CUSTOMERS * promoted);
        List<Window> late = all ? data.late(from, to, ofTraffic) : List.of();
        List<Window> drops = new ArrayList<>();
        for (int direction = -1; direction <= 1; direction += 2) {
            List<Window> byMoney = NodeHours.windows(sales, expected, from, to, direction, ofMoney);
            List<Window> byTraffic = NodeHours.windows(customers, usual, from, to, direction, ofTraffic);
            for (Window window : salesWindows(byMoney, byTraffic, from, direction)) {
                report(window, from, to, ofMoney);
                if (direction < 0) {
                    drops.add(window);
                }
            }
            if (all) {
                byTraffic.removeIf(w -> single && hours.sum(HourSchema.LATE, w, from) > 0);
                for (Window window : byTraffic) {
                    findings.add(Kind.TRAFFIC_CHANGE, window, from, to, ofTraffic.deviation(window.expected()), basket);
                }
            }
        }
        if (all) {
            data.reportLate(late, drops, from, to);
            testBaskets(past, from, to, basket, promoted);
            slips.test(past, from, to, basket);
            data.reportDuplicate(from, to);
        }
    }

    /**
     * Windows of sales that stand out, by money or by customers: these come by chance alone, while money also depends on what is
     * in a few large baskets, so that fewer of them tell more and money alone makes no spike of few customers. Two looks, so
     * each chance counts twice.
     */
    private List<Window> salesWindows(List<Window> byMoney, List<Window> byTraffic, int dayFrom, int direction) {
        List<Window> candidates = new ArrayList<>(byMoney);
        candidates.removeIf(w -> direction > 0 && !hasManyCustomers(w, dayFrom));
        for (Window byCustomers : byTraffic) {
            Window inMoney = hours.inMoney(byCustomers, dayFrom, HourSchema.SALES, HourSchema.EXPECTED);
            if (inMoney.direction() == direction) {
                candidates.add(inMoney);
            }
        }
        candidates.removeIf(w -> direction < 0 && data.mostlyLate(w, dayFrom));
        return WindowScan.strongest(candidates);
    }

    private double promotedShare(int from, int to) {
        double expected = hours.sum(HourSchema.EXPECTED, from, to);
        return expected > 0 ? hours.sum(HourSchema.PROMOTED, from, to) / expected : 0;
    }

    private boolean hasManyCustomers(Window window, int dayFrom) {
        return hours.sum(HourSchema.TRANSACTIONS, window, dayFrom) >= MANY_CUSTOMERS;
    }

    private void testBaskets(int past, int from, int to, double basket, double promoted) {
        double[] sales = hours.of(HourSchema.SALES);
        double[] byCustomers = byCustomers(past, to);
        Scale scale = scale(pastsOf(past, from).baskets(), BASKET_SPREAD * basket / 2, 0.1, from)
                .withSurprise(PromotedSales.DEVIATION_OF_CUSTOMERS * promoted);
        for (int direction = -1; direction <= 1; direction += 2) {
            for (Window window : NodeHours.windows(sales, byCustomers, from, to, direction, scale)) {
                if (hasManyCustomers(window, from)) {
                    findings.add(Kind.BASKET_CHANGE, window, from, to, scale.deviation(window.expected()), 1);
                }
            }
        }
    }

    /** Sales that as many customers would have made with usual baskets. */
    private double[] byCustomers(int past, int to) {
        double[] customers = hours.of(HourSchema.TRANSACTIONS);
        double[] usual = hours.of(HourSchema.EXPECTED_TRANSACTIONS);
        double[] expected = hours.of(HourSchema.EXPECTED);
        double[] byCustomers = new double[hours.size];
        for (int i = past; i < to; i++) {
            byCustomers[i] = usual[i] > 0 ? expected[i] * customers[i] / usual[i] : 0;
        }
        return byCustomers;
    }

    /** The same for every look at a day, as long as nothing new is known of the days before. */
    private Pasts pastsOf(int past, int from) {
        if (pasts == null || pasts.day() != hours.days[from]) {
            pasts = new Pasts(
                    hours.days[from],
                    past(hours.of(HourSchema.SALES), hours.of(HourSchema.EXPECTED), past, from),
                    past(hours.of(HourSchema.TRANSACTIONS), hours.of(HourSchema.EXPECTED_TRANSACTIONS), past, from),
                    all ? past(hours.of(HourSchema.SALES), byCustomers(past, from), past, from) : null);
        }
        return pasts;
    }

    private Scale.Past past(double[] actual, double[] expected, int past, int from) {
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
        return Scale.Past.of(Arrays.copyOf(a, n), Arrays.copyOf(e, n), Arrays.copyOf(d, n), hours.weeks[from]);
    }

    private Scale scale(Scale.Past past, double floor, double prior, int from) {
        return past.scale(Math.max(floor, 1e-9), prior).withSurprise(hours.surprise[from]);
    }

    private void report(Window window, int from, int to, Scale scale) {
        Kind kind = window.actual() > window.expected()
                ? Kind.SALES_SPIKE
                : data.registersMissing(window, from) ? Kind.DATA_LATE : Kind.SALES_DROP;
        findings.add(kind, window, from, to, scale.deviation(window.expected()), 1);
    }

    private double mean(String of, String by, int from, int to) {
        double divisor = hours.sum(by, from, to);
        return divisor > 0 ? hours.sum(of, from, to) / divisor : 1;
    }
}
