package io.scanline.compare;

import io.scanline.calendar.RetailCalendar;
import io.scanline.calendar.ZoneOffsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** How the base of a period was chosen, and what is unusual about it, in words. */
final class MatchNotes {
    private static final int LONG_YEAR = 53;

    private MatchNotes() {}

    /** What the clocks did to an hour or to its bases, what the calendars did, and where a period is not over. */
    static List<String> of(LevelPeriod period, LocalDate firstDay) {
        List<String> notes = new ArrayList<>();
        if (period.isHour()) {
            addClocks(period, notes);
        } else {
            addCalendar(period, notes);
        }
        if (period.comparison() == Comparison.FORECAST && period.forecastAsOf() != null) {
            notes.add("forecast as of " + period.forecastAsOf());
        }
        if (period.isCutOff(firstDay)) {
            notes.add("sales begin on " + firstDay + ": the base is not whole");
        }
        if (period.elapsed() < 1) {
            notes.add("the period is not over: the base covers the same elapsed part");
        }
        return notes;
    }

    private static void addClocks(LevelPeriod period, List<String> notes) {
        LocalDateTime local = ZoneOffsets.localTime(Instant.ofEpochSecond(period.start()), period.zone());
        if (isTwice(ZoneOffsets.instantsOf(local, period.zone()))) {
            notes.add("the clocks went back: this hour was shown twice, and both have the same base");
        }
        for (int place = 1; place <= period.bases().size(); place++) {
            // of thirteen weeks, the nearest
            Integer nearest = period.sides().get(place).nearest();
            LocalDateTime base =
                    local.minusDays(nearest == null ? period.comparison().usualDays(place) : nearest);
            List<Instant> shown = ZoneOffsets.instantsOf(base, period.zone());
            if (shown.isEmpty()) {
                notes.add("the clocks went forward: no such hour on " + base.toLocalDate());
            } else if (isTwice(shown)) {
                notes.add("the clocks went back: the hour was shown twice on " + base.toLocalDate()
                        + ", its first showing is the base");
            }
        }
    }

    /** Whether the whole hour is shown again; clocks that go back by half an hour show a half of it. */
    private static boolean isTwice(List<Instant> shown) {
        return shown.size() > 1 && shown.get(1).equals(shown.get(0).plus(1, ChronoUnit.HOURS));
    }

    private static void addCalendar(LevelPeriod period, List<String> notes) {
        if (period.comparison() == Comparison.LAST_YEAR_RETAIL
                && RetailCalendar.weekOf(period.firstDay()).week() == LONG_YEAR) {
            notes.add("a 53rd week: the retail year before had none");
        }
        Integer before = period.bases().get(0).farthest();
        if (period.comparison() == Comparison.LAST_YEAR_HOLIDAY && before != null && before != HolidayMatches.YEAR) {
            notes.add(before + " days before, where the same holidays are, or none");
        }
    }

    /** Whether some, and not all, of the weeks that the comparison asks for have a base. */
    static boolean fewPoints(Comparison comparison, int basePoints) {
        return basePoints > 0 && basePoints < comparison.points();
    }

    /** The notes, and how many weeks have a base where some have none; null for nothing. */
    static String note(List<String> notes, Comparison comparison, int basePoints) {
        List<String> all = new ArrayList<>(notes);
        if (fewPoints(comparison, basePoints)) {
            all.add(basePoints + " of " + comparison.points() + " weeks have a base");
        }
        return all.isEmpty() ? null : String.join("; ", all);
    }

    static String rule(LevelPeriod period) {
        String rule = period.comparison().rule(period.kind());
        if (!period.population().equals(Populations.LIKE_FOR_LIKE)) {
            return rule;
        }
        String members = "; stores long open that traded";
        return rule + members + (period.comparison() == Comparison.FORECAST ? "" : " on both");
    }
}
