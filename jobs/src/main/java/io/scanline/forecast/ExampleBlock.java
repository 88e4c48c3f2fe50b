package io.scanline.forecast;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * What one item brings to one model, on its way from its store to its pool: days of history to learn from, and the days of the horizon to be
 * forecast. Floats: for each example its features, label, margin and weight; then for each day ahead its features and margin, which is NaN where
 * the trees have nothing to say.
 */
final class ExampleBlock {
    private static final int OF_EXAMPLE = ItemFeatures.COUNT + 3;
    private static final int OF_DAY_AHEAD = ItemFeatures.COUNT + 1;
    private static final double WEIGHT_HALF_LIFE_DAYS = 240;

    private ExampleBlock() {}

    /**
     * @param rate share of the days of history that are drawn
     * @param days of history that are drawn from
     * @return null where the trees can neither learn from the item nor forecast it
     */
    static byte[] of(
            ItemFeatures features, int history, HorizonBucket bucket, double rate, int days, SplittableRandom random) {
        float[] floats = new float[OF_EXAMPLE * 16];
        int n = 0;
        for (int day = Math.max(0, history - days); day < history; day++) {
            // drawn for every day, so that what is learnt of one day does not hang on others
            boolean drawn = random.nextDouble() < rate;
            int origin = day + 1 - bucket.first() - random.nextInt(bucket.days());
            if (drawn && features.teaches(origin, day)) {
                floats = n + OF_EXAMPLE > floats.length ? Arrays.copyOf(floats, 2 * floats.length) : floats;
                features.fill(origin, day, floats, n);
                n += ItemFeatures.COUNT;
                floats[n++] = (float) features.label(day);
                floats[n++] = (float) features.margin(origin, day);
                floats[n++] = (float) Math.pow(0.5, (history - day) / WEIGHT_HALF_LIFE_DAYS);
            }
        }
        int examples = n / OF_EXAMPLE;
        floats = Arrays.copyOf(floats, n + bucket.days() * OF_DAY_AHEAD);
        boolean covered = false;
        for (int day = history + bucket.first() - 1; day < history + bucket.last(); day++) {
            boolean covers = features.covers(history, day);
            covered |= covers;
            if (covers) {
                features.fill(history, day, floats, n);
            }
            floats[n + ItemFeatures.COUNT] = covers ? (float) features.margin(history, day) : Float.NaN;
            n += OF_DAY_AHEAD;
        }
        return examples == 0 && !covered ? null : toBytes(examples, floats);
    }

    private static byte[] toBytes(int examples, float[] floats) {
        ByteBuffer buffer = ByteBuffer.allocate(Integer.BYTES + Float.BYTES * floats.length);
        buffer.putInt(examples).asFloatBuffer().put(floats);
        return buffer.array();
    }

    /** Adds the block's examples to a matrix, and returns its days ahead. */
    static DaysAhead unpack(byte[] bytes, ExampleMatrix into) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        int examples = buffer.getInt();
        FloatBuffer floats = buffer.asFloatBuffer();
        for (int i = 0; i < examples; i++) {
            into.add(floats);
        }
        int days = floats.remaining() / OF_DAY_AHEAD;
        float[] features = new float[days * ItemFeatures.COUNT];
        float[] margins = new float[days];
        for (int i = 0; i < days; i++) {
            floats.get(features, i * ItemFeatures.COUNT, ItemFeatures.COUNT);
            margins[i] = floats.get();
        }
        return new DaysAhead(features, margins);
    }

    /**
     * Days of the horizon to be forecast.
     *
     * @param features by day, one after the other
     * @param margins NaN where there is nothing to forecast
     */
    record DaysAhead(float[] features, float[] margins) {}
}
