package io.scanline.compare;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_trunc;
import static org.apache.spark.sql.functions.dayofweek;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.hour;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.make_interval;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.to_utc_timestamp;
import static org.apache.spark.sql.functions.when;

import io.scanline.calendar.CalendarColumns;
import io.scanline.table.HourlySales;
import io.scanline.table.Stores;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What single stores sold in each hour, day and retail week of their own clocks, of which all other periods are made.
 *
 * <p>Beside each sum stands that of the part that has elapsed in the running period, for bases of a period that is not over.
 * Hours are compared for all departments together only: by department they would be most of the table, and noise.
 */
final class StorePeriods {
    static final String STORE_ID = Stores.STORE_ID;
    static final String KIND = "kind";
    static final String START = "local_start";
    /** The day after the period's last, DATE. */
    static final String END = "local_end";

    static final String REPEATED = "repeated";
    static final String ZONE = Stores.TIME_ZONE;

    /** When the running day started, on the store's clock. */
    static final String RUNNING_DAY = "running_day";

    /** Part of the running day's trading hours that has elapsed, 0..1. */
    static final String DAY_ELAPSED = "day_elapsed";

    /** Start of the last hour with data anywhere, on the store's clock. */
    static final String LAST_HOUR = "last_hour";

    static final String PRESENT = "present";
    static final String EXPECTED = "expected";
    /** Hours whose currency has no exchange rate on the day. */
    static final String WITHOUT_RATE = "without_rate";

    /** What adds up over hours and stores: whole numbers, amounts and units in ten-thousandths, which add up fast and exactly. */
    static final List<String> VALUES = List.of(
            HourlySales.NET_SALES,
            HourlySales.UNITS_SOLD,
            HourlySales.TRANSACTIONS,
            HourlySales.GROSS_SALES,
            HourlySales.DISCOUNT,
            HourlySales.NET_SALES_REPORTING,
            WITHOUT_RATE,
            PRESENT,
            EXPECTED);

    /** How many of a value's whole numbers are one. */
    static final int SCALE = 10_000;

    private static final List<String> DECIMALS = List.of(
            HourlySales.NET_SALES,
            HourlySales.UNITS_SOLD,
            HourlySales.GROSS_SALES,
            HourlySales.DISCOUNT,
            HourlySales.NET_SALES_REPORTING);
    private static final int USUAL_DAYS = 28;

    private StorePeriods() {}

    /** The value's sum over the elapsed part only. */
    static String elapsed(String value) {
        return value + "_elapsed";
    }

    /**
     * One row a store: its zone, country and dates, last_hour (the frontier on its clock), running_day and day_elapsed.
     *
     * <p>The trading hours of a weekday are those of the four weeks up to the frontier; unknown, they are the whole day.
     */
    static Dataset<Row> clocks(Dataset<Row> stores, Dataset<Row> hourlySales, Instant frontier) {
        Dataset<Row> clocks = stores.select(
                col(STORE_ID),
                col(ZONE),
                col(Stores.COUNTRY),
                col(Stores.OPENED_ON),
                date_trunc("HOUR", CalendarColumns.localTime(lit(Timestamp.from(frontier)), col(ZONE)))
                        .as(LAST_HOUR));
        Column today = col(LAST_HOUR).cast("date");
        Column recent = col(HourlySales.LOCAL_DATE).between(today.minus(USUAL_DAYS), today);
        Column sameWeekday = dayofweek(col(HourlySales.LOCAL_DATE)).equalTo(dayofweek(today));
        Dataset<Row> trading = hourlySales
                .where(col(HourlySales.LEVEL).equalTo(HourlySales.STORE))
                .where(col(HourlySales.DEPARTMENT).equalTo(HourlySales.ALL_DEPARTMENTS))
                .where(CalendarColumns.onDays(col(HourlySales.LOCAL_DATE), daysBefore(frontier)))
                .select(col(HourlySales.ENTITY).as(STORE_ID), col(HourlySales.LOCAL_DATE), col(HourlySales.LOCAL_HOUR))
                .join(broadcast(clocks), STORE_ID)
                .where(recent.and(sameWeekday))
                .groupBy(STORE_ID)
                .agg(
                        min(HourlySales.LOCAL_HOUR).as("opens"),
                        max(HourlySales.LOCAL_HOUR).as("closes"));
        Column opens = coalesce(col("opens"), lit(0));
        Column closes = coalesce(col("closes"), lit(23));
        Column part = hour(col(LAST_HOUR))
                .minus(opens)
                .plus(1)
                .cast("double")
                .divide(closes.minus(opens).plus(1));
        return clocks.join(trading, new String[] {STORE_ID}, "left")
                .withColumn(RUNNING_DAY, date_trunc("DAY", col(LAST_HOUR)))
                .withColumn(DAY_ELAPSED, least(lit(1.0), greatest(lit(0.0), part)))
                .drop("opens", "closes");
    }

