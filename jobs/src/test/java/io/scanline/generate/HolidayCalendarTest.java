package io.scanline.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class HolidayCalendarTest {
    private final HolidayCalendar calendar = new HolidayCalendar(LocalDate.of(2023, 1, 1), LocalDate.of(2026, 1, 1));

    /** Dates of Easter Sunday from the tables of the Book of Common Prayer and the U.S. Naval Observatory. */
    @Test
    void easterMoves() {
        assertThat(HolidayCalendar.easter(1961)).isEqualTo("1961-04-02");
        assertThat(HolidayCalendar.easter(2000)).isEqualTo("2000-04-23");
        assertThat(HolidayCalendar.easter(2024)).isEqualTo("2024-03-31");
        assertThat(HolidayCalendar.easter(2025)).isEqualTo("2025-04-20");
        assertThat(HolidayCalendar.easter(2038)).isEqualTo("2038-04-25");
    }

    @Test
    void thanksgivingIsTheFourthThursdayOfNovember() {
        assertThat(calendar.within("US", LocalDate.of(2024, 11, 1), LocalDate.of(2024, 12, 1)))
                .extracting(HolidayCalendar.Holiday::date)
                .containsExactly(LocalDate.of(2024, 11, 28));
    }

    @Test
    void pantriesFillBeforeAFeast() {
        double ordinary = calendar.factor("GB", LocalDate.of(2024, 6, 12));
        assertThat(ordinary).isEqualTo(1);
        assertThat(calendar.factor("GB", LocalDate.of(2024, 12, 24))).isGreaterThan(1.3);
        assertThat(calendar.factor("IN", LocalDate.of(2024, 10, 31))).isGreaterThan(1.3);
    }

    @Test
    void shopsShutOnChristmasDayWhereTheyDo() {
        assertThat(calendar.shut("GB", LocalDate.of(2024, 12, 25))).isTrue();
        assertThat(calendar.shut("IN", LocalDate.of(2024, 12, 25))).isFalse();
    }
}
