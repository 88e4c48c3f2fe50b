package io.scanline.compare;

import static org.apache.spark.sql.functions.hour;
import static org.apache.spark.sql.functions.lit;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;

/**
 * The hours to compare, none of them later than the last one with sales: those of some local days, all of them or, where few changed,
 * those that a changed one bears on.
 *
 * <p>Stores meet their bases by their own clocks, and levels add up what is sold at the same time. So an hour is asked for by when it
 * starts, and all stores are asked for it, whatever day it is there. Seen from UTC, a base may be an hour off, as a clock change lies
 * between; and where zones are half an hour apart, a level's hour holds hours of stores that start after it.
 *
 * @param starts whole hours in which hours of levels start
 * @param frontier start of the chain's last hour with data
 * @param days local days of the stores whose hours make them up
 * @param apart whether hours of some zones start within hours of others
 */
record TargetHours(NavigableSet<Instant> starts, Instant frontier, Set<LocalDate> days, boolean apart) {
    /** Hours of the UTC day. */
    static final Set<Integer> ALL_DAY = IntStream.range(0, 24).boxed().collect(Collectors.toCollection(TreeSet::new));

    private static final int MINUTES_OF_HOUR = 60;

    static TargetHours none() {
        return new TargetHours(new TreeSet<>(), Instant.MIN, Set.of(), false);
    }

    /**
     * Hours of some days, as any of the zones has them; none without zones, which is without stores.
     *
     * @param changed hours of the UTC day in which the hours of stores start that changed; of others nothing is new
     */
    static TargetHours of(Set<LocalDate> days, Set<Integer> changed, Collection<ZoneId> zones, Instant frontier) {
        if (zones.isEmpty()) {
            return none();
        }
        boolean apart = days.stream()
                        .flatMap(day -> zones.stream().map(zone -> minuteOfHour(start(day, zone))))
                        .distinct()
                        .count()
                > 1;
        Set<Integer> touched = widened(changed, apart ? -2 : -1, 1);
        NavigableSet<Instant> starts = new TreeSet<>();
        for (LocalDate day : days) {
            Instant until = zones.stream()
                    .map(zone -> start(day.plusDays(1), zone))
                    .max(Instant::compareTo)
                    .orElseThrow();
            Instant from = zones.stream()
                    .map(zone -> start(day, zone))
                    .min(Instant::compareTo)
                    .orElseThrow()
                    .truncatedTo(ChronoUnit.HOURS);
            for (Instant at = apart ? from.minus(hours(1)) : from;
                    at.isBefore(until) && !at.isAfter(frontier);
                    at = at.plus(hours(1))) {
                if (touched.contains(hourOfDay(at))) {
                    starts.add(at);
                }
            }
        }
        return new TargetHours(starts, frontier, localDays(starts, zones, apart), apart);
    }

    private static Set<LocalDate> localDays(Set<Instant> starts, Collection<ZoneId> zones, boolean apart) {
        Set<LocalDate> days = new TreeSet<>();
        for (Instant start : starts) {
            Instant last = start.plus(hours(apart ? 2 : 1)).minusMillis(1);
            for (ZoneId zone : zones) {
                days.add(LocalDate.ofInstant(start, zone));
                days.add(LocalDate.ofInstant(last, zone));
            }
        }
        return days;
    }

    private static Instant start(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant();
    }

    private static Duration hours(int hours) {
        return Duration.ofHours(hours);
    }

    static int hourOfDay(Instant at) {
        return at.atOffset(ZoneOffset.UTC).getHour();
    }

    private static long minuteOfHour(Instant at) {
        return Math.floorMod(at.getEpochSecond() / MINUTES_OF_HOUR, MINUTES_OF_HOUR);
    }

    private static Set<Integer> widened(Set<Integer> hours, int from, int to) {
        return hours.stream()
                .flatMap(hour -> IntStream.rangeClosed(hour + from, hour + to).boxed())
                .map(hour -> Math.floorMod(hour, ALL_DAY.size()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Whether a level's hour that starts at an instant is one of these. */
    Column ofLevels(Column start) {
        return startsWithin(start, hours(1));
    }

    /** Whether a store's hour is a part of these. */
    Column ofStores(Column start) {
        return startsWithin(start, hours(apart ? 2 : 1));
    }

    /** Whether a store's hour may be a part, or a base of a part, of these, its day aside. */
    Column ofBases(Column start) {
        Set<Integer> ofDay =
                widened(starts.stream().map(TargetHours::hourOfDay).collect(Collectors.toSet()), -1, apart ? 2 : 1);
        return ofDay.equals(ALL_DAY) ? lit(true) : hour(start).isin(ofDay.toArray());
    }

    private Column startsWithin(Column start, Duration after) {
        Column within = lit(false);
        Instant from = null;
        Instant until = null;
        for (Instant at : starts) {
            if (until == null || at.isAfter(until)) {
                within = from == null ? within : within.or(between(start, from, until));
                from = at;
            }
            until = at.plus(after);
        }
        return from == null
                ? within
                : within.or(between(start, from, until)).and(start.leq(lit(Timestamp.from(frontier))));
    }

    private static Column between(Column start, Instant from, Instant until) {
        return start.geq(lit(Timestamp.from(from))).and(start.lt(lit(Timestamp.from(until))));
    }
}
