package io.scanline.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RidgeRegressionTest {
    @Test
    void findsAnExactLine() {
        RidgeRegression regression = new RidgeRegression(new double[] {0, 0});
        for (int x = 1; x <= 5; x++) {
            regression.add(new int[] {0, 1}, new double[] {1, x}, 3 + 2 * x, 1);
        }
        assertThat(regression.solve()).containsExactly(new double[] {3, 2}, within(1e-6));
    }

    /** One column, x = 1: b = sum(w y) / (sum(w) + penalty). */
    @Test
    void shrinksByThePenalty() {
        RidgeRegression regression = new RidgeRegression(new double[] {2});
        regression.add(new int[] {0}, new double[] {1}, 6, 1);
        regression.add(new int[] {0}, new double[] {1}, 4, 3);
        assertThat(regression.solve()[0]).isCloseTo(18.0 / 6, within(1e-6));
    }

    @Test
    void aColumnWithoutObservationsIsZeroAndTwinsShareTheirEffect() {
        RidgeRegression regression = new RidgeRegression(new double[] {1, 1, 1});
        Random random = new Random(7);
        for (int i = 0; i < 200; i++) {
            double x = random.nextGaussian();
            regression.add(new int[] {0, 1}, new double[] {x, x}, 4 * x, 1);
        }
        double[] b = regression.solve();
        assertThat(b[0]).isCloseTo(2, within(0.02));
        assertThat(b[1]).isCloseTo(b[0], within(1e-6));
        assertThat(b[2]).isZero();
    }
}
