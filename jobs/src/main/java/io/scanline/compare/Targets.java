package io.scanline.compare;

import static org.apache.spark.sql.functions.when;

import io.scanline.calendar.CalendarColumns;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
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
 * @param hours those for HOUR, of some of the days
 * @param firstDay first local day with data of any store; null in an empty lake
 * @param frontier start of the chain's last hour with data; null in an empty lake
 */
record Targets(
        boolean wholeTable,
        Set<LocalDate> days,
        Set<LocalDate> weeks,
        Set<LocalDate> changedWeeks,
        Map<PeriodKind, Set<LocalDate>> ofDays,
        TargetHours hours,
        LocalDate firstDay,
        Instant frontier) {
    static final Targets NONE =
            new Targets(false, Set.of(), Set.of(), Set.of(), Map.of(), TargetHours.none(), null, null);

    /**
     * What there is to compare.
     *
     * @param firstHourDay first local day whose hours are compared
     * @param zones those of the stores
     */
    record Span(LocalDate firstHourDay, LocalDate firstDay, Instant frontier, Set<ZoneId> zones) {
        private TargetHours hours(Set<LocalDate> days, Set<Integer> changed) {
            return TargetHours.of(from(firstHourDay, days), changed, zones, frontier);
        }
    }

    /**
     * What changed since the last comparison.
     *
     * @param days local days with other sales of some store
     * @param hours hours of the UTC day, 0 to 23, of which something is new
     * @param forecast local days with another forecast
     * @param unfinished local days not over then: more of them is to be compared, also of stores that sold nothing since
     * @param unfinishedUtc those of the UTC day, by which a week is over
     */
    record Changes(
            Set<LocalDate> days,
            Set<Integer> hours,
            Set<LocalDate> forecast,
            Set<LocalDate> unfinished,
            Set<LocalDate> unfinishedUtc) {}

    static Targets containing(boolean wholeTable, Set<LocalDate> chosen, Span span) {
        TargetHours hours = span.hours(chosen, TargetHours.ALL_DAY);
        Set<LocalDate> days = new TreeSet<>(chosen);
        days.addAll(hours.days());
        return new Targets(
                wholeTable,
                days,
                weeksOf(chosen),
                weeksOf(chosen),
                periodsOf(chosen),
                hours,
                span.firstDay(),
                span.frontier());
    }

    /** The changed days, those that have them as a base or another forecast, and the days and weeks not over when last compared. */
    static Targets following(Changes changes, Span span, BaseDays bases) {
        LocalDate last = lastDay(span.frontier());
        Set<LocalDate> ofHours = new TreeSet<>(changes.unfinished());
        Set<LocalDate> weeks = new TreeSet<>(weeksOf(changes.unfinished()));
        Set<LocalDate> added = new TreeSet<>(changes.unfinished());
        for (LocalDate day : changes.days()) {
            ofHours.addAll(bases.daysWithBase(day));
            added.addAll(Set.of(day, day.plusDays(HolidayMatches.YEAR)));
        }
        weeksOf(changes.days()).forEach(week -> weeks.addAll(bases.weeksWithBase(week)));
        weeks.addAll(weeksOf(changes.forecast()));
        Set<LocalDate> days = new TreeSet<>(ofHours);
        days.addAll(changes.forecast());
        List.of(ofHours, days, weeks, added).forEach(each -> each.removeIf(day -> day.isAfter(last)));
        TargetHours hours = span.hours(ofHours, changes.hours());
        days.addAll(hours.days());
        Set<LocalDate> changedWeeks = weeksOf(added);
        changedWeeks.addAll(weeksOf(changes.unfinishedUtc()));
        Set<LocalDate> inPeriods = new TreeSet<>(added);
        inPeriods.addAll(changes.forecast());
        Map<PeriodKind, Set<LocalDate>> ofDays = periodsOf(inPeriods);
        ofDays.put(PeriodKind.WTD, weeks);
        return new Targets(false, days, weeks, changedWeeks, ofDays, hours, span.firstDay(), span.frontier());
    }

    private static Set<LocalDate> from(LocalDate first, Set<LocalDate> days) {
        return days.stream().filter(day -> !day.isBefore(first)).collect(Collectors.toCollection(TreeSet::new));
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

    /** Whether a level's period is one of these. */
    Column include(Column kind, Column start) {
        Column included = when(kind.equalTo(PeriodKind.HOUR.name()), hours.ofLevels(start))
                .when(kind.equalTo(PeriodKind.DAY.name()), CalendarColumns.onDays(start, days))
                .when(kind.equalTo(PeriodKind.WEEK.name()), CalendarColumns.onDays(start, weeks));
        for (Map.Entry<PeriodKind, Set<LocalDate>> of : ofDays.entrySet()) {
            included = included.when(kind.equalTo(of.getKey().name()), CalendarColumns.onDays(start, of.getValue()));
        }
        return included.otherwise(false);
    }

    /** The days that periods start on, hours in UTC. */
    Set<LocalDate> starts() {
        Set<LocalDate> starts = new TreeSet<>(days);
        hours.starts().forEach(start -> starts.add(LocalDate.ofInstant(start, ZoneOffset.UTC)));
        starts.addAll(weeks);
        ofDays.values().forEach(starts::addAll);
        return starts;
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
