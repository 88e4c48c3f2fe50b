package io.scanline.simulate;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What a policy comes to at rising targets, in order of the fill rate that they achieve: between two of its points a straight line, so
 * that policies can be held against each other at the same fill rate.
 */
final class TradeOffCurve<P> {
    private final List<P> points;
    private final ToDoubleFunction<P> fillRate;

    TradeOffCurve(List<P> points, ToDoubleFunction<P> fillRate) {
        this.points =
                points.stream().sorted(Comparator.comparingDouble(fillRate)).toList();
        this.fillRate = fillRate;
    }

    /** NaN beyond the ends of the curve. */
    double at(double rate, ToDoubleFunction<P> value) {
        for (int i = 1; i < points.size(); i++) {
            P low = points.get(i - 1);
            P high = points.get(i);
            double from = fillRate.applyAsDouble(low);
            double to = fillRate.applyAsDouble(high);
            if (from <= rate && rate <= to) {
                double share = to == from ? 1 : (rate - from) / (to - from);
                return value.applyAsDouble(low) + share * (value.applyAsDouble(high) - value.applyAsDouble(low));
            }
        }
        return Double.NaN;
    }
}
