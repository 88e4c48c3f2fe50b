package io.scanline.forecast;

import java.nio.FloatBuffer;
import java.util.Arrays;

/** Examples of one pool, in bounded memory: when it is full, every second one goes, and of those that follow as well. */
final class ExampleMatrix {
    private static final int FIRST_ROWS = 4096;

    private final int most;
    private float[] features = new float[0];
    private float[] labels = new float[0];
    private double[] margins = new double[0];
    private float[] weights = new float[0];
    private int rows;
    private long offered;
    private long keptOneOf = 1;

    ExampleMatrix(int most) {
        this.most = most;
    }

    /** @param row features, label, margin and weight; they are read whether or not the example is kept */
    void add(FloatBuffer row) {
        if (offered++ % keptOneOf != 0) {
            row.position(row.position() + ItemFeatures.COUNT + 3);
            return;
        }
        if (rows == most) {
            thinOut();
        }
        if (rows == labels.length) {
            resize(Math.min(most, Math.max(FIRST_ROWS, 2 * rows)));
        }
        row.get(features, rows * ItemFeatures.COUNT, ItemFeatures.COUNT);
        labels[rows] = row.get();
        margins[rows] = row.get();
        weights[rows] = row.get();
        rows++;
    }

    private void thinOut() {
        keptOneOf *= 2;
        int kept = 0;
        for (int row = 0; row < rows; row += 2) {
            System.arraycopy(
                    features, row * ItemFeatures.COUNT, features, kept * ItemFeatures.COUNT, ItemFeatures.COUNT);
            labels[kept] = labels[row];
            margins[kept] = margins[row];
            weights[kept] = weights[row];
            kept++;
        }
        rows = kept;
    }

    private void resize(int size) {
        if (size == labels.length) {
            return;
        }
        features = Arrays.copyOf(features, size * ItemFeatures.COUNT);
        labels = Arrays.copyOf(labels, size);
        margins = Arrays.copyOf(margins, size);
        weights = Arrays.copyOf(weights, size);
    }

    int rows() {
        return rows;
    }

    /** Lets go of the room that no row fills; to be called before what follows, whose arrays are the matrix's own. */
    void trim() {
        resize(rows);
    }

    /** Row after row. */
    float[] features() {
        return features;
    }

    float[] labels() {
        return labels;
    }

    double[] margins() {
        return margins;
    }

    float[] weights() {
        return weights;
    }
}
