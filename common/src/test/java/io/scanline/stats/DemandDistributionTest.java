package io.scanline.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DemandDistributionTest {

    /** Snyder and Shen, Fundamentals of Supply Chain Theory, example 4.3: h = .18, p = .70, demand N(50, 8). */
    @Test
    void givesTheTextbooksNewsvendor() {
        double step = 0.0005;
        DemandDistribution demand = normal(50, 8, step);
        Newsvendor costs = new Newsvendor(0.18, 0.70);

        double stock = costs.bestStock(demand);

        assertThat(stock).isCloseTo(56.603955927, within(step));
        assertThat(costs.cost(demand, (int) Math.round(stock / step))).isCloseTo(1.997605193, within(1e-6));
    }

    @Test
    void serviceTargetIsTheCriticalRatioOfItsCosts() {
        assertThat(Newsvendor.ofServiceTarget(0.97).criticalRatio()).isCloseTo(0.97, within(1e-12));
    }

    /** Closed form for r = 2, p = .4 (mean 3, variance 7.5): P(k) = (k + 1) .4² .6^k. */
    @Test
    void negativeBinomialMatchesItsClosedForm() {
        DemandDistribution demand = DemandDistribution.negativeBinomial(3, 7.5, 1);

        for (int k = 0; k < 40; k++) {
            assertThat(demand.probability(k)).isCloseTo((k + 1) * 0.16 * Math.pow(0.6, k), within(1e-12));
        }
        assertThat(demand.mean()).isCloseTo(3, within(1e-9));
        assertThat(demand.variance()).isCloseTo(7.5, within(1e-8));
    }

    /** Poisson tables: P(D <= 6 | 6) = .606303, P(D <= 10 | 6) = .957379. */
    @Test
    void isPoissonWithoutOverdispersion() {
        DemandDistribution demand = DemandDistribution.negativeBinomial(6, 6, 1);

        assertThat(demand.atMost(6)).isCloseTo(0.606303, within(1e-6));
        assertThat(demand.atMost(10)).isCloseTo(0.957379, within(1e-6));
        assertThat(demand.quantile(0.95)).isEqualTo(10);
    }

    @Test
    void keepsBothMomentsFromTinyToHugeDemand() {
        Random random = new Random(7);
        for (int i = 0; i < 300; i++) {
            double mean = Math.pow(10, -3 + 6.5 * random.nextDouble());
            double variance = mean * (1 + 3 * random.nextDouble()) + 0.3 * random.nextDouble() * mean * mean;
            DemandOverInterval interval = new DemandOverInterval(mean, variance);
            DemandDistribution demand = interval.distribution(interval.step(1));

            assertThat(demand.mean()).as("mean %s variance %s", mean, variance).isCloseTo(mean, within(1e-6 * mean));
            assertThat(demand.variance())
                    .as("mean %s variance %s", mean, variance)
                    .isCloseTo(variance, within(1e-4 * variance));
            assertThat(demand.cells()).isLessThan(40_000);
        }
    }

    @Test
    void quantileIsTheFirstAmountThatHoldsTheChance() {
        Random random = new Random(11);
        for (int i = 0; i < 200; i++) {
            double mean = 30 * random.nextDouble();
            DemandDistribution demand =
                    DemandDistribution.negativeBinomial(mean, mean * (1 + 4 * random.nextDouble()), 1);
            double chance = 0.01 + 0.98 * random.nextDouble();
            int k = demand.quantileCell(chance);

            assertThat(demand.atMost(k)).isGreaterThanOrEqualTo(chance);
            assertThat(demand.atMost(k - 1)).isLessThan(chance);
        }
    }

    @Test
    void lossesAndLeftoversAreTheirDefinitions() {
        DemandDistribution demand = DemandDistribution.of(0.5, new double[] {1, 2, 3, 0, 4});

        for (int stock = -2; stock < 8; stock++) {
            double lost = 0;
            double left = 0;
            for (int k = 0; k < 5; k++) {
                lost += demand.probability(k) * Math.max(0, k - stock) * 0.5;
                left += demand.probability(k) * Math.max(0, stock - k) * 0.5;
            }
            assertThat(demand.expectedShortfall(stock)).isCloseTo(lost, within(1e-12));
            assertThat(demand.expectedLeft(stock)).isCloseTo(left, within(1e-12));
        }
    }

    @Test
    void aMixtureWeighsItsParts() {
        DemandDistribution two = DemandDistribution.of(1, new double[] {0, 0, 1});
        DemandDistribution none = DemandDistribution.nothing(1);

        DemandDistribution mixed =
                DemandDistribution.mixture(new double[] {1, 3}, new DemandDistribution[] {two, none});

        assertThat(mixed.mean()).isCloseTo(0.5, within(1e-12));
        assertThat(mixed.atMost(1)).isCloseTo(0.75, within(1e-12));
    }

    /** Sums of daily draws, each with the day's own mean and dispersion and one level for all days. */
    @Test
    void quantilesOfSumsAgreeWithSimulation() {
        double[] mean = {2.5, 0, 7, 1, 4, 4, 9};
        double[] dispersion = {0.4, 0.4, 0.2, 1.5, 0.3, 0, 0.2};
        double levelUncertainty = 0.2;
        DemandDistribution demand =
                DemandOverInterval.of(mean, dispersion, 0, 7, levelUncertainty).distribution(1);

        Random random = new Random(2024);
        double[] sums = new double[200_000];
        for (int i = 0; i < sums.length; i++) {
            double level = Math.max(0, 1 + levelUncertainty * random.nextGaussian());
            for (int day = 0; day < mean.length; day++) {
                sums[i] += draw(random, mean[day] * level, dispersion[day]);
            }
        }
        Arrays.sort(sums);

        assertThat(Arrays.stream(sums).average().orElseThrow()).isCloseTo(demand.mean(), within(0.1));
        for (double chance : new double[] {0.05, 0.25, 0.5, 0.75, 0.9, 0.95, 0.975, 0.99}) {
            assertThat(demand.quantile(chance))
                    .as("quantile %s", chance)
                    .isCloseTo(sums[(int) (chance * sums.length)], within(1.5));
        }
    }

    @Test
    void refusesWeightsThatSumToNothing() {
        assertThatThrownBy(() -> DemandDistribution.of(1, new double[] {0, 0})).hasMessageContaining("above 0");
        assertThatThrownBy(() -> DemandDistribution.of(1, new double[] {1, -1})).hasMessageContaining("negative");
        assertThatThrownBy(() -> DemandDistribution.of(0, new double[] {1})).hasMessageContaining("step");
        assertThatThrownBy(() -> new DemandOverInterval(Double.NaN, 1)).hasMessageContaining("finite");
    }

    private static DemandDistribution normal(double mean, double deviation, double step) {
        double[] density = new double[(int) ((mean + 8 * deviation) / step)];
        for (int k = 0; k < density.length; k++) {
            double z = (k * step - mean) / deviation;
            density[k] = Math.exp(-z * z / 2);
        }
        return DemandDistribution.of(step, density);
    }

    /** A negative binomial draw: by inversion of the probabilities, summed from nothing. */
    private static int draw(Random random, double mean, double dispersion) {
        if (mean <= 0) {
            return 0;
        }
        double r = 1 / Math.max(dispersion, 1e-6);
        double q = mean / (mean + r);
        double p = Math.exp(-r * Math.log1p(mean / r));
        double u = random.nextDouble();
        int k = 0;
        for (double sum = p; sum < u && k < 10_000; sum += p) {
            p *= (k + r) / (k + 1) * q;
            k++;
        }
        return k;
    }
}
