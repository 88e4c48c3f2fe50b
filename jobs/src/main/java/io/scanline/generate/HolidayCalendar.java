package io.scanline.generate;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The public holidays of the countries where the chain trades, fixed and moving ones, and how they shift demand. */
final class HolidayCalendar {
    /** Uplift of the days before a great feast, the eve first: pantries are filled. */
    private static final double[] BEFORE_FEAST = {1.45, 1.32, 1.2, 1.12, 1.08, 1.05, 1.03};

    /** First evening of Diwali by year, which follows the moon. */
    private static final Map<Integer, LocalDate> DIWALI = diwali(
            "2018-11-07 2019-10-27 2020-11-14 2021-11-04 2022-10-24 2023-11-12 2024-11-01 2025-10-20 2026-11-08 2027-10-29"
                    + " 2028-10-17 2029-11-05 2030-10-26");

    private final Map<String, Map<LocalDate, Holiday>> byCountry = new HashMap<>();

    /** A day, what it is called, and whether it is a feast that people shop ahead for and shops close on. */
    record Holiday(String country, LocalDate date, String code, String name, boolean feast, boolean shut) {}

    HolidayCalendar(LocalDate from, LocalDate to) {
        for (int year = from.getYear(); year <= to.getYear(); year++) {
            for (String country : List.of("GB", "US", "DE", "IN", "AU", "FR")) {
                Map<LocalDate, Holiday> days = byCountry.computeIfAbsent(country, c -> new HashMap<>());
                holidays(country, year).forEach(h -> days.put(h.date(), h));
            }
        }
    }

    /** Holidays of a country from {@code from} to {@code to} (half-open), in order. */
    List<Holiday> within(String country, LocalDate from, LocalDate to) {
        return byCountry.get(country).values().stream()
                .filter(h -> !h.date().isBefore(from) && h.date().isBefore(to))
                .sorted(Comparator.comparing(Holiday::date))
                .toList();
    }

    /** Factor on a day's demand: 1 on ordinary days, above it before feasts, below it on holidays and after feasts. */
    double factor(String country, LocalDate day) {
        Map<LocalDate, Holiday> days = byCountry.get(country);
        Holiday today = days.get(day);
        double factor = today == null ? 1 : today.feast() ? 0.55 : 0.8;
        for (int ahead = 1; ahead <= BEFORE_FEAST.length; ahead++) {
            Holiday coming = days.get(day.plusDays(ahead));
            if (coming != null && coming.feast()) {
                return factor * BEFORE_FEAST[ahead - 1];
            }
            if (coming != null && ahead == 1) {
                factor *= 1.1;
            }
        }
        Holiday past = days.get(day.minusDays(1));
        return past != null && past.feast() && today == null ? factor * 0.85 : factor;
    }

    /** True within a week before or two days after a holiday: days that are unusual by the calendar alone. */
    boolean near(String country, LocalDate day) {
        Map<LocalDate, Holiday> days = byCountry.get(country);
        for (int ahead = -2; ahead <= 7; ahead++) {
            if (days.containsKey(day.plusDays(ahead))) {
                return true;
            }
        }
        return false;
    }

    boolean shut(String country, LocalDate day) {
        Holiday holiday = byCountry.get(country).get(day);
        return holiday != null && holiday.shut();
    }

    /** Easter Sunday in the Gregorian calendar (Meeus, Astronomical Algorithms, chapter 8). */
    static LocalDate easter(int year) {
        int a = year % 19;
        int b = year / 100;
        int c = year % 100;
        int h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
        int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
        int m = (a + 11 * h + 22 * l) / 451;
        int n = h + l - 7 * m + 114;
        return LocalDate.of(year, n / 31, n % 31 + 1);
    }

