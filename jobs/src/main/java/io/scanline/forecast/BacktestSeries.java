package io.scanline.forecast;

import io.scanline.stats.Accuracy;
import io.scanline.stats.Velocity;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Demand by day of one item or of a sum of them, what was forecast of it at each origin, and what it was worth: adding two gives that
 * of their sum. Quantiles do not add up, so their losses are those of single items only.
 */
final class BacktestSeries {
    /** For each origin: pinball loss by probability, then shares inside of the intervals 25-75, 10-90 and 5-95, 0 where nothing was forecast. */
    static final int LOSSES = ItemForecast.PROBABILITIES.length + 3;

    private static final int[][] INTERVALS = {{2, 4}, {1, 5}, {0, 6}};

    private final float[] actual;
    private final float[] forecast;
    private final double[] money;
    private final double[] losses;
    /** How many items were forecast at each origin. */
    private final int[] forecasts;

    private final int horizon;

    BacktestSeries(int days, int origins, int horizon) {
        this(new float[days], origins, horizon);
    }

    private BacktestSeries(float[] actual, int origins, int horizon) {
        this.actual = actual;
        this.forecast = new float[origins * horizon];
        this.money = new double[origins];
        this.losses = new double[origins * LOSSES];
        this.forecasts = new int[origins];
        this.horizon = horizon;
    }

    /** One item, not forecast yet. */
    static BacktestSeries of(ItemSeries item, int origins, int horizon) {
        return new BacktestSeries(item.actual(), origins, horizon);
    }

    /** @param history days before the origin */
    void forecastAt(int origin, int history, ItemForecast made) {
        forecasts[origin] = 1;
        for (int h = 0; h < horizon; h++) {
            double[] q = made.quantiles()[h];
            double y = actual[history + h];
            forecast[origin * horizon + h] = (float) made.mean()[h];
            for (int p = 0; p < q.length; p++) {
                losses[origin * LOSSES + p] += Accuracy.pinball(ItemForecast.PROBABILITIES[p], q[p], y) / horizon;
            }
            for (int i = 0; i < INTERVALS.length; i++) {
                losses[origin * LOSSES + q.length + i] +=
                        made.shareInside(h, y, INTERVALS[i][0], INTERVALS[i][1]) / horizon;
            }
        }
    }

    /** @param moneyBefore sold in the 28 days before the origin: the weight */
    void worth(int origin, double moneyBefore) {
        money[origin] = moneyBefore;
    }

    void add(BacktestSeries other) {
        for (int t = 0; t < actual.length; t++) {
            actual[t] += other.actual[t];
        }
        for (int i = 0; i < forecast.length; i++) {
            forecast[i] += other.forecast[i];
        }
        for (int i = 0; i < money.length; i++) {
            money[i] += other.money[i];
        }
        for (int i = 0; i < losses.length; i++) {
            losses[i] += other.losses[i];
        }
        for (int i = 0; i < forecasts.length; i++) {
            forecasts[i] += other.forecasts[i];
        }
    }

    /**
     * Scores of one origin.
     *
     * @param rmsse NaN where history is too short for a scale; likewise mase and scaledPinball
     * @param losses pinball by probability, then the three coverages; null where nothing was forecast
     * @param velocity mean demand of a day over the weeks before the origin
     */
    record Score(
            double money,
            double rmsse,
            double mse,
            double mase,
            double absolute,
            double error,
            double demand,
            double scaledPinball,
            double[] losses,
            double velocity) {}

    /** @param history days before the origin */
    Score score(int origin, int history) {
        double squares = 0;
        double absolute = 0;
        double error = 0;
        double demand = 0;
        for (int h = 0; h < horizon; h++) {
            double miss = (double) forecast[origin * horizon + h] - actual[history + h];
            squares += miss * miss;
            absolute += Math.abs(miss);
            error += miss;
            demand += actual[history + h];
        }
        double change = Accuracy.absoluteChange(actual, history);
        double[] own = Arrays.copyOfRange(losses, origin * LOSSES, (origin + 1) * LOSSES);
        boolean made = forecasts[origin] > 0;
        double pinball = Arrays.stream(own, 0, ItemForecast.PROBABILITIES.length)
                .average()
                .orElseThrow();
        return new Score(
                money[origin],
                Math.sqrt(squares / horizon / Accuracy.squaredChange(actual, history)),
                squares / horizon,
                absolute / horizon / change,
                absolute,
                error,
                demand,
                made ? pinball / change : Double.NaN,
                made ? own : null,
                velocity(history));
    }

    private double velocity(int history) {
        int from = Math.max(0, history - Velocity.DAYS);
        double sum = 0;
        for (int t = from; t < history; t++) {
            sum += actual[t];
        }
        return history > from ? sum / (history - from) : 0;
    }

    byte[] toBytes() {
        ByteBuffer buffer = ByteBuffer.allocate(
                4 * (actual.length + forecast.length + forecasts.length) + 8 * (money.length + losses.length));
        buffer.asFloatBuffer().put(actual).put(forecast);
        buffer.position(4 * (actual.length + forecast.length));
        buffer.asIntBuffer().put(forecasts);
        buffer.position(buffer.position() + 4 * forecasts.length);
        buffer.asDoubleBuffer().put(money).put(losses);
        return buffer.array();
    }

    static BacktestSeries fromBytes(byte[] bytes, int days, int origins, int horizon) {
        BacktestSeries series = new BacktestSeries(days, origins, horizon);
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        buffer.asFloatBuffer().get(series.actual).get(series.forecast);
        buffer.position(4 * (series.actual.length + series.forecast.length));
        buffer.asIntBuffer().get(series.forecasts);
        buffer.position(buffer.position() + 4 * series.forecasts.length);
        buffer.asDoubleBuffer().get(series.money).get(series.losses);
        return series;
    }
}
