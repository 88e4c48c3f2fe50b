package io.scanline.stats;

import java.util.Arrays;

/**
 * The best (s, S) policy where each order has a fixed cost: at or below s, order up to S.
 *
 * @param reorderPoint s, in cells of the demand's grid
 * @param orderUpTo S, in cells
 * @param cost average cost of a period
 */
public record ReorderLevels(int reorderPoint, int orderUpTo, double cost) {

    /**
     * The levels of least average cost, by the algorithm of Zheng and Federgruen (Operations Research 39, 1991).
     *
     * @param demand of a period; orders are there at once, what is not met is owed
     * @param costs of a unit left over and of a unit owed at the end of a period
     * @param orderCost fixed cost of an order, above 0
     */
    public static ReorderLevels of(DemandDistribution demand, Newsvendor costs, double orderCost) {
        return new Search(demand, costs, orderCost).best();
    }

    private static final class Search {
        private final DemandDistribution demand;
        private final Newsvendor costs;
        private final double orderCost;
        /** Mean number of periods that end with so many cells of demand since the last order. */
        private double[] renewals;

        private int known;

        private Search(DemandDistribution demand, Newsvendor costs, double orderCost) {
            if (!(orderCost > 0) || !(demand.mean() > 0)) {
                throw new IllegalArgumentException(
                        "order cost and demand must be above 0: " + orderCost + ", " + demand.mean());
            }
            this.demand = demand;
            this.costs = costs;
            this.orderCost = orderCost;
            this.renewals = new double[] {1 / (1 - demand.probability(0))};
            this.known = 1;
        }

        private ReorderLevels best() {
            int cheapest = demand.quantileCell(costs.criticalRatio());
            int s = cheapest - 1;
            while (cost(s, cheapest) > period(s)) {
                s--;
            }
            int best = cheapest;
            double least = cost(s, best);
            for (int upTo = cheapest + 1; period(upTo) <= least; upTo++) {
                if (cost(s, upTo) < least) {
                    best = upTo;
                    while (cost(s, best) <= period(s + 1)) {
                        s++;
                    }
                    least = cost(s, best);
                }
            }
            return new ReorderLevels(s, best, least);
        }

        /** Expected cost of a period that begins with so many cells. */
        private double period(int cells) {
            return costs.cost(demand, cells);
        }

        /** Average cost of a period under (s, S): that of a cycle from order to order by its length. */
        private double cost(int s, int upTo) {
            double sum = orderCost;
            double periods = 0;
            for (int j = 0; j < upTo - s; j++) {
                sum += renewal(j) * period(upTo - j);
                periods += renewal(j);
            }
            return sum / periods;
        }

        private double renewal(int j) {
            for (; known <= j; known++) {
                if (known == renewals.length) {
                    renewals = Arrays.copyOf(renewals, 2 * known);
                }
                double sum = 0;
                for (int l = 1; l <= known; l++) {
                    sum += demand.probability(l) * renewals[known - l];
                }
                renewals[known] = renewals[0] * sum;
            }
            return renewals[j];
        }
    }
}
