package io.scanline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class WeekProfileTest {
    @Test
    void fourWeeksTellWhatIsUsualThoughFourOfTheirDaysWereNotOrdinary() {
        assertThat(expectsAfter(28, 7, 8, 20, 27)).isTrue();
        assertThat(expectsAfter(28, 7, 8, 20, 26, 27)).isFalse();
        assertThat(expectsAfter(27, 7, 8, 20)).isFalse();
    }

    @Test
    void twoDaysLessDoWhereEveryDayWasOrdinary() {
        assertThat(expectsAfter(26)).isTrue();
        assertThat(expectsAfter(25)).isFalse();
    }

    @Test
    void daysBeforeTheFirstOrdinaryOneAreNoneOfTheFourWeeks() {
        assertThat(expectsAfter(30, 0, 1, 2, 3, 4, 5)).isFalse();
        assertThat(expectsAfter(32, 0, 1, 2, 3, 4, 5)).isTrue();
    }

    /** Whether something is expected of the day after a number of days with ten sales an hour. */
    private static boolean expectsAfter(int days, int... spoilt) {
        double[] values = new double[(days + 1) * WeekProfile.HOURS];
        Arrays.fill(values, 10);
        boolean[] usable = new boolean[days + 1];
        Arrays.fill(usable, true);
        for (int day : spoilt) {
            usable[day] = false;
        }
        return new WeekProfile(values, usable, 0, 56).expect(days, null, new double[WeekProfile.HOURS]);
    }
}
