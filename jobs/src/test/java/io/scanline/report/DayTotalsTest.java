package io.scanline.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class DayTotalsTest {
    private static final LocalDate LAST = LocalDate.of(2024, 3, 10);

    @Test
    void thePageIsAboutTheLastDayThatIsCompleteEnough() {
        assertThat(shown(0.96, 1.0)).isEqualTo(LAST);
        assertThat(shown(0.3, 0.94, 0.97, 1.0)).isEqualTo(LAST.minusDays(2));
    }

    @Test
    void whereNoneIsItIsAboutTheLastThatHasNearlyAsMuchAsTheBest() {
        assertThat(shown(0.05, 0.39, 0.4, 0.2)).isEqualTo(LAST.minusDays(1));
        assertThat(shown(null, null)).as("nothing is known").isEqualTo(LAST);
    }

    @Test
    void itLooksBackAWeekAtMost() {
        assertThat(shown(0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 1.0)).isEqualTo(LAST);
    }

    private static LocalDate shown(Double... completenessBackwards) {
        return DayTotals.lastComplete(LAST, date -> {
            int before = (int) (LAST.toEpochDay() - date.toEpochDay());
            return before < completenessBackwards.length ? completenessBackwards[before] : null;
        });
    }
}
