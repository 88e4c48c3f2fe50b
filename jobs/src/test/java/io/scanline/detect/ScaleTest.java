package io.scanline.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ScaleTest {
    @Test
    void chancesAreAsOftenAsTheySay() {
        Random random = new Random(3);
        double weeks = 8;
        int runs = 200_000;
        int[] below = new int[2];
        for (int i = 0; i < runs; i++) {
            // a rate that is known from eight weeks' count, and the next week's count
            double rate = 4;
            double expected = poisson(random, rate * weeks) / weeks;
            double actual = poisson(random, rate);
            double p = new Scale(1, 0, weeks).p(actual, expected);
            below[actual >= expected ? 1 : 0] += p < 0.01 ? 1 : 0;
        }
        assertThat(below[0] / (double) runs).isBetween(0.002, 0.012);
        assertThat(below[1] / (double) runs).isBetween(0.004, 0.012);
    }

    @Test
    void anHourThatNeverTradedIsNoProofThatNobodyMayCome() {
        Scale customers = new Scale(1, 0.1, 8);

        assertThat(customers.p(1, 0)).isGreaterThan(0.02);
        assertThat(customers.p(0, 0)).isEqualTo(1);
    }

    @Test
    void fewCustomersFewerThanFewAreNoNews() {
        Scale customers = new Scale(1, 0.1, 8);

        assertThat(customers.p(0, 4)).isGreaterThan(0.01);
        assertThat(customers.p(4, 26)).isLessThan(1e-4);
        assertThat(customers.z(4, 26)).isLessThan(-4);
    }

    @Test
    void aPastEventDoesNotWidenTheScaleMuch() {
        Random random = new Random(4);
        int n = 28 * 12;
        double[] expected = new double[n];
        double[] actual = new double[n];
        int[] days = new int[n];
        for (int i = 0; i < n; i++) {
            expected[i] = 10;
            actual[i] = poisson(random, 10);
            days[i] = i / 12;
        }
        double calm = Scale.Past.of(actual, expected, days, 1e6).scale(1, 0.1).phi();
        for (int i = 120; i < 126; i++) {
            actual[i] = 40;
        }

        assertThat(calm).isCloseTo(1, within(0.15));
        assertThat(Scale.Past.of(actual, expected, days, 1e6).scale(1, 0.1).phi())
                .isLessThan(4);
    }

    private static int poisson(Random random, double mean) {
        double limit = Math.exp(-mean);
        int n = 0;
        for (double product = random.nextDouble(); product > limit; product *= random.nextDouble()) {
            n++;
        }
        return n;
    }
}
