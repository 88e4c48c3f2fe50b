package io.scanline.compare;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * For the days of a country, the days of the year before whose holidays they share.
 *
 * <p>A holiday that moves in the year, such as Easter or Eid, takes its whole week with it: people shop for it days ahead. One
 * that keeps its date, such as Christmas, moves alone. All other days have their base 52 weeks before, or a week aside where a
 * holiday that they do not share would be their base.
 */
final class HolidayMatches {
    static final int YEAR = 364;

    private static final int WEEK = 7;
    /** The farthest that a holiday lies from 52 weeks after its last: a moon of the lunar calendars, and a week. */
    private static final int REACH = 37;
    /** How far from 52 weeks a holiday moves at most that keeps its date. */
    private static final int BY_ITS_DATE = 3;

    private final NavigableSet<LocalDate> holidays = new TreeSet<>();
    private final Map<LocalDate, LocalDate> yearBefore = new HashMap<>();

    /** @param namesByDay holidays of a country, each with the same name in every year */
    HolidayMatches(Map<LocalDate, ? extends Collection<String>> namesByDay) {
        Map<String, NavigableSet<LocalDate>> days = new HashMap<>();
        new TreeMap<>(namesByDay).forEach((day, names) -> {
            holidays.add(day);
            names.forEach(
                    name -> days.computeIfAbsent(name, none -> new TreeSet<>()).add(day));
        });
        days.values()
                .forEach(sameName -> sameName.forEach(day -> nearest(sameName, day.minusDays(YEAR))
                        .ifPresent(before -> yearBefore.merge(day, before, (one, other) -> nearer(day, one, other)))));
    }

    private static Optional<LocalDate> nearest(NavigableSet<LocalDate> days, LocalDate to) {
        return days.subSet(to.minusDays(REACH), true, to.plusDays(REACH), true).stream()
                .min(Comparator.comparingLong(day -> Math.abs(ChronoUnit.DAYS.between(day, to))));
    }

    private static LocalDate nearer(LocalDate day, LocalDate one, LocalDate other) {
        return Stream.of(one, other)
                .min(Comparator.comparingLong(each -> Math.abs(ChronoUnit.DAYS.between(each, day.minusDays(YEAR)))))
                .orElseThrow();
    }

    /** How many days before a day its base lies. */
    int daysBefore(LocalDate day) {
        if (yearBefore.containsKey(day)) {
            return between(yearBefore.get(day), day);
        }
        int ofWeek = daysBeforeWeek(weekOf(day));
        return besides(ofWeek)
                .filter(days -> !holidays.contains(day.minusDays(days)))
                .findFirst()
                .orElse(ofWeek);
    }

    /** How many days before a retail week its base lies: whole weeks. */
    int daysBeforeWeek(LocalDate sunday) {
        return IntStream.range(0, WEEK)
                .mapToObj(sunday::plusDays)
                .filter(this::takesItsWeek)
                .map(day -> between(weekOf(yearBefore.get(day)), sunday))
                .findFirst()
                .orElseGet(() -> besides(YEAR)
                        .filter(days -> !belongsToAnother(sunday.minusDays(days), sunday))
                        .findFirst()
                        .orElse(YEAR));
    }

    /** Whether a holiday that takes its week with it lies in the base, and its next in another week. */
    private boolean belongsToAnother(LocalDate base, LocalDate sunday) {
        return holidays.subSet(sunday.minusDays(REACH), sunday.plusDays(WEEK + REACH)).stream()
                .filter(this::takesItsWeek)
                .anyMatch(day ->
                        weekOf(yearBefore.get(day)).equals(base) && !weekOf(day).equals(sunday));
    }

    private boolean takesItsWeek(LocalDate day) {
        return yearBefore.containsKey(day) && Math.abs(between(yearBefore.get(day), day) - YEAR) > BY_ITS_DATE;
    }

    private static Stream<Integer> besides(int days) {
        return Stream.of(days, days + WEEK, days - WEEK);
    }

    private static LocalDate weekOf(LocalDate day) {
        return PeriodKind.WEEK.start(day);
    }

    private static int between(LocalDate from, LocalDate to) {
        return (int) ChronoUnit.DAYS.between(from, to);
    }
}