    private static List<Holiday> holidays(String country, int year) {
        List<Holiday> found = new ArrayList<>();
        LocalDate easter = easter(year);
        boolean india = country.equals("IN");
        found.add(day(country, year, 1, 1, "NEW_YEAR", "New Year's Day", false, !india && !country.equals("US")));
        found.add(new Holiday(country, LocalDate.of(year, 12, 25), "CHRISTMAS", "Christmas Day", !india, !india));
        switch (country) {
            case "GB" -> {
                found.add(moving(country, easter.minusDays(2), "GOOD_FRIDAY", "Good Friday"));
                found.add(new Holiday(country, easter, "EASTER", "Easter Sunday", true, true));
                found.add(moving(country, easter.plusDays(1), "EASTER_MONDAY", "Easter Monday"));
                found.add(moving(country, firstMonday(year, 5), "EARLY_MAY", "Early May bank holiday"));
                found.add(moving(country, lastMonday(year, 5), "SPRING_BANK", "Spring bank holiday"));
                found.add(moving(country, lastMonday(year, 8), "SUMMER_BANK", "Summer bank holiday"));
                found.add(day(country, year, 12, 26, "BOXING_DAY", "Boxing Day", false, false));
            }
            case "US" -> {
                LocalDate november = LocalDate.of(year, 11, 1);
                found.add(new Holiday(
                        country,
                        november.with(TemporalAdjusters.dayOfWeekInMonth(4, DayOfWeek.THURSDAY)),
                        "THANKSGIVING",
                        "Thanksgiving",
                        true,
                        true));
                found.add(moving(country, easter, "EASTER", "Easter Sunday"));
                found.add(moving(country, lastMonday(year, 5), "MEMORIAL_DAY", "Memorial Day"));
                found.add(day(country, year, 7, 4, "INDEPENDENCE_DAY", "Independence Day", false, false));
                found.add(moving(country, firstMonday(year, 9), "LABOR_DAY", "Labor Day"));
            }
            case "DE" -> {
                found.add(new Holiday(country, easter.minusDays(2), "GOOD_FRIDAY", "Good Friday", true, true));
                found.add(new Holiday(country, easter.plusDays(1), "EASTER_MONDAY", "Easter Monday", false, true));
                found.add(day(country, year, 5, 1, "LABOUR_DAY", "Labour Day", false, true));
                found.add(new Holiday(country, easter.plusDays(39), "ASCENSION", "Ascension Day", false, true));
                found.add(new Holiday(country, easter.plusDays(50), "WHIT_MONDAY", "Whit Monday", false, true));
                found.add(day(country, year, 10, 3, "UNITY_DAY", "German Unity Day", false, true));
                found.add(day(country, year, 12, 26, "SECOND_CHRISTMAS_DAY", "Second day of Christmas", false, true));
            }
            case "IN" -> {
                found.add(day(country, year, 1, 26, "REPUBLIC_DAY", "Republic Day", false, false));
                found.add(day(country, year, 8, 15, "INDEPENDENCE_DAY", "Independence Day", false, false));
                found.add(day(country, year, 10, 2, "GANDHI_JAYANTI", "Gandhi Jayanti", false, false));
                if (DIWALI.containsKey(year)) {
                    found.add(new Holiday(country, DIWALI.get(year), "DIWALI", "Diwali", true, false));
                }
            }
            case "AU" -> {
                found.add(day(country, year, 1, 26, "AUSTRALIA_DAY", "Australia Day", false, false));
                found.add(new Holiday(country, easter.minusDays(2), "GOOD_FRIDAY", "Good Friday", true, true));
                found.add(moving(country, easter.plusDays(1), "EASTER_MONDAY", "Easter Monday"));
                found.add(day(country, year, 4, 25, "ANZAC_DAY", "Anzac Day", false, false));
                found.add(day(country, year, 12, 26, "BOXING_DAY", "Boxing Day", false, false));
            }
            default -> {
                found.add(new Holiday(country, easter, "EASTER", "Easter Sunday", true, true));
                found.add(moving(country, easter.plusDays(1), "EASTER_MONDAY", "Easter Monday"));
                found.add(day(country, year, 5, 1, "LABOUR_DAY", "Labour Day", false, true));
                found.add(day(country, year, 7, 14, "BASTILLE_DAY", "Bastille Day", false, false));
                found.add(day(country, year, 8, 15, "ASSUMPTION", "Assumption Day", false, false));
                found.add(day(country, year, 11, 11, "ARMISTICE", "Armistice Day", false, false));
            }
        }
        return found;
    }

    private static Holiday day(
            String country, int year, int month, int day, String code, String name, boolean feast, boolean shut) {
        return new Holiday(country, LocalDate.of(year, month, day), code, name, feast, shut);
    }

    private static Holiday moving(String country, LocalDate date, String code, String name) {
        return new Holiday(country, date, code, name, false, false);
    }

    private static LocalDate firstMonday(int year, int month) {
        return LocalDate.of(year, month, 1).with(TemporalAdjusters.firstInMonth(DayOfWeek.MONDAY));
    }

    private static LocalDate lastMonday(int year, int month) {
        return LocalDate.of(year, month, 1).with(TemporalAdjusters.lastInMonth(DayOfWeek.MONDAY));
    }

    private static Map<Integer, LocalDate> diwali(String dates) {
        Map<Integer, LocalDate> byYear = new HashMap<>();
        for (String date : dates.split(" ", -1)) {
            LocalDate parsed = LocalDate.parse(date);
            byYear.put(parsed.getYear(), parsed);
        }
        return byYear;
    }
}
