package io.scanline.detect;

import io.scanline.detect.WindowScan.Window;
import io.scanline.table.HourlySales;
import java.util.ArrayList;
import java.util.List;

/** Tests a day of one node for sales that are missing from the data, or in it twice, whatever was sold. */
final class DataScan {
    /** With fewer customers an hour, a register without a line was idle, not missing. */
    private static final double BUSY_CUSTOMERS = 6;

    private static final double MOSTLY = 0.7;
    private static final double CUT_OFF_P = 1e-3;

    private final NodeHours hours;
    private final NodeFindings findings;
    private final boolean single;

    DataScan(NodeHours hours, NodeFindings findings) {
        this.hours = hours;
        this.findings = findings;
        this.single = hours.level.equals(HourlySales.STORE);
    }

    /** Most of what was expected has not come in. */
    boolean mostlyLate(Window window, int from) {
        double late = hours.sum(HourSchema.LATE, window, from);
        return single && late >= MOSTLY * window.expected();
    }

    /** Registers are missing and those that are there sold as usual: the fall is in the data. */
    boolean registersMissing(Window window, int from) {
        double complete = hours.sum(HourSchema.COMPLETE, window, from) / window.expected();
        double customers = hours.sum(HourSchema.TRANSACTIONS, window, from);
        boolean busy = customers >= BUSY_CUSTOMERS * (window.to() - window.from());
        return single && busy && complete < 0.9 && window.actual() >= MOSTLY * complete * window.expected();
    }

    /** Hours for which data is missing: in a store all of it, above it that of at least two stores and half of the sales. */
    List<Window> late(int from, int to, Scale ofTraffic) {
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

    void reportLate(List<Window> late, List<Window> drops, int from, int to) {
        for (Window window : late) {
            // hours without a sale inside a fall that goes on while there is data belong to the fall
            boolean partOfDrop =
                    drops.stream().anyMatch(d -> d.p() < CUT_OFF_P && d.from() < window.to() && window.from() < d.to());
            if (!partOfDrop) {
                findings.add(Kind.DATA_LATE, window, from, to, Math.sqrt(window.expected()), 1);
            }
        }
    }

    void reportDuplicate(int from, int to) {
        double duplicate = hours.sum(HourSchema.DUPLICATE, from, to);
        double sales = hours.sum(HourSchema.SALES, from, to);
        if (single && duplicate > 0) {
            Window day = new Window(0, to - from, sales, Math.max(0, sales - duplicate), 0, 1e-12);
            findings.add(Kind.DATA_DUPLICATE, day, from, to, Math.max(1, sales * 0.1), 1);
        }
    }
}
