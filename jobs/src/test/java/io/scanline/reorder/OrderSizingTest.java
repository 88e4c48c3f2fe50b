package io.scanline.reorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.scanline.stats.DemandDistribution;
import io.scanline.stats.Newsvendor;
import io.scanline.stats.StockOutlook;
import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Demand is certain in the cases worked by hand, so that the need is too. */
class OrderSizingTest {

    @Test
    void needsTheDemandLessTheStock() {
        assertParts(sizing(9, 38, terms(1)), "29", "0", "0", "0", "0");
        assertParts(sizing(50, 38, terms(1)), "0", "0", "0", "0", "0");
    }

    @Test
    void roundsToTheCheaperNumberOfPacks() {
        assertParts(sizing(21, 38, terms(12)), "17", "7", "0", "0", "0");
        // one short costs 1 x .95, eleven left 11 x .05: still cheaper to buy; twenty-three left are not
        assertParts(sizing(37, 38, terms(12)), "1", "11", "0", "0", "0");
        assertParts(sizing(37, 38, terms(24)), "1", "-1", "0", "0", "0");
    }

    @Test
    void buysTheFirstPackForAnEmptyShelfHoweverLarge() {
        assertParts(sizing(0, 1, terms(24)), "1", "23", "0", "0", "0");
        assertParts(sizing(1, 2, terms(24)), "1", "-1", "0", "0", "0");
    }

    @Test
    void raisesToTheMinimumOrLeavesItBe() {
        assertParts(
                sizing(28, 38, new Terms(units(6), units(15), null, null, units(0), 0.95)), "10", "2", "6", "0", "0");
        assertParts(
                sizing(37, 38, new Terms(units(1), units(40), null, null, units(0), 0.95)), "1", "0", "-1", "0", "0");
    }

    @Test
    void keepsToTheMaximumInWholePacks() {
        assertParts(
                sizing(0, 38, new Terms(units(6), units(0), units(20), null, units(0), 0.95)),
                "38",
                "4",
                "-24",
                "0",
                "0");
    }

    @Test
    void cutsWhatTheShelfCannotHold() {
        assertParts(
                sizing(5, 38, new Terms(units(6), units(0), null, units(30), units(0), 0.95)),
                "33",
                "3",
                "0",
                "-12",
                "0");
    }

    @Test
    void buysOnePackThatIsLargerThanAnEmptyShelf() {
        Terms terms = new Terms(units(24), units(0), null, units(10), units(0), 0.95);

        assertParts(sizing(0, 30, terms), "30", "18", "0", "-24", "0");
        assertParts(sizing(8, 30, terms), "22", "2", "0", "-24", "0");
    }

    @Test
    void ordersNothingWhereACutLeavesLessThanTheMinimum() {
        assertParts(
                sizing(10, 38, new Terms(units(6), units(24), null, units(20), units(0), 0.95)),
                "28",
                "2",
                "0",
                "-30",
                "0");
    }

    @Test
    void cutsWhatWouldPerish() {
        DemandDistribution tomorrow = certain(10);
        OrderSizing sizing =
                new OrderSizing(StockOutlook.counted(2, 1), certain(20), tomorrow, new Newsvendor(1, 1), terms(4));

        // 8 of the 18 sell in time
        assertParts(sizing, "18", "2", "0", "0", "-12");
    }

    @Test
    void keepsThePresentationMinimumOnTheShelf() {
        Terms terms = new Terms(units(1), units(0), null, null, units(3), 0.95);

        assertParts(sizing(5, 4, terms), "2", "0", "0", "0", "0");
        assertParts(sizing(7, 4, terms), "0", "0", "0", "0", "0");
    }

