package io.scanline.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AttendanceTest {
    private static final LocalDate DAY = LocalDate.of(2024, 3, 23);

    private final Attendance attendance = new Attendance();

    @Test
    void countsRegistersThatFellSilentAgainstADayInABusyChain() {
        for (int back = 1; back <= 28; back++) {
            attendance.add(DAY.minusDays(back), 40, 40, 800, 800);
        }
        attendance.add(DAY, 40, 40, 600, 800);
        assertThat(attendance.of(DAY)).isEqualTo(0.75);
        assertThat(attendance.of(DAY.minusDays(1))).isEqualTo(1);
    }

    @Test
    void takesHoursWithoutCustomersOfASmallChainForWhatTheyAre() {
        Random random = new Random(7);
        for (int back = 0; back < 56; back++) {
            attendance.add(DAY.minusDays(back), 5, 5, 80 + 5 * random.nextGaussian(), 100);
        }
        attendance.add(DAY.plusDays(1), 5, 5, 35, 100);
        for (int back = 0; back < 7; back++) {
            assertThat(attendance.of(DAY.minusDays(back))).isEqualTo(1);
        }
        assertThat(attendance.of(DAY.plusDays(1)))
                .as("a day cut off in the morning")
                .isBetween(0.4, 0.47);
    }

    @Test
    void countsStoresThatSentNothing() {
        attendance.add(DAY, 4, 5, 80, 100);
        assertThat(attendance.of(DAY)).isEqualTo(0.8);
        assertThat(attendance.of(DAY.plusDays(1))).as("no data at all").isNull();
    }
}
