package io.scanline.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.scanline.detect.NabScore.Span;
import java.util.List;
import org.junit.jupiter.api.Test;

class NabScoreTest {
    private static final List<Span> WINDOWS = List.of(new Span(400, 499), new Span(800, 899));

    @Test
    void nothingFoundIsZeroAndEveryWindowsStartIsAHundred() {
        assertThat(score().normalized()).isZero();
        assertThat(score(400, 800).normalized()).isCloseTo(100, within(1e-9));
    }

    /** By hand: 2 / (1 + e^-2.5) - 1 = 0.848284 in the middle of a window, of 0.986614 at most. */
    @Test
    void aLaterDetectionCountsLessAndOnlyTheFirstOfAWindowCounts() {
        assertThat(score(450, 460, 800).raw()).isCloseTo(0.848284 / 0.986614 + 1, within(1e-5));
    }

    /** By hand: 99 rows behind a window of 100 the sigmoid is 2 / (1 + e^5) - 1 = -0.986614. */
    @Test
    void falseOnesCostLessJustBehindAWindow() {
        assertThat(score(300, 400, 800).raw()).isCloseTo(2 - 0.11, within(1e-9));
        assertThat(score(400, 598, 800).raw()).isCloseTo(2 - 0.11 * 0.986614, within(1e-5));
        assertThat(score(400, 800, 899 + 1).raw()).isGreaterThan(2 - 0.01);
    }

    @Test
    void theProbationaryPeriodDoesNotCount() {
        assertThat(score(0, 149, 400, 800).raw()).isCloseTo(2, within(1e-9));
    }

    private static NabScore score(int... rows) {
        boolean[] detected = new boolean[1000];
        for (int row : rows) {
            detected[row] = true;
        }
        return NabScore.of(detected, WINDOWS);
    }
}