    private static List<LocalDate> daysBefore(Instant frontier) {
        LocalDate last = frontier.atOffset(ZoneOffset.UTC).toLocalDate();
        return last.minusDays(USUAL_DAYS + 1).datesUntil(last.plusDays(2)).toList();
    }

    /** One row a store, hour, day or week, department and currency, with every value and its elapsed part. */
    static Dataset<Row> of(Dataset<Row> hourlySales, Dataset<Row> clocks, Matches matches) {
        Column localHour = col(HourlySales.LOCAL_DATE)
                .cast("timestamp")
                .plus(make_interval(lit(0), lit(0), lit(0), lit(0), col(HourlySales.LOCAL_HOUR)));
        Column allDepartments = col(HourlySales.DEPARTMENT).equalTo(HourlySales.ALL_DEPARTMENTS);
        Column localDate = col(HourlySales.LOCAL_DATE);
        Column needed = CalendarColumns.onDays(localDate, matches.days())
                .and(allDepartments.or(CalendarColumns.onDays(localDate, matches.daysOfDepartments())));
        Dataset<Row> hours = hourlySales
                .where(col(HourlySales.LEVEL).equalTo(HourlySales.STORE).and(needed))
                .withColumnRenamed(HourlySales.ENTITY, STORE_ID)
                .withColumn(PRESENT, least(col(HourlySales.REGISTERS_SEEN), col(HourlySales.REGISTERS_EXPECTED)))
                .withColumn(EXPECTED, col(HourlySales.REGISTERS_EXPECTED))
                .withColumn(
                        WITHOUT_RATE,
                        col(HourlySales.NET_SALES_REPORTING).isNull().cast("long"))
                .join(broadcast(clocks), STORE_ID)
                .withColumn("local_hour_start", localHour);
        Column day = col(HourlySales.LOCAL_DATE).cast("timestamp");
        Column week = CalendarColumns.weekStart(col(HourlySales.LOCAL_DATE)).cast("timestamp");
        Column runningWeek =
                CalendarColumns.weekStart(col(RUNNING_DAY).cast("date")).cast("timestamp");
        Column sinceDay = seconds(col("local_hour_start"), day);
        Column sinceWeek = seconds(col("local_hour_start"), week);
        Column inPeriod = explode(array(
                period(PeriodKind.HOUR, col("local_hour_start"), lit(true)),
                period(PeriodKind.DAY, day, sinceDay.leq(seconds(col(LAST_HOUR), col(RUNNING_DAY)))),
                period(PeriodKind.WEEK, week, sinceWeek.leq(seconds(col(LAST_HOUR), runningWeek)))));
        Column repeated = col("at." + KIND)
                .equalTo(PeriodKind.HOUR.name())
                .and(col(HourlySales.HOUR_START_UTC).gt(to_utc_timestamp(col("local_hour_start"), col(ZONE))));
        return hours.withColumn("at", inPeriod)
                .where(col("at." + KIND)
                        .notEqual(PeriodKind.HOUR.name())
                        .or(allDepartments.and(CalendarColumns.onDays(localDate, matches.daysOfHours()))))
                .groupBy(
                        col(STORE_ID),
                        col("at." + KIND).as(KIND),
                        col("at." + START).as(START),
                        repeated.as(REPEATED),
                        col(HourlySales.DEPARTMENT),
                        col(HourlySales.CURRENCY))
                .agg(sum(HourlySales.STORES_TRADING).as(HourlySales.STORES_TRADING), sums());
    }

    private static Column period(PeriodKind kind, Column start, Column elapsed) {
        return struct(lit(kind.name()).as(KIND), start.as(START), elapsed.as("elapsed"));
    }

    private static Column seconds(Column to, Column from) {
        return to.cast("long").minus(from.cast("long"));
    }

    private static Column[] sums() {
        List<Column> sums = new ArrayList<>();
        for (String value : VALUES) {
            Column whole = DECIMALS.contains(value) ? col(value).multiply(SCALE).cast("long") : col(value);
            sums.add(sum(whole).as(value));
            sums.add(sum(when(col("at.elapsed"), whole)).as(elapsed(value)));
        }
        return sums.toArray(Column[]::new);
    }

    /** The columns that name a store's period to compare. */
    static Column[] key() {
        return Stream.of(STORE_ID, KIND, START, END, REPEATED, HourlySales.DEPARTMENT, HourlySales.CURRENCY)
                .map(Column::new)
                .toArray(Column[]::new);
    }
}
