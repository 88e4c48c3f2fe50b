package io.scanline.forecast;

/** Brings the forecasts of items to the forecast of the node that they sum to, by one factor, so that all levels sum. */
final class Reconciliation {
    /** A node of so many units a day corrects its items halfway; its own level is as noisy as theirs together. */
    private static final double HALF_BELIEVED_UNITS = 10;

    private static final double LEAST = 0.5;
    private static final double MOST = 2;

    private Reconciliation() {}

    /**
     * What to multiply the items with.
     *
     * @param items sum over the horizon, {@code node} the node's own forecast of it
     * @param power how far to go from the one to the other where the node is large enough to know better, 0..1
     */
    static double factor(double items, double node, int horizon, double power) {
        if (items <= 0 || node <= 0) {
            return 1;
        }
        double unitsADay = items / horizon;
        double belief = power * unitsADay / (unitsADay + HALF_BELIEVED_UNITS);
        return Math.max(LEAST, Math.min(MOST, Math.pow(node / items, belief)));
    }
}
