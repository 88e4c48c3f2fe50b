package io.scanline.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ForecastOriginsTest {
    private static final LocalDate WEDNESDAY = LocalDate.of(2024, 5, 8);
    private static final LocalDate SUNDAY = LocalDate.of(2024, 5, 5);

    private final ForecastOrigins origins = ForecastOrigins.of(
            new Targets(
                    false,
                    Set.of(WEDNESDAY),
                    Set.of(SUNDAY),
                    Set.of(),
                    Map.of(PeriodKind.MTD, Set.of(LocalDate.of(2024, 5, 1))),
                    TargetHours.none(),
                    LocalDate.of(2023, 1, 1),
                    Instant.parse("2024-05-08T08:00:00Z")),
            new TreeSet<>(List.of(LocalDate.of(2024, 5, 4), SUNDAY, WEDNESDAY.minusDays(1), WEDNESDAY)),
            WEDNESDAY);

    @Test
    void aForecastKnowsNothingOfThePeriod() {
        assertThat(origins.periods())
                .as("the month began before any forecast")
                .containsExactlyInAnyOrder(
                        new ForecastOrigins.Period(
                                PeriodKind.DAY, WEDNESDAY, WEDNESDAY.plusDays(1), WEDNESDAY.minusDays(1)),
                        new ForecastOrigins.Period(
                                PeriodKind.WEEK, SUNDAY, WEDNESDAY.plusDays(1), SUNDAY.minusDays(1)));
    }

    @Test
    void aForecastReachesTheLastDayThatIsCompared() {
        Map<LocalDate, LocalDate> horizons =
                Map.of(SUNDAY.minusDays(1), WEDNESDAY.minusDays(1), WEDNESDAY.minusDays(1), WEDNESDAY);
        assertThat(origins.covered(horizons).periods())
                .extracting(ForecastOrigins.Period::kind)
                .containsExactly(PeriodKind.DAY);
        assertThat(origins.covered(Map.of(SUNDAY.minusDays(1), WEDNESDAY)).periods())
                .extracting(ForecastOrigins.Period::kind)
                .containsExactly(PeriodKind.WEEK);
    }
}
