package io.scanline.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BacktestSeriesTest {
    /**
     * Days 0 0 2 4 1 | 3 5, forecast 4 4. From the first sale on, changes are 2 and -3: scale (4 + 9) / 2 = 6.5; errors 1 and -1: mean square 1.
     */
    @Test
    void scalesErrorsByDayToDayChangeSinceTheFirstSale() {
        BacktestSeries.Score score =
                series(new float[] {0, 0, 2, 4, 1, 3, 5}, 4, 4).score(0, 5);

        assertThat(score.rmsse()).isCloseTo(Math.sqrt(1 / 6.5), within(1e-9));
        assertThat(score.mase()).isCloseTo(1 / 2.5, within(1e-9));
        assertThat(score.error()).isZero();
        assertThat(score.demand()).isEqualTo(8);
    }

    /** The sum is 1 0 3 5 1 | 4 5 against 6 6: changes -1 3 2 -4, scale 30 / 4; errors 2 and 1: mean square 2.5. */
    @Test
    void scoresASumOnItsOwnScale() {
        BacktestSeries sum = series(new float[] {0, 0, 2, 4, 1, 3, 5}, 4, 4);
        sum.add(series(new float[] {1, 0, 1, 1, 0, 1, 0}, 2, 2));

        assertThat(sum.score(0, 5).rmsse()).isCloseTo(Math.sqrt(2.5 / 7.5), within(1e-9));
        assertThat(sum.score(0, 5).money()).isEqualTo(20);
    }

    @Test
    void losesQuantilesLikeATiltedBalanceAndCountsHits() {
        BacktestSeries.Score score =
                series(new float[] {0, 0, 2, 4, 1, 3, 5}, 4, 4).score(0, 5);

        // every quantile is 4: the day of 3 costs 1 - p, the day of 5 costs p
        assertThat(score.losses()[0]).isCloseTo((0.95 + 0.05) / 2, within(1e-9));
        assertThat(score.losses()[ItemForecast.PROBABILITIES.length]).isZero();
    }

    @Test
    void survivesTheWayBetweenExecutors() {
        BacktestSeries series = series(new float[] {0, 0, 2, 4, 1, 3, 5}, 4, 4);
        BacktestSeries copy = BacktestSeries.fromBytes(series.toBytes(), 7, 1, 2);

        assertThat(copy.score(0, 5)).usingRecursiveComparison().isEqualTo(series.score(0, 5));
    }

    private static BacktestSeries series(float[] days, double... mean) {
        ItemSeries item = new ItemSeries("item", days.length, true);
        for (int t = 0; t < days.length; t++) {
            if (days[t] > 0) {
                item.day(t, days[t], days[t], 1, false);
            }
        }
        double[][] quantiles = new double[mean.length][ItemForecast.PROBABILITIES.length];
        for (int h = 0; h < mean.length; h++) {
            Arrays.fill(quantiles[h], mean[h]);
        }
        BacktestSeries series = BacktestSeries.of(item, 1, mean.length);
        series.worth(0, 10);
        series.forecastAt(
                0,
                days.length - mean.length,
                new ItemForecast(item, mean, quantiles, 0, "", 0, 0, 0, ItemForecast.Quality.OK));
        return series;
    }
}
