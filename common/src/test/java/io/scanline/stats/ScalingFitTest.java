package io.scanline.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class ScalingFitTest {
    private static final double[] EXECUTORS = {1, 1, 1, 2, 2, 2, 4, 4, 4, 8, 8, 8, 16, 16, 16};

    @Test
    void findsTheLawBehindExactWalls() {
        ScalingLaw truth = new ScalingLaw(100, 0.05, 0.002);

        ScalingLaw found = ScalingLaw.universal(EXECUTORS, walls(truth::wall));

        assertThat(found.single()).isCloseTo(100, within(1e-6));
        assertThat(found.serial()).isCloseTo(0.05, within(1e-8));
        assertThat(found.coherency()).isCloseTo(0.002, within(1e-8));
        assertThat(found.peak()).isCloseTo(Math.sqrt(0.95 / 0.002), within(1e-3));
    }

    @Test
    void findsAmdahlsSerialShare() {
        ScalingLaw found = ScalingLaw.amdahl(EXECUTORS, walls(n -> 30 + 270 / n));

        assertThat(found.single()).isCloseTo(300, within(1e-6));
        assertThat(found.serial()).isCloseTo(0.1, within(1e-9));
        assertThat(found.limit()).isCloseTo(10, within(1e-6));
        assertThat(found.speedUp(2)).isCloseTo(300.0 / 165, within(1e-9));
    }

    @Test
    void workThatSplitsPerfectlyHasNoSerialPart() {
        ScalingLaw found = ScalingLaw.universal(EXECUTORS, walls(n -> 80 / n));

        assertThat(found.serial()).isZero();
        assertThat(found.coherency()).isZero();
        assertThat(found.limit()).isInfinite();
    }

    /** Caches that grow with the executors make two of them more than twice as fast; no part of the law is negative for it. */
    @Test
    void fasterThanLinearIsNoNegativePart() {
        ScalingLaw found = ScalingLaw.universal(EXECUTORS, walls(n -> 80 / Math.pow(n, 1.1)));

        assertThat(found.serial()).isBetween(0.0, 1.0);
        assertThat(found.coherency()).isNotNegative();
    }

    @Test
    void intervalsHoldTheTruthAndAreTheSameEveryTime() {
        ScalingLaw truth = new ScalingLaw(100, 0.1, 0.004);
        int held = 0;
        for (int seed = 0; seed < 20; seed++) {
            Random noise = new Random(seed);
            double[] walls = walls(n -> truth.wall(n) * Math.exp(0.03 * noise.nextGaussian()));
            ScalingFit fit = ScalingFit.of(EXECUTORS, walls);
            assertThat(fit).isEqualTo(ScalingFit.of(EXECUTORS, walls));
            assertThat(fit.universal().serial())
                    .isBetween(fit.serial().low(), fit.serial().high());
            held += fit.serial().low() <= 0.1 && 0.1 <= fit.serial().high() ? 1 : 0;
        }
        // three runs a point make a 90% interval somewhat too short
        assertThat(held).isBetween(13, 20);
    }

    @Test
    void oneNumberOfExecutorsHasNoLaw() {
        assertThatThrownBy(() -> ScalingFit.of(new double[] {2, 2}, new double[] {5, 6}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void karpAndFlattSeeTheSerialShareInOneSpeedUp() {
        ScalingLaw law = new ScalingLaw(100, 0.2, 0);

        assertThat(ScalingLaw.karpFlatt(law.speedUp(4), 4)).isCloseTo(0.2, within(1e-12));
        assertThat(ScalingLaw.karpFlatt(1, 1)).isNaN();
    }

    @Test
    void costThatGrowsByAPowerHasThatElasticity() {
        double[] volumes = {1e5, 2e5, 4e5, 8e5};
        double[] costs = {3 * Math.pow(1e5, 1.2), 3 * Math.pow(2e5, 1.2), 3 * Math.pow(4e5, 1.2), 3 * Math.pow(8e5, 1.2)
        };

        Elasticity found = Elasticity.of(volumes, costs);

        assertThat(found.slope()).isCloseTo(1.2, within(1e-9));
        assertThat(found.error()).isCloseTo(0, within(1e-6));
        assertThat(found.doublings()).isCloseTo(3, within(1e-9));
        assertThatThrownBy(() -> Elasticity.of(new double[] {5, 5}, new double[] {1, 2}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static double[] walls(DoubleUnaryOperator law) {
        double[] walls = new double[EXECUTORS.length];
        for (int i = 0; i < walls.length; i++) {
            walls[i] = law.applyAsDouble(EXECUTORS[i]);
        }
        return walls;
    }
}
