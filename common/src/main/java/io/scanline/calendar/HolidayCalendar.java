package io.scanline.calendar;

import de.focus_shift.jollyday.core.Holiday;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.ManagerParameters;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Public holidays of a country by Jollyday's calendars; names are in English. */
public final class HolidayCalendar {
    private final HolidayManager holidays;

    private HolidayCalendar(HolidayManager holidays) {
        this.holidays = holidays;
    }

    /**
     * @param country ISO 3166-1 alpha-2, in any case
     * @throws IllegalArgumentException where no calendar of the country is known; ask {@link #isKnown} first
     */
    public static HolidayCalendar of(String country) {
        if (!isKnown(country)) {
            throw new IllegalArgumentException("No holiday calendar is known for country " + country);
        }
        return new HolidayCalendar(HolidayManager.getInstance(ManagerParameters.create(code(country))));
    }

    public static boolean isKnown(String country) {
        return HolidayManager.getSupportedCalendarCodes().contains(country.toUpperCase(Locale.ROOT));
    }

    /** The names of the holidays on each day from {@code from} until the day before {@code to}; days without one are left out. */
    public Map<LocalDate, List<String>> between(LocalDate from, LocalDate to) {
        Map<LocalDate, TreeSet<String>> names = new TreeMap<>();
        for (Holiday holiday : holidays.getHolidays(from, to.minusDays(1))) {
            // the calendar day, and the working day off instead of it, both move trade
            addWithin(names, from, to, holiday.getActualDate(), holiday);
            holiday.getObservedDate().ifPresent(day -> addWithin(names, from, to, day, holiday));
        }
        Map<LocalDate, List<String>> lists = new TreeMap<>();
        names.forEach((day, of) -> lists.put(day, List.copyOf(of)));
        return lists;
    }

    private static void addWithin(
            Map<LocalDate, TreeSet<String>> names, LocalDate from, LocalDate to, LocalDate day, Holiday holiday) {
        if (!day.isBefore(from) && day.isBefore(to)) {
            names.computeIfAbsent(day, none -> new TreeSet<>()).add(holiday.getDescription(Locale.ENGLISH));
        }
    }

    private static String code(String country) {
        return country.toLowerCase(Locale.ROOT);
    }
}
