package io.scanline.detect;

import io.scanline.detect.WindowScan.Window;
import java.util.List;

/** Tests a day of one node for what goes wrong at the till: goods brought back, lines voided, discounts given. */
final class SlipScan {
    /** Fewer units brought back in a window are a customer or two. */
    private static final double LEAST_RETURNED_UNITS = 5;

    private final NodeHours hours;
    private final NodeFindings findings;

    SlipScan(NodeHours hours, NodeFindings findings) {
        this.hours = hours;
        this.findings = findings;
    }

    /** @param basket mean sales of a customer */
    void test(int past, int from, int to, double basket) {
        testReturns(past, from, to, basket);
        Scale ofVoids = slipScale(HourSchema.VOIDS, past, from, 1, 0.5);
        for (Window window : scan(HourSchema.VOIDS, HourSchema.EXPECTED_VOIDS, from, to, ofVoids)) {
            findings.add(Kind.VOID_SPIKE, window, from, to, ofVoids.deviation(window.expected()), basket / 4);
        }
        Scale ofDiscount = slipScale(HourSchema.DISCOUNT, past, from, basket / 4, 0.3);
        for (Window window : scan(HourSchema.DISCOUNT, HourSchema.EXPECTED_DISCOUNT, from, to, ofDiscount)) {
            findings.add(Kind.DISCOUNT_SPIKE, window, from, to, ofDiscount.deviation(window.expected()), 1);
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
        for (Window byUnits : scan(HourSchema.UNITS_RETURNED, HourSchema.EXPECTED_UNITS_RETURNED, from, to, ofUnits)) {
            Window byMoney = hours.inMoney(byUnits, from, HourSchema.RETURNS, HourSchema.EXPECTED_RETURNS);
            if (byMoney.direction() > 0) {
                candidates.add(byMoney);
            }
        }
        candidates.removeIf(w ->
                hoursWithReturns(w, from) < 2 || hours.sum(HourSchema.UNITS_RETURNED, w, from) < LEAST_RETURNED_UNITS);
        for (Window window : WindowScan.strongest(candidates)) {
            findings.add(Kind.RETURNS_SPIKE, window, from, to, ofMoney.deviation(window.expected()), 1);
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
        return Scale.Past.none(Scale.DAYS).scale(phi, prior).withSurprise(hours.surprise[from]);
    }

    private List<Window> scan(String actual, String expected, int from, int to, Scale scale) {
        return NodeHours.windows(hours.of(actual), hours.of(expected), from, to, 1, scale);
    }
}
