package io.scanline.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Worked examples of Snyder and Shen, Fundamentals of Supply Chain Theory, and the definitions behind them. */
class OrderTheoryTest {

    /** Example 4.3: h = .18, p = .70, demand N(50, 8). */
    @Test
    void theNewsvendorOfNormalDemand() {
        double z = Normal.quantile(new Newsvendor(0.18, 0.70).criticalRatio());

        assertThat(50 + 8 * z).isCloseTo(56.603955927, within(1e-6));
        double density = Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
        assertThat((0.18 + 0.70) * 8 * density).isCloseTo(1.997605193, within(1e-6));
    }

    /** h = 1, p = 4, K = 5, demand Poisson 6 a period. */
    @Test
    void reorderPointAndOrderUpToLevelOfPoissonDemand() {
        DemandDistribution demand = DemandDistribution.negativeBinomial(6, 6, 1);

        ReorderLevels levels = ReorderLevels.of(demand, new Newsvendor(1, 4), 5);

        assertThat(levels.reorderPoint()).isEqualTo(4);
        assertThat(levels.orderUpTo()).isEqualTo(10);
        assertThat(levels.cost()).isCloseTo(8.034111561, within(1e-6));
    }

    @Test
    void theLevelsCostWhatARunOfThemCosts() {
        DemandDistribution demand = DemandDistribution.of(1, new double[] {2, 3, 2, 1, 0, 1});
        Newsvendor costs = new Newsvendor(1, 3);
        ReorderLevels levels = ReorderLevels.of(demand, costs, 4);

        assertThat(simulated(demand, costs, 4, levels.reorderPoint(), levels.orderUpTo()))
                .isCloseTo(levels.cost(), within(0.03));
        for (int off = -1; off <= 1; off++) {
            assertThat(simulated(demand, costs, 4, levels.reorderPoint() + off, levels.orderUpTo() - off))
                    .isGreaterThan(levels.cost() - 0.03);
        }
    }

    private static double simulated(DemandDistribution demand, Newsvendor costs, double orderCost, int s, int upTo) {
        Random random = new Random(3);
        int periods = 300_000;
        double cost = 0;
        int stock = upTo;
        for (int i = 0; i < periods; i++) {
            if (stock <= s) {
                cost += orderCost;
                stock = upTo;
            }
            stock -= demand.quantileCell(random.nextDouble());
            cost += stock > 0 ? costs.overage() * stock : -costs.underage() * stock;
        }
        return cost / periods;
    }

    @Test
    void refusesOrdersThatCostNothing() {
        DemandDistribution demand = DemandDistribution.of(1, new double[] {1, 1});
        assertThatThrownBy(() -> ReorderLevels.of(demand, new Newsvendor(1, 4), 0))
                .hasMessageContaining("above 0");
    }

    /** K = 500, h = 2, demand 90 120 80 70. */
    @Test
    void lotSizesOfKnownDemand() {
        LotSizes lots = LotSizes.of(new double[] {90, 120, 80, 70}, 500, 2);

        assertThat(lots.orders()).containsExactly(210, 0, 150, 0);
        assertThat(lots.cost()).isCloseTo(1380, within(1e-6));
    }

    @Test
    void everyDemandIsMetAndNoPlanIsCheaper() {
        Random random = new Random(4);
        for (int i = 0; i < 200; i++) {
            double[] demand = random.doubles(7, 0, 100).toArray();
            double orderCost = 300 * random.nextDouble();
            LotSizes lots = LotSizes.of(demand, orderCost, 1);

            double least = Double.POSITIVE_INFINITY;
            for (int plan = 1; plan < 1 << demand.length; plan += 2) {
                least = Math.min(least, cost(demand, plan, orderCost));
            }
            assertThat(lots.cost()).isCloseTo(least, within(1e-9));
            double stock = 0;
            for (int t = 0; t < demand.length; t++) {
                stock += lots.orders()[t] - demand[t];
                assertThat(stock).isGreaterThan(-1e-9);
            }
        }
    }

    /** Cost of ordering in the periods whose bits are set, each time until the next. */
    private static double cost(double[] demand, int plan, double orderCost) {
        double cost = 0;
        int ordered = 0;
        for (int t = 0; t < demand.length; t++) {
            if ((plan >> t & 1) == 1) {
                ordered = t;
                cost += orderCost;
            }
            cost += (t - ordered) * demand[t];
        }
        return cost;
    }
}
