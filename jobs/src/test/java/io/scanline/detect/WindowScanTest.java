package io.scanline.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.scanline.detect.WindowScan.Window;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Windows of a day of twelve hours with twenty customers each. */
class WindowScanTest {
    private static final Scale SCALE = new Scale(1, 0.05, 13);
    private static final Offset<Double> EXACTLY = within(1e-15);

    @Test
    void findsTheHoursThatFellTogether() {
        List<Window> found = WindowScan.of(dayWith(4, 8, 6), usual(), SCALE, -1);

        assertThat(found).extracting(Window::from, Window::to).containsExactly(tuple(4, 8));
        assertThat(found.get(0).direction()).isEqualTo(-1);
    }

    @Test
    void findsWhatElseStandsOutByItself() {
        double[] actual = dayWith(1, 3, 50);
        Arrays.fill(actual, 8, 10, 60);

        assertThat(WindowScan.of(actual, usual(), SCALE, 1))
                .extracting(Window::from, Window::to)
                .containsExactly(tuple(8, 10), tuple(1, 3));
    }

    /** There is one whole day, and there are many hours in it. */
    @Test
    void chanceMakesMoreOfAnHourThanOfADay() {
        Window hour = WindowScan.of(dayWith(5, 6, 0), usual(), SCALE, -1).get(0);
        Window day = WindowScan.of(dayWith(0, 12, 12), usual(), SCALE, -1).get(0);

        assertThat(hour.p()).isCloseTo(12 * 3 * SCALE.p(0, 20), EXACTLY);
        assertThat(day.from()).isZero();
        assertThat(day.to()).isEqualTo(12);
        assertThat(day.p()).isCloseTo(3 * SCALE.p(12 * 12, 12 * 20), EXACTLY);
    }

    /** The rest of the day tells how the day goes, but for what stands out of it too. */
    @Test
    void anHourStandsOutFromTheRestOfItsDay() {
        Scale shared = new Scale(1, 0.2, 0.2, 13, 1);
        double[] fallOfFour = dayWith(4, 8, 10);
        double[] badDay = new double[12];
        Arrays.fill(badDay, 10);
        double[] twoSpikes = dayWith(1, 3, 50);
        Arrays.fill(twoSpikes, 8, 10, 60);

        assertThat(WindowScan.of(fallOfFour, usual(), shared, -1).get(0).p())
                .isLessThan(WindowScan.of(fallOfFour, usual(), new Scale(1, 0.2, 13), -1)
                                .get(0)
                                .p()
                        / 10);
        assertThat(WindowScan.of(badDay, usual(), shared, -1).get(0).p()).isGreaterThan(0.005);
        assertThat(WindowScan.of(twoSpikes, usual(), shared, 1))
                .extracting(Window::from, Window::to)
                .containsExactly(tuple(8, 10), tuple(1, 3));
        assertThat(WindowScan.of(twoSpikes, usual(), shared, -1).get(0).p()).isGreaterThan(0.1);
    }

    @Test
    void aDayAsUsualStandsOutInNoDirection() {
        assertThat(WindowScan.of(usual(), usual(), SCALE, 1))
                .extracting(Window::p)
                .containsExactly(1.0);
        assertThat(WindowScan.of(new double[0], new double[0], SCALE, 1)).isEmpty();
    }

    private static double[] usual() {
        double[] usual = new double[12];
        Arrays.fill(usual, 20);
        return usual;
    }

    private static double[] dayWith(int from, int to, double customers) {
        double[] day = usual();
        Arrays.fill(day, from, to, customers);
        return day;
    }
}
