package io.scanline.compare;

import static org.apache.spark.sql.functions.when;

import io.scanline.calendar.CalendarColumns;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;

/**
 * The periods to compare.
 *
 * @param wholeTable whether they are all that the table is to have
 * @param days local days, for HOUR and DAY
 * @param weeks Sundays, for WEEK
 * @param changedWeeks Sundays of weeks whose sales, or those of a year before, changed: those to bridge
 * @param ofDays first days of the periods of each kind in {@link PeriodKind#OF_DAYS}
 * @param firstHourDay first local day whose hours are compared
 * @param firstDay first local day with data of any store; null in an empty lake
 * @param frontier start of the chain's last hour with data; null in an empty lake
 */
record Targets(
        boolean wholeTable,
        Set<LocalDate> days,
        Set<LocalDate> weeks,
        Set<LocalDate> changedWeeks,
        Map<PeriodKind, Set<LocalDate>> ofDays,
        LocalDate firstHourDay,
        LocalDate firstDay,
        Instant frontier) {
    static final Targets NONE = new Targets(false, Set.of(), Set.of(), Set.of(), Map.of(), LocalDate.MAX, null, null);

    static Targets containing(
            boolean wholeTable, Set<LocalDate> days, LocalDate firstHourDay, LocalDate firstDay, Instant frontier) {
        return new Targets(
                wholeTable, days, weeksOf(days), weeksOf(days), periodsOf(days), firstHourDay, firstDay, frontier);
    }

    /** The changed days, those that have them as a base or another forecast, and the day and week not over when last compared. */
    static Targets following(
            Set<LocalDate> changed,
            Set<LocalDate> forecast,
            Instant frontierBefore,
            LocalDate firstHourDay,
            LocalDate firstDay,
            Instant frontier,
            BaseDays bases) {
        LocalDate last = lastDay(frontier);
        Set<LocalDate> days = new TreeSet<>(forecast);
        Set<LocalDate> weeks = new TreeSet<>(weeksOf(forecast));
        Set<LocalDate> added = new TreeSet<>(changed);
        changed.forEach(day -> {
            days.addAll(bases.daysWithBase(day));
            added.add(day.plusDays(HolidayMatches.YEAR));
        });
        weeksOf(changed).forEach(week -> weeks.addAll(bases.weeksWithBase(week)));
        if (!frontierBefore.equals(frontier)) {
            LocalDate day = frontierBefore.atOffset(ZoneOffset.UTC).toLocalDate();
            Set<LocalDate> unfinished = Set.of(day.minusDays(1), day, day.plusDays(1));
            days.addAll(unfinished);
            weeks.addAll(weeksOf(unfinished));
            added.addAll(unfinished);
        }
        List.of(days, weeks, added).forEach(each -> each.removeIf(day -> day.isAfter(last)));
        Set<LocalDate> inPeriods = new TreeSet<>(added);
        inPeriods.addAll(forecast);
        Map<PeriodKind, Set<LocalDate>> ofDays = periodsOf(inPeriods);
        ofDays.put(PeriodKind.WTD, weeks);
        return new Targets(false, days, weeks, weeksOf(added), ofDays, firstHourDay, firstDay, frontier);
    }

    /** The last local day that any store has reached. */
    LocalDate lastDay() {
        return lastDay(frontier);
    }

    private static LocalDate lastDay(Instant frontier) {
        return frontier.atOffset(ZoneOffset.UTC).toLocalDate().plusDays(1);
    }

    boolean isEmpty() {
        return days.isEmpty() && weeks.isEmpty();
    }

    /** Whether a period is one of these. */
    Column include(Column kind, Column localStart) {
        Column included = when(kind.equalTo(PeriodKind.HOUR.name()), CalendarColumns.onDays(localStart, hourDays()))
                .when(kind.equalTo(PeriodKind.DAY.name()), CalendarColumns.onDays(localStart, days))
                .when(kind.equalTo(PeriodKind.WEEK.name()), CalendarColumns.onDays(localStart, weeks));
        for (Map.Entry<PeriodKind, Set<LocalDate>> of : ofDays.entrySet()) {
            included =
                    included.when(kind.equalTo(of.getKey().name()), CalendarColumns.onDays(localStart, of.getValue()));
        }
        return included.otherwise(false);
    }

    /** The days that periods start on. */
    Set<LocalDate> starts() {
        Set<LocalDate> starts = new TreeSet<>(days);
        starts.addAll(weeks);
        ofDays.values().forEach(starts::addAll);
        return starts;
    }

    /** The days whose hours are compared. */
    Set<LocalDate> hourDays() {
        return days.stream().filter(day -> !day.isBefore(firstHourDay)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Map<PeriodKind, Set<LocalDate>> periodsOf(Collection<LocalDate> days) {
        Map<PeriodKind, Set<LocalDate>> periods = new EnumMap<>(PeriodKind.class);
        for (PeriodKind kind : PeriodKind.OF_DAYS) {
            periods.put(kind, days.stream().map(kind::start).collect(Collectors.toCollection(TreeSet::new)));
        }
        return periods;
    }

    private static Set<LocalDate> weeksOf(Collection<LocalDate> days) {
        return days.stream().map(PeriodKind.WEEK::start).collect(Collectors.toCollection(TreeSet::new));
    }
}
