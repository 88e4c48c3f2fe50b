package io.scanline.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HolidayCalendarTest {
    private static final LocalDate FROM = LocalDate.of(2024, 1, 1);
    private static final LocalDate TO = LocalDate.of(2025, 1, 1);

    @Test
    void knowsFixedAndMovingHolidays() {
        Map<LocalDate, ?> germany = HolidayCalendar.of("DE").between(FROM, TO);
        // Easter Monday 2024, German Unity Day, Christmas
        assertThat(germany)
                .containsKeys(LocalDate.of(2024, 4, 1), LocalDate.of(2024, 10, 3), LocalDate.of(2024, 12, 25));
        assertThat(germany).doesNotContainKey(LocalDate.of(2024, 11, 28));
        assertThat(HolidayCalendar.of("us").between(FROM, TO)).containsKey(LocalDate.of(2024, 11, 28));
    }

    @Test
    void namesAreEnglishAndTheIntervalIsHalfOpen() {
        Map<LocalDate, ?> days =
                HolidayCalendar.of("GB").between(LocalDate.of(2024, 12, 25), LocalDate.of(2024, 12, 26));
        assertThat(days).containsOnlyKeys(LocalDate.of(2024, 12, 25));
        assertThat(days.values().toString()).contains("Christmas");
    }

    @Test
    void saysWhichCountriesItKnows() {
        assertThat(HolidayCalendar.isKnown("IN")).isTrue();
        assertThat(HolidayCalendar.isKnown("QQ")).isFalse();
        assertThatThrownBy(() -> HolidayCalendar.of("QQ")).hasMessageContaining("QQ");
    }
}
