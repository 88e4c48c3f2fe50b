package io.scanline.report;

import static org.apache.spark.sql.functions.bool_and;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.scanline.table.HourlySales;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The chain's net sales a day and currency: the last eight weeks and the same weeks a year before, some hundred rows. */
final class DayTotals {
    /** A day counts as complete when this much of its data is there, or of what the best day of a week has; below, an earlier one is shown. */
    static final double COMPLETE_ENOUGH = 0.95;

    static final int TREND_DAYS = 56;

    /** How far back the last complete day is looked for. */
    private static final int TOLERANCE_DAYS = 7;

    /** One day of one currency. */
    record Total(BigDecimal netSales, BigDecimal reporting, boolean same, long transactions) {
        BigDecimal basket() {
            return transactions == 0
                    ? null
                    : netSales.divide(BigDecimal.valueOf(transactions), 4, RoundingMode.HALF_EVEN);
        }
    }

    private final LocalDate lastDay;
    private final LocalDate day;
    private final Map<String, TreeMap<LocalDate, Total>> totals = new HashMap<>();
    private final Attendance attendance = new Attendance();

    private DayTotals(List<Row> rows) {
        for (Row row : rows) {
            LocalDate date = LocalDate.parse(row.getAs("date"));
            long stores = row.<Long>getAs("stores");
            if (stores > 0) {
                totals.computeIfAbsent(row.getAs(HourlySales.CURRENCY), currency -> new TreeMap<>())
                        .put(date, total(row));
            }
            double seen = decimal(row, "registers_seen");
            attendance.add(date, stores, row.<Long>getAs("stores_expected"), seen, decimal(row, "registers"));
        }
        this.lastDay = totals.values().stream()
                .map(TreeMap::lastKey)
                .max(Comparator.naturalOrder())
                .orElse(null);
        this.day = lastDay == null ? null : lastComplete(lastDay, this::completeness);
    }

    private static Total total(Row row) {
        return new Total(
                row.getAs("net"), row.getAs("converted"), row.<Boolean>getAs("same"), row.<Long>getAs("transactions"));
    }

    private static double decimal(Row row, String column) {
        return row.<BigDecimal>getAs(column).doubleValue();
    }

    /**
     * Sales come from the stores' rows, whose days are the stores' own; attendance comes from the chain's, because a store
     * without sales in an hour has no row of its own.
     *
     * @param hours hourly_sales of all departments
     * @param latest latest day of any row; stores ahead of or behind most others may end a day earlier
     */
    static DayTotals of(Dataset<Row> hours, LocalDate latest) {
        LocalDate first = latest.minusDays(TREND_DAYS + TOLERANCE_DAYS);
        Column thisYear = Days.between(HourlySales.LOCAL_DATE, first, latest);
        Column lastYear = Days.between(HourlySales.LOCAL_DATE, first.minusDays(Days.YEAR), latest.minusDays(Days.YEAR));
        List<Row> rows = hours.where(
                        thisYear.or(lastYear).and(col(HourlySales.LEVEL).isin(HourlySales.STORE, HourlySales.CHAIN)))
                .groupBy(
                        col(HourlySales.CURRENCY),
                        col(HourlySales.LOCAL_DATE).cast("string").as("date"))
                .agg(count_distinct(ofStores(col(HourlySales.ENTITY))).as("stores"), figures())
                .collectAsList();
        return new DayTotals(rows);
    }

    private static Column[] figures() {
        Column registers = greatest(col(HourlySales.REGISTERS_EXPECTED), lit(1)).cast("decimal(18,4)");
        Column seen = registers.multiply(col(HourlySales.COMPLETENESS).cast("decimal(9,6)"));
        Column converted = ofStores(col(HourlySales.NET_SALES_REPORTING));
        Column allConverted = count(converted).equalTo(count(ofStores(lit(1))));
        Column same = coalesce(col(HourlySales.NET_SALES).equalTo(col(HourlySales.NET_SALES_REPORTING)), lit(false));
        return new Column[] {
            sum(ofStores(col(HourlySales.NET_SALES))).as("net"),
            when(allConverted, sum(converted)).as("converted"),
            bool_and(ofStores(same)).as("same"),
            sum(ofStores(col(HourlySales.TRANSACTIONS))).as("transactions"),
            coalesce(max(ofChain(col(HourlySales.STORES_EXPECTED))), lit(0L)).as("stores_expected"),
            coalesce(sum(ofChain(registers)), lit(0)).cast("decimal(28,4)").as("registers"),
            coalesce(sum(ofChain(seen)), lit(0)).cast("decimal(28,6)").as("registers_seen")
        };
    }

