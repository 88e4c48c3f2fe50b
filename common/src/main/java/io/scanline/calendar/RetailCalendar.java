package io.scanline.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;

/**
 * The 4-5-4 retail calendar of the National Retail Federation: weeks start on Sunday, a year ends on the Saturday nearest
 * 31 January, and a year has 52 weeks, now and then 53.
 */
public final class RetailCalendar {
    /** Last week of each of the twelve periods: months of 4, 5 and 4 weeks, four times. */
    private static final int[] LAST_WEEK_OF_PERIOD = {4, 9, 13, 17, 22, 26, 30, 35, 39, 43, 48, 53};

    private static final int PERIODS_OF_QUARTER = 3;
    private static final int WEEKS = 52;

    private RetailCalendar() {}

    /** The first day of a retail year, a Sunday from 29 January to 4 February. */
    public static LocalDate yearStart(int retailYear) {
        // the Saturday nearest 31 January lies from the 28th to 3 February, and the year starts on the day after it
        return LocalDate.of(retailYear, 1, 29).with(TemporalAdjusters.nextOrSame(DayOfWeek.SUNDAY));
    }

    /** 52 or 53. */
    public static int weeksIn(int retailYear) {
        return (int) ChronoUnit.WEEKS.between(yearStart(retailYear), yearStart(retailYear + 1));
    }

    /** The first day of the retail year that a day lies in. */
    public static LocalDate yearStart(LocalDate day) {
        return yearStart(weekOf(day).year());
    }

    public static RetailWeek weekOf(LocalDate day) {
        int year = day.isBefore(yearStart(day.getYear())) ? day.getYear() - 1 : day.getYear();
        int week = (int) ChronoUnit.WEEKS.between(yearStart(year), day) + 1;
        return new RetailWeek(year, week);
    }

    /** The first day of the retail month, of four or five weeks, that a day lies in. */
    public static LocalDate periodStart(LocalDate day) {
        RetailWeek week = weekOf(day);
        return behindPeriods(week.year(), week.period() - 1);
    }

    /** The day after the last of the retail month that starts on a day. */
    public static LocalDate periodEnd(LocalDate periodStart) {
        RetailWeek week = weekOf(periodStart);
        return week.period() == LAST_WEEK_OF_PERIOD.length
                ? yearStart(week.year() + 1)
                : yearStart(week.year()).plusWeeks(LAST_WEEK_OF_PERIOD[week.period() - 1]);
    }

    /** The first day of the retail quarter, of three retail months, that a day lies in. */
    public static LocalDate quarterStart(LocalDate day) {
        RetailWeek week = weekOf(day);
        return behindPeriods(week.year(), PERIODS_OF_QUARTER * (week.quarter() - 1));
    }

    /** The day after so many retail months of a year. */
    private static LocalDate behindPeriods(int year, int periods) {
        return yearStart(year).plusWeeks(periods == 0 ? 0 : LAST_WEEK_OF_PERIOD[periods - 1]);
    }

    /**
     * The same day of the same week of the retail year before. A year of 53 weeks is restated for the year after it: its weeks
     * 2 to 53 count as 1 to 52. A 53rd week has none before it.
     */
    public static Optional<LocalDate> yearBefore(LocalDate day) {
        RetailWeek week = weekOf(day);
        if (week.week() > WEEKS) {
            return Optional.empty();
        }
        int before = week.year() - 1;
        int weeksSince = week.week() - 1 + (weeksIn(before) - WEEKS);
        return Optional.of(
                yearStart(before).plusWeeks(weeksSince).plusDays(ChronoUnit.DAYS.between(week.start(), day)));
    }

    /**
     * A week of the retail year.
     *
     * @param week 1 to 53
     */
    public record RetailWeek(int year, int week) {
        public RetailWeek {
            if (week < 1 || week > weeksIn(year)) {
                throw new IllegalArgumentException(
                        "Retail year " + year + " has weeks 1 to " + weeksIn(year) + ", not " + week);
            }
        }

        /** The week's Sunday. */
        public LocalDate start() {
            return yearStart(year).plusWeeks(week - 1L);
        }

        /** The retail month, 1 to 12; a 53rd week belongs to the twelfth. */
        public int period() {
            int period = 1;
            while (week > LAST_WEEK_OF_PERIOD[period - 1]) {
                period++;
            }
            return period;
        }

        /** The retail quarter, 1 to 4. */
        public int quarter() {
            return (period() + PERIODS_OF_QUARTER - 1) / PERIODS_OF_QUARTER;
        }
    }
}
