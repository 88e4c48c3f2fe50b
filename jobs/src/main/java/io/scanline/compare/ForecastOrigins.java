package io.scanline.compare;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.scanline.calendar.CalendarColumns;
import io.scanline.table.Types;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The forecast that each period is compared with: the newest whose last day of history lies before the period, so that it knew
 * nothing of it.
 */
record ForecastOrigins(List<Period> periods) {
    static final String AS_OF = "forecast_as_of";
    static final String DATE = "forecast_date";
    static final String KIND = "of_kind";
    static final String START = "first_day";
    /** The day after the period's last. */
    static final String END = "end_day";

    /** A forecast that reaches further than this is not looked for. */
    private static final int LONGEST_HORIZON = 366;

    private static final StructType DAYS =
            new StructType().add(AS_OF, Types.DATE, false).add(DATE, Types.DATE, false);
    private static final StructType PERIODS = new StructType()
            .add(AS_OF, Types.DATE, false)
            .add(KIND, DataTypes.StringType, false)
            .add(START, Types.DATE, false)
            .add(END, Types.DATE, false);

    /**
     * @param start first day
     * @param until the day after the last that any store has reached, at most the period's end
     * @param asOf last day of the forecast's history
     */
    record Period(PeriodKind kind, LocalDate start, LocalDate until, LocalDate asOf) {}

    /**
     * @param asOfs last days of history of all forecasts
     * @param lastDay the last local day that any store has reached
     */
    static ForecastOrigins of(Targets targets, NavigableSet<LocalDate> asOfs, LocalDate lastDay) {
        Map<PeriodKind, Set<LocalDate>> starts = new EnumMap<>(PeriodKind.class);
        starts.putAll(targets.ofDays());
        starts.put(PeriodKind.DAY, targets.days());
        starts.put(PeriodKind.WEEK, targets.weeks());
        List<Period> periods = new ArrayList<>();
        starts.forEach((kind, days) -> days.forEach(start -> {
            LocalDate asOf = asOfs.lower(start);
            LocalDate end = kind.end(start);
            LocalDate until = end.isAfter(lastDay) ? lastDay.plusDays(1) : end;
            boolean reachable = asOf != null && !until.isAfter(asOf.plusDays(LONGEST_HORIZON + 1L));
            if (reachable && start.isBefore(until)) {
                periods.add(new Period(kind, start, until, asOf));
            }
        }));
        return new ForecastOrigins(periods);
    }

    /** @param horizons of each forecast, the last day that it reaches */
    ForecastOrigins covered(Map<LocalDate, LocalDate> horizons) {
        return new ForecastOrigins(periods.stream()
                .filter(period -> horizons.containsKey(period.asOf())
                        && horizons.get(period.asOf()).isAfter(period.until().minusDays(2)))
                .toList());
    }

    boolean isEmpty() {
        return periods.isEmpty();
    }

    /** The last days of history of these forecasts. */
    NavigableSet<LocalDate> asOfs() {
        return periods.stream().map(Period::asOf).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The days that are compared with any of these forecasts. */
    NavigableSet<LocalDate> dates() {
        NavigableSet<LocalDate> dates = new TreeSet<>();
        periods.forEach(period -> period.start().datesUntil(period.until()).forEach(dates::add));
        return dates;
    }

    /** One row a forecast and day that is compared with it; a few dozen for each day to compare. */
    Dataset<Row> days(SparkSession spark) {
        Map<LocalDate, Set<LocalDate>> days = new TreeMap<>();
        periods.forEach(period -> period.start()
                .datesUntil(period.until())
                .forEach(days.computeIfAbsent(period.asOf(), none -> new TreeSet<>())::add));
        List<Row> rows = new ArrayList<>();
        days.forEach((asOf, dates) ->
                dates.forEach(date -> rows.add(RowFactory.create(Date.valueOf(asOf), Date.valueOf(date)))));
        return spark.createDataFrame(rows, DAYS);
    }

    /** One row a period. */
    Dataset<Row> rows(SparkSession spark) {
        return spark.createDataFrame(
                periods.stream()
                        .map(period -> RowFactory.create(
                                Date.valueOf(period.asOf()),
                                period.kind().name(),
                                Date.valueOf(period.start()),
                                Date.valueOf(period.kind().end(period.start()))))
                        .toList(),
                PERIODS);
    }

    /** Whether a period is one of these. */
    Column include(Column kind, Column start) {
        Map<PeriodKind, Set<LocalDate>> starts = new EnumMap<>(PeriodKind.class);
        periods.forEach(period ->
                starts.computeIfAbsent(period.kind(), none -> new TreeSet<>()).add(period.start()));
        Column included = lit(false);
        for (Map.Entry<PeriodKind, Set<LocalDate>> of : starts.entrySet()) {
            included = when(kind.equalTo(of.getKey().name()), CalendarColumns.onDays(start, of.getValue()))
                    .otherwise(included);
        }
        return included;
    }

    /** Adds {@link #AS_OF}: of the forecast that the row's period is compared with, null where there is none. */
    Dataset<Row> withAsOf(Dataset<Row> rows, String kind, String start) {
        if (periods.isEmpty()) {
            return rows.withColumn(AS_OF, lit(null).cast("date"));
        }
        Dataset<Row> origins = rows(rows.sparkSession()).drop(END);
        return rows.join(
                        broadcast(origins),
                        col(kind).equalTo(col(KIND)).and(col(start).cast("date").equalTo(col(START))),
                        "left")
                .drop(KIND, START);
    }
}
