package io.scanline.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;

/**
 * The 4-5-4 retail calendar of the National Retail Federation: weeks start on Sunday, a year ends on the Saturday nearest
 * 31 January, and a year has 52 weeks, now and then 53.
 */
public final class RetailCalendar {
    /** Last week of each of the twelve periods: months of 4, 5 and 4 weeks, four times. */
    private static final int[] LAST_WEEK_OF_PERIOD = {4, 9, 13, 17, 22, 26, 30, 35, 39, 43, 48, 53};

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

    public static RetailWeek weekOf(LocalDate day) {
        int year = day.isBefore(yearStart(day.getYear())) ? day.getYear() - 1 : day.getYear();
        int week = (int) ChronoUnit.WEEKS.between(yearStart(year), day) + 1;
        return new RetailWeek(year, week);
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
            return (period() + 2) / 3;
        }
    }
}
