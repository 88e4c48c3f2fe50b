package io.scanline.compare;

import io.scanline.calendar.RetailCalendar;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** How far before a day, or a retail week, each side's base lies, by the calendars and the holidays of each country. */
final class BaseDays {
    /** For sides that are the same in every country. */
    static final String EVERYWHERE = "*";

    private static final int WEEK = 7;
    private static final int NEAREST_YEAR = 310;
    private static final int FARTHEST_YEAR = 430;

    private final Map<String, HolidayMatches> holidays;

    BaseDays(Map<String, HolidayMatches> holidays) {
        this.holidays = holidays;
    }

    /** The countries that a side tells apart. */
    Set<String> countries(Side side) {
        return side == Side.HOLIDAY ? holidays.keySet() : Set.of(EVERYWHERE);
    }

    /** Days from the base to the day; none where there is no base. */
    OptionalInt ofDay(Side side, int point, String country, LocalDate day) {
        return side == Side.HOLIDAY
                ? OptionalInt.of(holidays.get(country).daysBefore(day))
                : byCalendar(side, point, day);
    }

    /** Days from the base to the week that starts on a Sunday; none where there is no base. */
    OptionalInt ofWeek(Side side, int point, String country, LocalDate sunday) {
        return side == Side.HOLIDAY
                ? OptionalInt.of(holidays.get(country).daysBeforeWeek(sunday))
                : byCalendar(side, point, sunday);
    }

    private static OptionalInt byCalendar(Side side, int point, LocalDate day) {
        return switch (side) {
            case WEEKS_13 -> OptionalInt.of((point + 1) * WEEK);
            case RETAIL_YEAR ->
                RetailCalendar.yearBefore(day)
                        .map(before -> OptionalInt.of((int) ChronoUnit.DAYS.between(before, day)))
                        .orElse(OptionalInt.empty());
            // not of hourly_sales
            case FORECAST -> OptionalInt.empty();
            default -> OptionalInt.of(side.usualDays());
        };
    }

    /** Days that have this one as a base, itself included. */
    Set<LocalDate> daysWithBase(LocalDate base) {
        Set<LocalDate> days = new TreeSet<>();
        candidates()
                .mapToObj(base::plusDays)
                .filter(day -> isBase(base, day, false))
                .forEach(days::add);
        return days;
    }

    /** Retail weeks that have this one as a base, itself included; Sundays. */
    Set<LocalDate> weeksWithBase(LocalDate base) {
        Set<LocalDate> weeks = new TreeSet<>();
        candidates()
                .filter(days -> days % WEEK == 0)
                .mapToObj(base::plusDays)
                .filter(sunday -> isBase(base, sunday, true))
                .forEach(weeks::add);
        return weeks;
    }

    private static IntStream candidates() {
        return IntStream.concat(
                IntStream.rangeClosed(0, Side.WEEKS_13.points()).map(weeks -> weeks * WEEK),
                IntStream.rangeClosed(NEAREST_YEAR, FARTHEST_YEAR));
    }

    private boolean isBase(LocalDate base, LocalDate day, boolean week) {
        int days = (int) ChronoUnit.DAYS.between(base, day);
        return Side.ALL.stream()
                .anyMatch(side -> countries(side).stream().anyMatch(country -> IntStream.range(0, side.points())
                        .mapToObj(point -> week ? ofWeek(side, point, country, day) : ofDay(side, point, country, day))
                        .anyMatch(before -> before.isPresent() && before.getAsInt() == days)));
    }
}
