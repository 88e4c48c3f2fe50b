package io.scanline.stats;

import java.util.Arrays;

/**
 * The cheapest orders for demand that is known beforehand, where each order has a fixed cost and stock costs something to keep.
 *
 * @param orders quantity ordered in each period, there at once
 * @param cost of the orders and of what is left at the end of each period
 */
public record LotSizes(double[] orders, double cost) {

    /**
     * By Wagner and Whitin (Management Science 5, 1958): an order covers whole periods, so the cheapest way to reach each period
     * follows from those before it. Quadratic in the periods.
     *
     * @param demand of each period
     * @param orderCost fixed cost of an order
     * @param holdingCost of a unit that is kept from one period to the next
     */
    public static LotSizes of(double[] demand, double orderCost, double holdingCost) {
        double[] least = new double[demand.length + 1];
        int[] orderedIn = new int[demand.length + 1];
        Arrays.fill(least, 1, least.length, Double.POSITIVE_INFINITY);
        for (int from = 0; from < demand.length; from++) {
            double cost = least[from] + orderCost;
            for (int to = from + 1; to <= demand.length; to++) {
                cost += holdingCost * (to - 1 - from) * demand[to - 1];
                if (cost < least[to]) {
                    least[to] = cost;
                    orderedIn[to] = from;
                }
            }
        }
        double[] orders = new double[demand.length];
        for (int to = demand.length; to > 0; to = orderedIn[to]) {
            orders[orderedIn[to]] = Arrays.stream(demand, orderedIn[to], to).sum();
        }
        return new LotSizes(orders, least[demand.length]);
    }
}
