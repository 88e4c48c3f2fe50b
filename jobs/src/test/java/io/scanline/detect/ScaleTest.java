package io.scanline.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
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

    /** Days of twelve hours of fifty that go better or worse together, by an eighth. */
    @Test
    void whatHoursShareTheRestOfTheDayTells() {
        Scale scale = Scale.Past.of(days(0.125, 0), usual(), dayOfHours(), 1e6).scale(1, 0.1);
        assertThat(scale.dayDeviation()).isCloseTo(0.125, within(0.04));
        assertThat(scale.common()).isGreaterThan(0.6 * scale.dayDeviation());

        // a fifth less in a third of the day
        double alone = scale.p(160, 200);
        assertThat(scale.beside(400, 400, -1).p(160, 200)).isLessThan(0.7 * alone);
        assertThat(scale.beside(320, 400, -1).p(160, 200)).isGreaterThan(2 * alone);
        assertThat(scale.beside(0, 0, -1)).isEqualTo(scale);
    }

    @Test
    void whatIsUnusualOfTheRestMakesNothingUnusualTheOtherWay() {
        Scale scale = new Scale(1, 0.15, 0.14, 13, 1);

        assertThat(scale.beside(1200, 400, -1).level()).isEqualTo(1);
        assertThat(scale.beside(100, 400, 1).level()).isEqualTo(1);
        assertThat(scale.beside(1200, 400, 1).level()).isGreaterThan(2);
    }

    @Test
    void hoursThatStrayByThemselvesTellNothingOfEachOther() {
        Scale scale = Scale.Past.of(days(0, 0.3), usual(), dayOfHours(), 1e6).scale(1, 0.1);

        assertThat(scale.common()).isLessThan(0.6 * scale.dayDeviation());
    }

    @Test
    void besideTheRestOfTheDayChancesAreAsOftenAsTheySay() {
        Random random = new Random(7);
        Scale scale = new Scale(1, 0.125, 0.12, 1e6, 1);
        int runs = 100_000;
        int below = 0;
        for (int i = 0; i < runs; i++) {
            double day = Math.max(0, 1 + 0.12 * random.nextGaussian());
            double actual = poisson(random, 100 * day);
            double rest = poisson(random, 200 * day);
            int direction = actual >= 100 ? 1 : -1;
            below += scale.beside(rest, 200, direction).p(actual, 100) < 0.01 ? 1 : 0;
        }
        assertThat(below / (double) runs).isBetween(0.002, 0.02);
    }

    private static double[] usual() {
        double[] usual = new double[28 * 12];
        Arrays.fill(usual, 50);
        return usual;
    }

    private static int[] dayOfHours() {
        return IntStream.range(0, 28 * 12).map(hour -> hour / 12).toArray();
    }

    private static double[] days(double ofDay, double ofHalf) {
        Random random = new Random(5);
        double[] actual = new double[28 * 12];
        for (int half = 0; half < 2 * 28; half += 2) {
            double day = 1 + ofDay * random.nextGaussian();
            for (int part = half; part < half + 2; part++) {
                double mean = 50 * Math.max(0, day + ofHalf * random.nextGaussian());
                for (int hour = 6 * part; hour < 6 * part + 6; hour++) {
                    actual[hour] = poisson(random, mean);
                }
            }
        }
        return actual;
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
