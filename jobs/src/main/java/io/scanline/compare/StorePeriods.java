package io.scanline.compare;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_trunc;
import static org.apache.spark.sql.functions.dayofweek;
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
import io.scanline.spark.Exploded;
import io.scanline.table.HourlySales;
import io.scanline.table.Stores;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
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
    static Dataset<Row> of(Dataset<Row> hourlySales, Dataset<Row> clocks, Matches matches, TargetHours targets) {
        Column localDate = col(HourlySales.LOCAL_DATE);
        Column allDepartments = col(HourlySales.DEPARTMENT).equalTo(HourlySales.ALL_DEPARTMENTS);
        Column ofDepartments = CalendarColumns.onDays(localDate, matches.daysOfDepartments());
        Dataset<Row> all = hourlySales
                .where(col(HourlySales.LEVEL).equalTo(HourlySales.STORE))
                .withColumnRenamed(HourlySales.ENTITY, STORE_ID)
                .transform(rows -> measured(rows, clocks));
        Dataset<Row> hours = all.where(allDepartments.and(CalendarColumns.onDays(localDate, matches.daysOfHours())))
                .where(targets.ofBases(col(HourlySales.HOUR_START_UTC)))
                .transform(StorePeriods::hours);
        Dataset<Row> days = all.where(CalendarColumns.onDays(localDate, matches.days()))
                .where(allDepartments.or(ofDepartments))
                .transform(StorePeriods::days);
        return hours.unionByName(days.transform(rows -> daysAndWeeks(rows, clocks)));
    }

    /** Hours with {@link #VALUES} as whole numbers, and their store's clock. */
    private static Dataset<Row> measured(Dataset<Row> hours, Dataset<Row> clocks) {
        Dataset<Row> measured = hours.withColumn(
                        PRESENT, least(col(HourlySales.REGISTERS_SEEN), col(HourlySales.REGISTERS_EXPECTED)))
                .withColumn(EXPECTED, col(HourlySales.REGISTERS_EXPECTED))
                .withColumn(
                        WITHOUT_RATE,
                        col(HourlySales.NET_SALES_REPORTING).isNull().cast("long"));
        for (String decimal : DECIMALS) {
            measured = measured.withColumn(decimal, col(decimal).multiply(SCALE).cast("long"));
        }
        return measured.join(broadcast(clocks), STORE_ID);
    }

    private static Dataset<Row> hours(Dataset<Row> hours) {
        Column start = col(HourlySales.LOCAL_DATE)
                .cast("timestamp")
                .plus(make_interval(lit(0), lit(0), lit(0), lit(0), col(HourlySales.LOCAL_HOUR)));
        return hours.withColumn(START, start)
                .withColumn(REPEATED, col(HourlySales.HOUR_START_UTC).gt(to_utc_timestamp(col(START), col(ZONE))))
                .withColumn(KIND, lit(PeriodKind.HOUR.name()))
                .groupBy(key(HourlySales.DEPARTMENT, HourlySales.CURRENCY, KIND, START, REPEATED))
                .agg(trading(), sums(value -> col(value)));
    }

    /** One row a store, day, department and currency. */
    private static Dataset<Row> days(Dataset<Row> hours) {
        Column elapsed = col(HourlySales.LOCAL_HOUR).leq(hour(col(LAST_HOUR)));
        return hours.groupBy(key(HourlySales.DEPARTMENT, HourlySales.CURRENCY, HourlySales.LOCAL_DATE))
                .agg(trading(), sums(value -> when(elapsed, col(value))));
    }

    private static Dataset<Row> daysAndWeeks(Dataset<Row> days, Dataset<Row> clocks) {
        Column date = col(HourlySales.LOCAL_DATE);
        Column weekday = dayofweek(date);
        Column runningWeekday = dayofweek(col(RUNNING_DAY));
        Column periods = array(
                struct(
                        lit(PeriodKind.DAY.name()).as(KIND),
                        date.cast("timestamp").as(START)),
                struct(
                        lit(PeriodKind.WEEK.name()).as(KIND),
                        CalendarColumns.weekStart(date).cast("timestamp").as(START)));
        Column before = col("at." + KIND).equalTo(PeriodKind.WEEK.name()).and(weekday.lt(runningWeekday));
        Column running = col("at." + KIND).equalTo(PeriodKind.DAY.name()).or(weekday.equalTo(runningWeekday));
        return days.join(broadcast(clocks.select(STORE_ID, RUNNING_DAY)), STORE_ID)
                .transform(rows -> Exploded.of(rows, "at", periods))
                .withColumn(REPEATED, lit(false))
                .groupBy(key(HourlySales.DEPARTMENT, HourlySales.CURRENCY, "at." + KIND, "at." + START, REPEATED))
                .agg(trading(), sums(value -> when(before, col(value)).when(running, col(elapsed(value)))));
    }

    private static Column[] key(String... more) {
        return Stream.concat(Stream.of(STORE_ID), Stream.of(more))
                .map(Column::new)
                .toArray(Column[]::new);
    }

    private static Column trading() {
        return sum(HourlySales.STORES_TRADING).as(HourlySales.STORES_TRADING);
    }

    /** Every value's sum, and that of its elapsed part. */
    private static Column[] sums(Function<String, Column> elapsedPart) {
        List<Column> sums = new ArrayList<>();
        for (String value : VALUES) {
            sums.add(sum(value).as(value));
            sums.add(sum(elapsedPart.apply(value)).as(elapsed(value)));
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
