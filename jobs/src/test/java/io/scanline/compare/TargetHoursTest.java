package io.scanline.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TargetHoursTest {
    private static final LocalDate DAY = LocalDate.of(2024, 6, 12);
    private static final Instant FRONTIER = Instant.parse("2024-06-13T20:00:00Z");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final ZoneId KOLKATA = ZoneId.of("Asia/Kolkata");

    @Test
    void aChangedHourBearsOnThoseAClockChangeAway() {
        TargetHours hours = TargetHours.of(Set.of(DAY), Set.of(10), List.of(BERLIN), FRONTIER);
        assertThat(hours.starts())
                .containsExactly(instants("2024-06-12T09:00:00Z", "2024-06-12T10:00:00Z", "2024-06-12T11:00:00Z"));
        assertThat(hours.days()).containsExactly(DAY);
    }

    @Test
    void anHourOfALevelHoldsLaterOnesWhereZonesAreHalfAnHourApart() {
        TargetHours hours = TargetHours.of(Set.of(DAY), Set.of(10), List.of(BERLIN, KOLKATA), FRONTIER);
        assertThat(hours.starts())
                .containsExactly(instants(
                        "2024-06-12T08:00:00Z",
                        "2024-06-12T09:00:00Z",
                        "2024-06-12T10:00:00Z",
                        "2024-06-12T11:00:00Z"));
    }

    @Test
    void aDayIsThatOfEveryZoneAndTheOthersAreAskedForItsHours() {
        TargetHours hours = TargetHours.of(Set.of(DAY), TargetHours.ALL_DAY, List.of(BERLIN, NEW_YORK), FRONTIER);
        assertThat(hours.starts().first()).isEqualTo("2024-06-11T22:00:00Z");
        assertThat(hours.starts().last()).isEqualTo("2024-06-13T03:00:00Z");
        assertThat(hours.starts()).hasSize(30);
        assertThat(hours.days()).containsExactly(DAY.minusDays(1), DAY, DAY.plusDays(1));
    }

    @Test
    void aDayOfOneZoneIsItsOwnAlsoWhereClocksChange() {
        LocalDate shortDay = LocalDate.of(2024, 3, 31);
        TargetHours hours = TargetHours.of(Set.of(shortDay), TargetHours.ALL_DAY, List.of(BERLIN), FRONTIER);
        assertThat(hours.starts()).hasSize(23);
        assertThat(hours.days()).containsExactly(shortDay);
    }

    @Test
    void noHourIsLaterThanTheLast() {
        Instant frontier = Instant.parse("2024-06-12T10:00:00Z");
        assertThat(TargetHours.of(Set.of(DAY), TargetHours.ALL_DAY, List.of(BERLIN), frontier)
                        .starts())
                .hasSize(13);
    }

    private static Instant[] instants(String... texts) {
        return Stream.of(texts).map(Instant::parse).toArray(Instant[]::new);
    }
}