    /** A law: whatever the limits, the parts sum to the order, in whole packs, within the limits. */
    @Test
    void partsAlwaysSumToAnOrderWithinTheLimits() {
        Random random = new Random(42);
        int orders = 0;
        for (int i = 0; i < 5000; i++) {
            BigDecimal pack = BigDecimal.valueOf(1 + random.nextInt(240), random.nextInt(2))
                    .setScale(4);
            BigDecimal minimum = random.nextBoolean() ? units(0) : units(random.nextInt(60));
            BigDecimal maximum = random.nextBoolean() ? null : units(random.nextInt(200));
            BigDecimal shelf = random.nextBoolean() ? null : units(1 + random.nextInt(150));
            Terms terms = new Terms(
                    pack, minimum, maximum, shelf, units(random.nextInt(4)), 0.5 + 0.49 * random.nextDouble());
            double mean = 40 * random.nextDouble();
            double step = random.nextBoolean() ? 1 : 0.1;
            DemandDistribution demand =
                    DemandDistribution.negativeBinomial(mean, mean * (1 + 3 * random.nextDouble()), step);
            DemandDistribution perishing =
                    random.nextBoolean() ? null : DemandDistribution.negativeBinomial(mean / 2, mean, step);
            StockOutlook stock = StockOutlook.counted(random.nextInt(40), step)
                    .after(DemandDistribution.negativeBinomial(mean / 3, mean, step));

            OrderSizing sizing = new OrderSizing(stock, demand, perishing, new Newsvendor(2, 1), terms);
            OrderQuantity order = sizing.size();
            BigDecimal units = order.units();

            assertThat(order.netNeed()
                            .add(order.roundingToPack())
                            .add(order.minimumAdjustment())
                            .add(order.capacityCut())
                            .add(order.shelfLifeCut()))
                    .isEqualByComparingTo(units);
            assertThat(order.netNeed())
                    .isEqualByComparingTo(sizing.shortOfTarget().max(BigDecimal.ZERO));
            assertThat(units.signum()).as("order %s", order).isNotNegative();
            assertThat(units.remainder(pack)).isEqualByComparingTo(BigDecimal.ZERO);
            assertThat(order.capacityCut().signum()).isNotPositive();
            assertThat(order.shelfLifeCut().signum()).isNotPositive();
            if (order.netNeed().signum() == 0) {
                assertThat(units).isEqualByComparingTo(BigDecimal.ZERO);
            }
            if (units.signum() > 0) {
                orders++;
                assertThat(units).isGreaterThanOrEqualTo(minimum);
                if (maximum != null) {
                    assertThat(units).isLessThanOrEqualTo(maximum);
                }
                if (shelf != null && pack.compareTo(shelf) <= 0) {
                    assertThat(units.doubleValue() + stock.mean()).isLessThanOrEqualTo(shelf.doubleValue() + 1e-3);
                }
            }
        }
        assertThat(orders).isGreaterThan(1000);
    }

    /** A law: without limits and with single units the order is the newsvendor's optimum. */
    @Test
    void orderWithoutLimitsCostsLeast() {
        Random random = new Random(3);
        for (int i = 0; i < 200; i++) {
            double mean = 1 + 30 * random.nextDouble();
            DemandDistribution demand = DemandDistribution.negativeBinomial(mean, 2 * mean, 1);
            double target = 0.6 + 0.39 * random.nextDouble();
            Newsvendor costs = Newsvendor.ofServiceTarget(target);
            Terms terms = new Terms(units(1), units(0), null, null, units(0), target);

            int order = new OrderSizing(StockOutlook.counted(0, 1), demand, null, null, terms)
                    .size()
                    .units()
                    .intValueExact();

            for (int other = 0; other < demand.cells(); other++) {
                assertThat(costs.cost(demand, order)).isLessThanOrEqualTo(costs.cost(demand, other) + 1e-9);
            }
        }
    }

    private static void assertParts(
            OrderSizing sizing, String need, String packs, String minimum, String shelf, String life) {
        OrderQuantity order = sizing.size();
        assertThat(order.netNeed()).as("net need").isEqualByComparingTo(need);
        assertThat(order.roundingToPack()).as("rounding to pack").isEqualByComparingTo(packs);
        assertThat(order.minimumAdjustment()).as("minimum adjustment").isEqualByComparingTo(minimum);
        assertThat(order.capacityCut()).as("capacity cut").isEqualByComparingTo(shelf);
        assertThat(order.shelfLifeCut()).as("shelf life cut").isEqualByComparingTo(life);
    }

    private static OrderSizing sizing(int stock, int demand, Terms terms) {
        return new OrderSizing(StockOutlook.counted(stock, 1), certain(demand), null, null, terms);
    }

    private static Terms terms(int pack) {
        return new Terms(units(pack), units(0), null, null, units(0), 0.95);
    }

    private static DemandDistribution certain(int units) {
        double[] weights = new double[units + 1];
        weights[units] = 1;
        return DemandDistribution.of(1, weights);
    }

    private static BigDecimal units(int units) {
        return BigDecimal.valueOf(units).setScale(4);
    }
}