    private static Column ofStores(Column figure) {
        return when(col(HourlySales.LEVEL).equalTo(HourlySales.STORE), figure);
    }

    private static Column ofChain(Column figure) {
        return when(col(HourlySales.LEVEL).equalTo(HourlySales.CHAIN), figure);
    }

    /** The latest day that is complete enough; null without sales. */
    LocalDate day() {
        return day;
    }

    /** The latest day with sales; null without any. */
    LocalDate lastDay() {
        return lastDay;
    }

    /**
     * The latest day that is complete enough; where no day of a week is, because a feed is broken or the data is a sample, the
     * latest that has nearly as much as the best.
     *
     * @param completeness null where nothing is known
     */
    static LocalDate lastComplete(LocalDate lastDay, Function<LocalDate, Double> completeness) {
        List<LocalDate> days = Stream.iterate(lastDay, date -> date.minusDays(1))
                .limit(TOLERANCE_DAYS)
                .toList();
        ToDoubleFunction<LocalDate> known = date -> Objects.requireNonNullElse(completeness.apply(date), 0.0);
        double best = days.stream().mapToDouble(known).max().orElse(0);
        double enough = best >= COMPLETE_ENOUGH ? COMPLETE_ENOUGH : best * COMPLETE_ENOUGH;
        return days.stream()
                .filter(date -> known.applyAsDouble(date) >= enough)
                .findFirst()
                .orElse(lastDay);
    }

    /** Share of the day's expected data that is there; null without sales. */
    Double completeness(LocalDate date) {
        return attendance.of(date);
    }

    Long transactions(LocalDate date) {
        List<Total> ofDay = ofDay(date);
        return ofDay.isEmpty()
                ? null
                : ofDay.stream().mapToLong(Total::transactions).sum();
    }

    /** Currencies with sales on the day, the largest first by the common currency where it is known, else by transactions. */
    List<String> currencies() {
        Comparator<String> bySize = Comparator.comparing(
                        (String currency) -> totals.get(currency).get(day).transactions())
                .reversed();
        return totals.keySet().stream()
                .filter(currency -> totals.get(currency).containsKey(day))
                .sorted(bySize.thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    /**
     * The currency into which all others are converted: the one whose sales equal their own conversion. Null where only
     * one currency is in use, or rates are missing on the day.
     */
    String reportingCurrency() {
        Set<String> same = new HashSet<>();
        List<String> used = currencies();
        for (String currency : used) {
            Total total = totals.get(currency).get(day);
            if (total.reporting() == null) {
                return null;
            }
            if (total.same()) {
                same.add(currency);
            }
        }
        return used.size() > 1 && same.size() == 1 ? same.iterator().next() : null;
    }

    /** Net sales of a day in one currency; null where there were none. */
    Total total(String currency, LocalDate date) {
        return totals.get(currency).get(date);
    }

    /** Net sales of a day in the reporting currency; null where there were none, or not all could be converted. */
    BigDecimal converted(LocalDate date) {
        List<Total> ofDay = ofDay(date);
        if (ofDay.isEmpty() || ofDay.stream().anyMatch(total -> total.reporting() == null)) {
            return null;
        }
        return ofDay.stream().map(Total::reporting).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    List<LocalDate> trendDays() {
        List<LocalDate> days = new ArrayList<>();
        LocalDate first = totals.values().stream()
                .map(TreeMap::firstKey)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(day);
        for (LocalDate date = day.minusDays(TREND_DAYS - 1L); !date.isAfter(day); date = date.plusDays(1)) {
            if (!date.isBefore(first)) {
                days.add(date);
            }
        }
        return days;
    }

    private List<Total> ofDay(LocalDate date) {
        return totals.values().stream()
                .map(byDay -> byDay.get(date))
                .filter(Objects::nonNull)
                .toList();
    }
}
