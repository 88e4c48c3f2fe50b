package io.scanline.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class YearsBeforeTest {
    private static final int HISTORY = 1000;
    private static final int HORIZON = 28;
    private static final int DAY = HISTORY + 10;

    @Test
    void aFifthOfWhatADaySoldMoreAYearBeforeComesAgainAndATenthOfTwoYears() {
        double[] factor = factor(100_000, Map.of(DAY - 364, 140.0, DAY - 728, 80.0));
        assertThat(factor[DAY]).isCloseTo(1 + 0.2 * 0.4 - 0.1 * 0.2, within(0.003));
        assertThat(factor[DAY - 364]).isCloseTo(1 - 0.2 * 0.2, within(0.003));
        assertThat(factor[DAY + 7]).isCloseTo(1, within(0.003));
    }

    @Test
    void aDepartmentThatSellsLittleIsBelievedLess() {
        double[] factor = factor(50, Map.of(DAY - 364, 140.0));
        assertThat(factor[DAY]).isCloseTo(1 + 0.2 * 0.4 / 2, within(0.003));
    }

    @Test
    void oneDayThatWasTenTimesAsLargeHardlyMoves() {
        double[] factor = factor(100_000, Map.of(DAY - 364, 1000.0));
        assertThat(factor[DAY]).isCloseTo(1 + 0.2 * 0.5, within(1e-3));
    }

    @Test
    void aDayOfWhichNothingIsKnownSaysNothing() {
        double[] factor = factor(100_000, Map.of(DAY - 364, Double.NaN));
        assertThat(factor[DAY]).isEqualTo(1);
    }

    @Test
    void aHorizonBeyondAYearHasNoYearBefore() {
        double[] factor = new double[500 + 400];
        Arrays.fill(factor, 1);
        double[] level = new double[500];
        Arrays.fill(level, 100);
        level[499] = 200;
        YearsBefore.bringInto(factor, level, 100_000);
        assertThat(factor[499 + 364]).isGreaterThan(1.09);
        assertThat(factor[500 + 364]).isCloseTo(1, within(1e-9));
    }

    /** A level of 100 but for some days. */
    private static double[] factor(double units, Map<Integer, Double> days) {
        double[] factor = new double[HISTORY + HORIZON];
        Arrays.fill(factor, 1);
        double[] level = new double[HISTORY];
        Arrays.fill(level, 100);
        days.forEach((day, value) -> level[day] = value);
        YearsBefore.bringInto(factor, level, units);
        return factor;
    }
}
