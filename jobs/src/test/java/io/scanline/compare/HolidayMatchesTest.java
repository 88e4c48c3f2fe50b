package io.scanline.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.scanline.calendar.HolidayCalendar;
import io.scanline.calendar.RetailCalendar;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class HolidayMatchesTest {
    private static final List<String> EASTER_SUNDAYS = List.of(
            "2007-04-08",
            "2008-03-23",
            "2009-04-12",
            "2010-04-04",
            "2011-04-24",
            "2012-04-08",
            "2013-03-31",
            "2014-04-20",
            "2015-04-05",
            "2016-03-27",
            "2017-04-16",
            "2018-04-01",
            "2019-04-21",
            "2020-04-12",
            "2021-04-04",
            "2022-04-17",
            "2023-04-09",
            "2024-03-31",
            "2025-04-20",
            "2026-04-05",
            "2027-03-28",
            "2028-04-16",
            "2029-04-01",
            "2030-04-21");

    private final HolidayMatches germany =
            new HolidayMatches(HolidayCalendar.of("DE").between(LocalDate.of(2006, 1, 1), LocalDate.of(2031, 1, 1)));

    @Test
    void goodFridayAndEasterMondayMeetInEveryYear() {
        for (int year = 1; year < EASTER_SUNDAYS.size(); year++) {
            LocalDate easter = LocalDate.parse(EASTER_SUNDAYS.get(year));
            LocalDate before = LocalDate.parse(EASTER_SUNDAYS.get(year - 1));
            for (int days : List.of(-2, 1)) {
                assertThat(before(germany, easter.plusDays(days)))
                        .as("%d days from Easter %s", days, easter)
                        .isEqualTo(before.plusDays(days));
            }
            // the days on which people shop for it come along
            LocalDate thursday = easter.minusDays(3);
            assertThat(before(germany, thursday)).isEqualTo(before.minusDays(3));
            LocalDate week = RetailCalendar.weekOf(thursday).start();
            assertThat(week.minusDays(germany.daysBeforeWeek(week)))
                    .isEqualTo(RetailCalendar.weekOf(before.minusDays(3)).start());
        }
    }

    @Test
    void aHolidayThatKeepsItsDateMovesAloneAndIsNoBaseOfAnOrdinaryDay() {
        assertThat(before(germany, LocalDate.of(2024, 12, 25))).isEqualTo("2023-12-25");
        // 364 days before lies Christmas
        assertThat(before(germany, LocalDate.of(2024, 12, 23))).isEqualTo("2023-12-18");
        LocalDate week = LocalDate.of(2024, 12, 22);
        assertThat(germany.daysBeforeWeek(week)).isEqualTo(364);
    }

    @Test
    void anOrdinaryWeekIsNotHeldAgainstLastYearsEaster() {
        // Easter was a week later in 2023: its week is no base of the one 52 weeks after
        LocalDate week = LocalDate.of(2024, 4, 7);
        assertThat(germany.daysBeforeWeek(week)).isNotEqualTo(364);
        LocalDate base = week.minusDays(germany.daysBeforeWeek(week));
        assertThat(base).isIn(LocalDate.of(2023, 4, 2).minusDays(14), LocalDate.of(2023, 4, 16));
    }

    @Test
    void theMoonsFeastsMeet() {
        Map<LocalDate, List<String>> feasts = new TreeMap<>();
        for (String eid : List.of("2022-05-02", "2023-04-21", "2024-04-10", "2025-03-30")) {
            feasts.put(LocalDate.parse(eid), new ArrayList<>(List.of("EID_AL_FITR")));
        }
        HolidayMatches matches = new HolidayMatches(feasts);
        assertThat(before(matches, LocalDate.of(2024, 4, 10))).isEqualTo("2023-04-21");
        assertThat(before(matches, LocalDate.of(2025, 3, 30))).isEqualTo("2024-04-10");
        LocalDate week = RetailCalendar.weekOf(LocalDate.of(2024, 4, 10)).start();
        assertThat(week.minusDays(matches.daysBeforeWeek(week)))
                .isEqualTo(RetailCalendar.weekOf(LocalDate.of(2023, 4, 21)).start());
        assertThat(before(matches, LocalDate.of(2024, 8, 14))).isEqualTo("2023-08-16");
    }

    private static LocalDate before(HolidayMatches matches, LocalDate day) {
        return day.minusDays(matches.daysBefore(day));
    }
}
