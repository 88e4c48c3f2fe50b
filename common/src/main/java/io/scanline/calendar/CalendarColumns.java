package io.scanline.calendar;

import static org.apache.spark.sql.functions.date_sub;
import static org.apache.spark.sql.functions.date_trunc;
import static org.apache.spark.sql.functions.datediff;
import static org.apache.spark.sql.functions.dayofweek;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.make_date;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.timestamp_micros;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.year;

import java.sql.Date;
import java.time.LocalDate;
import java.util.Collection;
import java.util.TreeSet;
import org.apache.spark.sql.Column;

/** The calendar as Spark columns; a local time is held in a timestamp whose UTC reading is what the local clock shows. */
public final class CalendarColumns {
    private CalendarColumns() {}

    /** What the clock of the zone shows at an instant. */
    public static Column localTime(Column instant, Column zone) {
        return timestamp_micros(unix_micros(instant).plus(ZoneOffsets.AT_INSTANT.apply(unix_micros(instant), zone)));
    }

    /** Start of the zone's hour that holds the instant: exact in half-hour zones and in a repeated hour. */
    public static Column hourStart(Column instant, Column zone) {
        Column offset = ZoneOffsets.AT_INSTANT.apply(unix_micros(instant), zone);
        Column local = timestamp_micros(unix_micros(instant).plus(offset));
        return timestamp_micros(unix_micros(date_trunc("HOUR", local)).minus(offset));
    }

    /** The instant at which the zone's clock shows this; null where the clock skips it; the first where it shows it twice. */
    public static Column instantOf(Column localTime, Column zone) {
        return timestamp_micros(
                unix_micros(localTime).minus(ZoneOffsets.AT_LOCAL_TIME.apply(unix_micros(localTime), zone)));
    }

    /**
     * Whether a date is of these days.
     *
     * @param from first day; null for no bound
     * @param to day after the last one; null for no bound
     */
    public static Column within(Column date, LocalDate from, LocalDate to) {
        Column since = from == null ? lit(true) : date.geq(lit(Date.valueOf(from)));
        return to == null ? since : since.and(date.lt(lit(Date.valueOf(to))));
    }

    /** The 4-5-4 year of a date, as {@link RetailCalendar#weekOf}. */
    public static Column retailYear(Column date) {
        return when(date.lt(yearStart(year(date))), year(date).minus(1)).otherwise(year(date));
    }

    /** The 4-5-4 week of a date, 1 to 53. */
    public static Column retailWeek(Column date) {
        return datediff(date, yearStart(retailYear(date))).divide(7).cast("int").plus(1);
    }

    /** The Sunday that starts the date's retail week. */
    public static Column weekStart(Column date) {
        return date_sub(date, dayofweek(date).minus(1));
    }

    private static Column yearStart(Column retailYear) {
        Column earliest = make_date(retailYear, lit(1), lit(29));
        return earliest.plus(pmod(lit(8).minus(dayofweek(earliest)), lit(7)));
    }

    /** Whether a date or instant lies on one of these (UTC) days, as ranges that prune partitions and files; no day, no row. */
    public static Column onDays(Column at, Collection<LocalDate> days) {
        Column on = lit(false);
        LocalDate from = null;
        LocalDate until = null;
        for (LocalDate day : new TreeSet<>(days)) {
            if (!day.equals(until)) {
                on = from == null ? on : on.or(between(at, from, until));
                from = day;
            }
            until = day.plusDays(1);
        }
        return from == null ? on : on.or(between(at, from, until));
    }

    private static Column between(Column at, LocalDate from, LocalDate until) {
        return at.geq(Date.valueOf(from)).and(at.lt(Date.valueOf(until)));
    }
}
