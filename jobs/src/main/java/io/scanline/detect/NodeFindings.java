package io.scanline.detect;

import io.scanline.detect.WindowScan.Window;
import io.scanline.table.HourlySales;
import java.time.LocalDate;
import java.util.Map;
import java.util.function.Consumer;

/** Turns windows of one node and department into findings, with all that is later told of them. */
final class NodeFindings {
    private final NodeHours hours;
    private final Map<Integer, Double> dayMoney;
    private final boolean single;
    private final Consumer<Finding> out;

    /** @param dayMoney by epoch day: mean day's expected sales of the whole entity */
    NodeFindings(NodeHours hours, Map<Integer, Double> dayMoney, Consumer<Finding> out) {
        this.hours = hours;
        this.dayMoney = dayMoney;
        this.single = hours.level.equals(HourlySales.STORE);
        this.out = out;
    }

    /** @param money what one unit of the window's figures is worth */
    void add(Kind kind, Window window, int dayFrom, int dayTo, double deviation, double money) {
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
}
