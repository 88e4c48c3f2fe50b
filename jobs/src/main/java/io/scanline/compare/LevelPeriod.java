package io.scanline.compare;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.unix_seconds;

import io.scanline.calendar.StoreLevels;
import io.scanline.table.TrendComparisons;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;

/**
 * A period of a level's entity beside the bases of one comparison, for one population.
 *
 * @param start of an hour its epoch second; of other kinds that of the first local day's midnight, read as UTC
 * @param end of kinds other than an hour, the day after the last
 * @param sides the period itself, then the comparison's bases, nearest first
 * @param elapsed part of the period that has data, 0..1
 * @param forecastAsOf last day of history of the forecast that it is compared with; null where there is none
 */
record LevelPeriod(
        String level,
        String entity,
        String zone,
        String department,
        String currency,
        String currencyMode,
        PeriodKind kind,
        long start,
        LocalDate end,
        Comparison comparison,
        String population,
        List<SideSums> sides,
        double elapsed,
        long storesIn,
        long storesExcluded,
        LocalDate forecastAsOf) {
    private static final int SECONDS_OF_HOUR = 3600;
    static final int SECONDS_OF_DAY = 86_400;

    private static final List<String> NAMED = List.of(
            TrendComparisons.LEVEL,
            TrendComparisons.ENTITY,
            StoreLevels.ZONE,
            TrendComparisons.DEPARTMENT,
            TrendComparisons.CURRENCY,
            TrendComparisons.CURRENCY_MODE,
            StorePeriods.KIND,
            TrendComparisons.PERIOD_START,
            StorePeriods.END,
            TrendComparisons.COMPARISON,
            TrendComparisons.POPULATION,
            TrendComparisons.ELAPSED_FRACTION,
            TrendComparisons.STORES_IN,
            TrendComparisons.STORES_EXCLUDED,
            ForecastOrigins.AS_OF);

    /** What {@link #of} reads, in its order, of rows of {@link Populations}: times as epoch seconds and dates as epoch days. */
    static Column[] columns() {
        List<Column> columns = new ArrayList<>();
        for (String name : NAMED) {
            columns.add(
                    switch (name) {
                        case TrendComparisons.PERIOD_START -> unix_seconds(col(name));
                        case StorePeriods.END, ForecastOrigins.AS_OF -> unix_date(col(name));
                        default -> col(name);
                    });
        }
        for (int place = 0; place <= Comparison.MOST_SIDES; place++) {
            for (String value : SideSums.COLUMNS) {
                columns.add(col(Populations.at(place, value)));
            }
        }
        return columns.toArray(Column[]::new);
    }

    /** @param row of {@link #columns} */
    static LevelPeriod of(Row row) {
        Comparison comparison = Comparison.valueOf(row.getString(9));
        List<SideSums> sides = new ArrayList<>();
        for (int place = 0; place <= comparison.sides().size(); place++) {
            sides.add(SideSums.of(row, NAMED.size() + place * SideSums.COLUMNS.size()));
        }
        return new LevelPeriod(
                row.getString(0),
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                PeriodKind.valueOf(row.getString(6)),
                row.getLong(7),
                day(row, 8),
                comparison,
                row.getString(10),
                sides,
                row.getDouble(11),
                row.getLong(12),
                row.getLong(13),
                day(row, 14));
    }

    private static LocalDate day(Row row, int column) {
        return row.isNullAt(column) ? null : LocalDate.ofEpochDay(row.getInt(column));
    }

    boolean isHour() {
        return kind == PeriodKind.HOUR;
    }

    /** The period itself. */
    SideSums now() {
        return sides.get(0);
    }

    /** What it is compared with. */
    List<SideSums> bases() {
        return sides.subList(1, sides.size());
    }

    /** The first local day; of an hour, the day in UTC. */
    LocalDate firstDay() {
        return LocalDate.ofEpochDay(Math.floorDiv(start, SECONDS_OF_DAY));
    }

    /** Where it ends, as {@code start}. */
    long endSecond() {
        return isHour() ? start + SECONDS_OF_HOUR : end.toEpochDay() * SECONDS_OF_DAY;
    }

    /** Share of the registers of the period that have data. */
    Double completeness() {
        return share(now().registersPresent(), now().registersExpected());
    }

    /** Share of the registers of all bases that have data. */
    double baseCompleteness() {
        long present = 0;
        long expected = 0;
        for (SideSums base : bases()) {
            present += base.registersPresent() == null ? 0 : base.registersPresent();
            expected += base.registersExpected() == null ? 0 : base.registersExpected();
        }
        return share(present, expected);
    }

    private static Double share(Long present, Long expected) {
        if (expected == null || expected <= 0) {
            return 1.0;
        }
        return present == null ? null : (double) present / expected;
    }

    /** Whether the one base period starts before the first day that has data, so that it is not whole. */
    boolean isCutOff(LocalDate firstDay) {
        Integer before = bases().get(0).farthest();
        return !isHour()
                && comparison.points() == 1
                && before != null
                && firstDay().minusDays(before).isBefore(firstDay);
    }
}
