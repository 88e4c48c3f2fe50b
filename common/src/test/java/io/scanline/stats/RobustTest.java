package io.scanline.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RobustTest {
    @Test
    void aWildValueMovesNeitherMedianNorDeviationNorTrimmedMean() {
        double[] values = {9, 10, 11, 10, 9, 11, 10, 1000};

        assertThat(Robust.median(values.clone(), 8)).isEqualTo(10);
        assertThat(Robust.trimmedMean(values.clone(), 8, 0.2)).isEqualTo(61.0 / 6);
        assertThat(Robust.deviation(values.clone(), 8, 10)).isEqualTo(1.4826);
    }

    @Test
    void aCappedMeanFeelsTheTailButNotHowWildItIs() {
        double[] values = {1, 1, 1, 1, 1, 1, 1, 1, 5, 1000};

        assertThat(Robust.cappedMean(values.clone(), 10, 0.1)).isEqualTo(1.8);
        assertThat(Robust.cappedMean(values.clone(), 10, 0)).isEqualTo(101.3);
    }

    @Test
    void deviationEstimatesTheStandardDeviationOfNormalValues() {
        Random random = new Random(1);
        double[] values =
                random.doubles(100_000).map(u -> 3 * random.nextGaussian()).toArray();

        assertThat(Robust.deviation(values, values.length, 0)).isCloseTo(3, within(0.03));
    }
}
