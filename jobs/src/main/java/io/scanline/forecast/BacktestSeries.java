package io.scanline.forecast;

import io.scanline.stats.Accuracy;
import io.scanline.stats.NegativeBinomial;
import io.scanline.stats.Velocity;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/**
 * Demand by day of one item or of a sum of them, what was forecast of it at each origin, and what it was worth: adding two gives that
 * of their sum. Quantiles do not add up: a sum is taken for a negative binomial that strays from its mean as the sum of what was
 * expected of its items strayed before the origin, so what moves all of them together is in it.
 */
final class BacktestSeries {
    private final float[] actual;
    private final float[] forecast;
    /** For each origin, what had been expected of the last days before it. */
    private final float[] expected;

    private final double[] money;
    /** {@link QuantileLosses} of each origin's single items. */
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
        this.expected = new float[origins * Dispersion.DAYS];
        this.money = new double[origins];
        this.losses = new double[origins * QuantileLosses.COUNT];
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
            forecast[origin * horizon + h] = (float) made.mean()[h];
            new QuantileLosses(made.counts(h), made.series().portion())
                    .add(actual[history + h], 1.0 / horizon, losses, origin * QuantileLosses.COUNT);
        }
    }

    /** @param mean what had been expected of a day before the origin; NaN where nothing was, and the day then counts as expected */
    void expectedAt(int origin, int history, IntToDoubleFunction mean) {
        for (int k = 0; k < Math.min(Dispersion.DAYS, history); k++) {
            int day = history - 1 - k;
            double of = mean.applyAsDouble(day);
            expected[origin * Dispersion.DAYS + k] = Double.isNaN(of) ? actual[day] : (float) of;
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
        for (int i = 0; i < expected.length; i++) {
            expected[i] += other.expected[i];
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
     * @param scaledPinball by the probabilities of the M5 competition
     * @param losses {@link QuantileLosses} a day; null where nothing was forecast
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
        double[] own = forecasts[origin] == 0 ? null : lossesAt(origin, history);
        return new Score(
                money[origin],
                Math.sqrt(squares / horizon / Accuracy.squaredChange(actual, history)),
                squares / horizon,
                absolute / horizon / change,
                absolute,
                error,
                demand,
                own == null ? Double.NaN : own[QuantileLosses.COUNT - 1] / change,
                own,
                velocity(history));
    }

    private double[] lossesAt(int origin, int history) {
        int from = origin * QuantileLosses.COUNT;
        if (forecasts[origin] == 1) {
            return Arrays.copyOfRange(losses, from, from + QuantileLosses.COUNT);
        }
        double[] ofSum = new double[QuantileLosses.COUNT];
        double dispersion = dispersion(origin, history);
        for (int h = 0; h < horizon; h++) {
            double mean = Math.max(0, forecast[origin * horizon + h]);
            new QuantileLosses(new NegativeBinomial(mean, dispersion), 1)
                    .add(actual[history + h], 1.0 / horizon, ofSum, 0);
        }
        return ofSum;
    }

    private double dispersion(int origin, int history) {
        Dispersion.Evidence evidence = new Dispersion.Evidence();
        for (int k = 0; k < Math.min(Dispersion.DAYS, history); k++) {
            evidence.add(expected[origin * Dispersion.DAYS + k], actual[history - 1 - k]);
        }
        return evidence.dispersion();
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
        int floats = actual.length + forecast.length + expected.length;
        ByteBuffer buffer = ByteBuffer.allocate(4 * (floats + forecasts.length) + 8 * (money.length + losses.length));
        buffer.asFloatBuffer().put(actual).put(forecast).put(expected);
        buffer.position(4 * floats);
        buffer.asIntBuffer().put(forecasts);
        buffer.position(buffer.position() + 4 * forecasts.length);
        buffer.asDoubleBuffer().put(money).put(losses);
        return buffer.array();
    }

    static BacktestSeries fromBytes(byte[] bytes, int days, int origins, int horizon) {
        BacktestSeries series = new BacktestSeries(days, origins, horizon);
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        buffer.asFloatBuffer().get(series.actual).get(series.forecast).get(series.expected);
        buffer.position(4 * (series.actual.length + series.forecast.length + series.expected.length));
        buffer.asIntBuffer().get(series.forecasts);
        buffer.position(buffer.position() + 4 * series.forecasts.length);
        buffer.asDoubleBuffer().get(series.money).get(series.losses);
        return series;
    }
}
