package io.scanline.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.scanline.generate.Dice.Purpose;
import org.junit.jupiter.api.Test;

class DiceTest {
    @Test
    void equalKeysGiveEqualStreamsAndOtherKeysOthers() {
        assertThat(Dice.of(7, Purpose.DAY, 3, 4).nextLong())
                .isEqualTo(Dice.of(7, Purpose.DAY, 3, 4).nextLong())
                .isNotEqualTo(Dice.of(7, Purpose.DAY, 4, 3).nextLong())
                .isNotEqualTo(Dice.of(7, Purpose.ITEMS, 3, 4).nextLong())
                .isNotEqualTo(Dice.of(8, Purpose.DAY, 3, 4).nextLong());
    }

    @Test
    void poissonHasItsMeanAndVariance() {
        for (double mean : new double[] {0.01, 0.7, 6, 29, 80}) {
            Dice dice = Dice.of(1, Purpose.DAY, (long) (mean * 100));
            int n = 200_000;
            double sum = 0;
            double squares = 0;
            for (int i = 0; i < n; i++) {
                int draw = dice.poisson(mean);
                sum += draw;
                squares += (double) draw * draw;
            }
            double average = sum / n;
            double fiveDeviations = 5 * Math.sqrt(mean / n);
            assertThat(average).isCloseTo(mean, within(fiveDeviations));
            assertThat(squares / n - average * average).isCloseTo(mean, within(0.06 * mean));
        }
    }

    @Test
    void normalHasMeanZeroAndDeviationOne() {
        Dice dice = Dice.of(1, Purpose.DAY);
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < 100_000; i++) {
            double draw = dice.normal();
            sum += draw;
            squares += draw * draw;
        }
        assertThat(sum / 100_000).isCloseTo(0, within(0.02));
        assertThat(squares / 100_000).isCloseTo(1, within(0.03));
    }

    @Test
    void integersStayBelowTheirBoundAndReachIt() {
        Dice dice = Dice.of(1, Purpose.DAY);
        boolean[] seen = new boolean[7];
        for (int i = 0; i < 1000; i++) {
            seen[dice.below(7)] = true;
        }
        assertThat(seen).doesNotContain(false);
    }
}
