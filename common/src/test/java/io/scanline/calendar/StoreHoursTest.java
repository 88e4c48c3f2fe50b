package io.scanline.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class StoreHoursTest {
    private static final StoreHours BERLIN = new StoreHours(ZoneId.of("Europe/Berlin"));
    private static final StoreHours KOLKATA = new StoreHours(ZoneId.of("Asia/Kolkata"));

    @Test
    void aDayHas23HoursWhenTheClocksGoForwardAnd25WhenTheyGoBack() {
        assertThat(BERLIN.hoursOf(LocalDate.of(2024, 3, 30))).hasSize(24);
        assertThat(BERLIN.hoursOf(LocalDate.of(2024, 3, 31)))
                .hasSize(23)
                .startsWith(Instant.parse("2024-03-30T23:00:00Z"));
        assertThat(BERLIN.hoursOf(LocalDate.of(2024, 10, 27))).hasSize(25).doesNotHaveDuplicates();
    }

    @Test
    void hoursStartAtHalfPastInUtcInAHalfHourZone() {
        assertThat(KOLKATA.hourStart(Instant.parse("2024-05-01T04:45:10Z")))
                .isEqualTo(Instant.parse("2024-05-01T04:30:00Z"));
        assertThat(KOLKATA.hoursOf(LocalDate.of(2024, 5, 1)))
                .hasSize(24)
                .startsWith(Instant.parse("2024-04-30T18:30:00Z"));
    }

    @Test
    void theRepeatedHourIsTwoHours() {
        assertThat(BERLIN.hourStart(Instant.parse("2024-10-27T00:30:00Z")))
                .isEqualTo(Instant.parse("2024-10-27T00:00:00Z"));
        assertThat(BERLIN.hourStart(Instant.parse("2024-10-27T01:30:00Z")))
                .isEqualTo(Instant.parse("2024-10-27T01:00:00Z"));
        assertThat(BERLIN.startsOf(LocalDateTime.parse("2024-10-27T02:00"))).hasSize(2);
        assertThat(BERLIN.startsOf(LocalDateTime.parse("2024-03-31T02:00"))).isEmpty();
        assertThat(BERLIN.startsOf(LocalDateTime.parse("2024-03-31T03:00")))
                .containsExactly(Instant.parse("2024-03-31T01:00:00Z"));
    }
}
