package io.scanline.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.IntToDoubleFunction;
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

    /** A Poisson of mean 4 has 1 for its quantile of 5%: the days of 3 and 5 cost 5% of 2 and of 4. */
    @Test
    void losesWhatTheItemsOwnDistributionLoses() {
        BacktestSeries.Score score =
                series(new float[] {0, 0, 2, 4, 1, 3, 5}, 4, 4).score(0, 5);

        assertThat(score.losses()[0]).isCloseTo((0.05 * 2 + 0.05 * 4) / 2, within(1e-9));
    }

    /** Where items strayed from what was expected of them together, their sum is wider than where one made up for the other. */
    @Test
    void aSumStraysAsItDidBefore() {
        IntToDoubleFunction tooLittle = day -> 400;
        IntToDoubleFunction theOtherWay = day -> day % 2 == 0 ? 0 : 800;

        assertThat(p05LossOfTwo(tooLittle, tooLittle)).isGreaterThan(5 * p05LossOfTwo(tooLittle, theOtherWay));
    }

    /** Two items that sell 200 and 600 by turns, of which this had been expected, and then both 400, as was forecast. */
    private static double p05LossOfTwo(IntToDoubleFunction one, IntToDoubleFunction other) {
        BacktestSeries sum = series(new float[] {200, 600, 200, 600, 400, 400}, 400, 400);
        sum.expectedAt(0, 4, one);
        BacktestSeries second = series(new float[] {200, 600, 200, 600, 400, 400}, 400, 400);
        second.expectedAt(0, 4, other);
        sum.add(second);
        return sum.score(0, 4).losses()[0];
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
        BacktestSeries series = BacktestSeries.of(item, 1, mean.length);
        series.worth(0, 10);
        series.forecastAt(
                0, days.length - mean.length, new ItemForecast(item, mean, 0, "", 0, 0, 0, ItemForecast.Quality.OK));
        return series;
    }
}
