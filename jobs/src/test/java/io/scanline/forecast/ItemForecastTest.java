package io.scanline.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.scanline.stats.NegativeBinomial;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ItemForecastTest {
    private static final int P05 = 0;
    private static final int P95 = 6;

    /** Demand that comes as the forecast says: the interval of 90% holds 90% of it, however slow the item. */
    @ParameterizedTest
    @CsvSource({"0.02, 0", "0.1, 2", "0.7, 0.5", "1, 0", "4, 1.5", "60, 0.2"})
    void anIntervalHoldsWhatItPromises(double mean, double dispersion) {
        NegativeBinomial demand = new NegativeBinomial(mean, dispersion);
        ItemForecast forecast = new ItemForecast(
                new ItemSeries("item", 0, true),
                new double[] {mean},
                new double[][] {demand.quantiles(ItemForecast.PROBABILITIES)},
                dispersion,
                "",
                0,
                0,
                0,
                ItemForecast.Quality.OK);

        double inside = 0;
        double below = 0;
        for (int count = 0; below < 1 - 1e-12 && count < 10_000; count++) {
            double upTo = demand.cumulative(count);
            inside += (upTo - below) * forecast.shareInside(0, count, P05, P95);
            below = upTo;
        }
        assertThat(inside).isCloseTo(0.9, within(1e-9));
    }
}
