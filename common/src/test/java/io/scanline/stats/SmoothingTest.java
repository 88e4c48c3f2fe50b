package io.scanline.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SmoothingTest {
    private static final double NAN = Double.NaN;

    @Test
    void simpleStartsAsAMeanAndSkipsUnknownDays() {
        assertThat(Smoothing.simple(new double[] {4, 8, NAN, 6}, 0.1))
                .containsExactly(new double[] {4, 6, 6, 6}, within(1e-12));
        // from the tenth observation on, alpha weighs the new one
        double[] x = new double[12];
        Arrays.fill(x, 0, 11, 10);
        x[11] = 20;
        assertThat(Smoothing.simple(x, 0.1)[11]).isCloseTo(11, within(1e-9));
    }

    @Test
    void dampedTrendFollowsALineAndFlattensAhead() {
        double[] line = new double[400];
        Arrays.setAll(line, t -> 100 + t);
        double near = Smoothing.dampedTrend(line, 0.3, 0.1, 0.95, 1)[399];
        double far = Smoothing.dampedTrend(line, 0.3, 0.1, 0.95, 28)[399];
        assertThat(near).isCloseTo(500, within(4.0));
        assertThat(far).isBetween(near, 499 + 14.5);
    }

    @Test
    void intermittentDemandIsChanceTimesSizeAndFades() {
        double[] x = new double[300];
        Arrays.setAll(x, t -> t < 200 && t % 4 == 3 ? 8 : 0);
        double[] path = Smoothing.intermittent(x, 0.1, 0.05);
        assertThat(path[199]).isCloseTo(2, within(0.25));
        assertThat(path[299]).isLessThan(0.05);
    }

    @Test
    void neverLooksAhead() {
        double[] x = {3, 0, 5, NAN, 2, 9, 1, 0, 0, 4};
        double[] shorter = Arrays.copyOf(x, 6);
        assertThat(Arrays.copyOf(Smoothing.simple(x, 0.2), 6)).containsExactly(Smoothing.simple(shorter, 0.2));
        assertThat(Arrays.copyOf(Smoothing.intermittent(x, 0.2, 0.1), 6))
                .containsExactly(Smoothing.intermittent(shorter, 0.2, 0.1));
        assertThat(Arrays.copyOf(Smoothing.dampedTrend(x, 0.2, 0.1, 0.9, 3), 6))
                .containsExactly(Smoothing.dampedTrend(shorter, 0.2, 0.1, 0.9, 3));
    }

    @Test
    void meanAfterNeedsHalfOfItsDays() {
        double[] means = Smoothing.meanAfter(new double[] {1, 2, NAN, 6, NAN, NAN}, 2);
        assertThat(means[0]).isEqualTo(2);
        assertThat(means[1]).isEqualTo(6);
        assertThat(means[3]).isNaN();
        assertThat(means[4]).isNaN();
    }
}
