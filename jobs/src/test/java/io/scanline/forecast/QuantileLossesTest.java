package io.scanline.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.scanline.stats.NegativeBinomial;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantileLossesTest {
    private static final int COVERAGE_90 = QuantileLosses.COUNT - 2;

    /** Demand that comes as the forecast says: the interval of 90% holds 90% of it, however slow the item. */
    @ParameterizedTest
    @CsvSource({"0.02, 0", "0.1, 2", "0.7, 0.5", "1, 0", "4, 1.5", "60, 0.2"})
    void anIntervalHoldsWhatItPromises(double mean, double dispersion) {
        NegativeBinomial demand = new NegativeBinomial(mean, dispersion);
        double[] losses = new double[QuantileLosses.COUNT];
        double below = 0;
        for (int count = 0; below < 1 - 1e-12 && count < 10_000; count++) {
            double upTo = demand.cumulative(count);
            new QuantileLosses(demand, 1).add(count, upTo - below, losses, 0);
            below = upTo;
        }
        assertThat(losses[COVERAGE_90]).isCloseTo(0.9, within(1e-9));
    }

    /** With a mean of 0 every quantile is 0: a day of 3 costs p times 3, and the competition's nine probabilities have a mean of one half. */
    @Test
    void losesQuantilesLikeATiltedBalance() {
        double[] losses = new double[QuantileLosses.COUNT + 1];

        new QuantileLosses(new NegativeBinomial(0, 0), 1).add(3, 0.5, losses, 1);

        assertThat(losses[1]).isCloseTo(0.5 * 0.05 * 3, within(1e-9));
        assertThat(losses[QuantileLosses.COUNT]).isCloseTo(0.5 * 0.5 * 3, within(1e-9));
    }

    /** Weighed goods are counted in portions: two of half a kilogram lose half as many kilograms as two pieces lose units. */
    @Test
    void countsPortions() {
        double[] whole = new double[QuantileLosses.COUNT];
        double[] portions = new double[QuantileLosses.COUNT];

        new QuantileLosses(new NegativeBinomial(1.2, 0.3), 1).add(2, 1, whole, 0);
        new QuantileLosses(new NegativeBinomial(1.2, 0.3), 0.5).add(1, 2, portions, 0);

        assertThat(portions[0]).isCloseTo(whole[0], within(1e-9));
    }
}
