package io.scanline.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import io.scanline.calendar.RetailCalendar.RetailWeek;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetailCalendarTest {
    @ParameterizedTest
    @ValueSource(strings = {"2020-02-02", "2021-01-31", "2023-01-29", "2024-02-04", "2026-02-01", "2029-02-04"})
    void yearsStartWhereTheFederationsCalendarSaysSo(LocalDate start) {
        assertThat(RetailCalendar.yearStart(start.getYear())).isEqualTo(start);
    }

    @Test
    void yearsOf53WeeksAreThoseOfTheFederationsCalendar() {
        List<Integer> long53 = IntStream.rangeClosed(2004, 2029)
                .filter(year -> RetailCalendar.weeksIn(year) == 53)
                .boxed()
                .toList();
        assertThat(long53).containsExactly(2006, 2012, 2017, 2023, 2028);
    }

    @Test
    void everyYearStartsOnTheSundayAfterTheSaturdayNearest31January() {
        for (int year = 1990; year <= 2100; year++) {
            LocalDate saturday = RetailCalendar.yearStart(year).minusDays(1);
            assertThat(saturday.getDayOfWeek()).isEqualTo(DayOfWeek.SATURDAY);
            assertThat(Math.abs(
                            saturday.toEpochDay() - LocalDate.of(year, 1, 31).toEpochDay()))
                    .isLessThanOrEqualTo(3);
        }
    }

    @Test
    void aDayInJanuaryBelongsToTheYearThatStartedTheFebruaryBefore() {
        assertThat(RetailCalendar.weekOf(LocalDate.of(2024, 2, 3))).isEqualTo(new RetailWeek(2023, 53));
        assertThat(RetailCalendar.weekOf(LocalDate.of(2024, 2, 4))).isEqualTo(new RetailWeek(2024, 1));
        assertThat(RetailCalendar.weekOf(LocalDate.of(2021, 1, 30))).isEqualTo(new RetailWeek(2020, 52));
    }

    @Test
    void periodsHaveFourFiveAndFourWeeksAndThe53rdBelongsToTheLast() {
        assertThat(IntStream.rangeClosed(1, 53)
                        .map(week -> new RetailWeek(2023, week).period())
                        .toArray())
                .startsWith(1, 1, 1, 1, 2, 2, 2, 2, 2, 3, 3, 3, 3, 4)
                .endsWith(11, 11, 12, 12, 12, 12, 12);
        assertThat(new RetailWeek(2023, 53).quarter()).isEqualTo(4);
        assertThat(new RetailWeek(2023, 13).quarter()).isEqualTo(1);
    }

    @Test
    void everyDayIsInTheWeekThatItsStartSays() {
        for (LocalDate day = LocalDate.of(2005, 1, 1); day.isBefore(LocalDate.of(2030, 1, 1)); day = day.plusDays(1)) {
            LocalDate start = RetailCalendar.weekOf(day).start();
            assertThat(day).isBetween(start, start.plusDays(6));
        }
    }

    @Test
    void aYearOf53WeeksIsRestatedForTheYearAfterIt() {
        assertThat(RetailCalendar.yearBefore(LocalDate.of(2024, 2, 4))).contains(LocalDate.of(2023, 2, 5));
        assertThat(RetailCalendar.yearBefore(LocalDate.of(2025, 2, 5))).contains(LocalDate.of(2024, 2, 7));
        assertThat(RetailCalendar.yearBefore(LocalDate.of(2024, 1, 27))).contains(LocalDate.of(2023, 1, 28));
        assertThat(RetailCalendar.yearBefore(LocalDate.of(2024, 1, 28)))
                .as("the 53rd week of 2023")
                .isEmpty();
    }

    @Test
    void everyPeriodEndsWhereTheNextStarts() {
        LocalDate start = LocalDate.of(2020, 2, 2);
        LocalDate quarter = start;
        for (int period = 0; period < 120; period++) {
            LocalDate end = RetailCalendar.periodEnd(start);
            assertThat(RetailCalendar.periodStart(end.minusDays(1))).isEqualTo(start);
            assertThat(RetailCalendar.periodStart(end)).isEqualTo(end);
            assertThat(RetailCalendar.quarterStart(start)).isEqualTo(period % 3 == 0 ? start : quarter);
            quarter = RetailCalendar.quarterStart(start);
            start = end;
        }
        assertThat(start).isEqualTo(RetailCalendar.yearStart(2030));
    }
}
