package io.scanline.report;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.scanline.table.HourlySales;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The chain's net sales by local hour, of the week that ends with the day, and of the same weekdays in the four weeks before. */
final class HourProfile {
    private static final int WEEKS = 4;

    private final LocalDate day;
    private final Map<String, Map<LocalDate, Map<Integer, BigDecimal>>> sales = new TreeMap<>();
    private final Map<LocalDate, Map<Integer, BigDecimal>> converted = new TreeMap<>();

    private HourProfile(LocalDate day) {
        this.day = day;
    }

    /** @param stores hourly_sales of stores, all departments, whose hours are the stores' own; at most 35 days of 24 hours a currency come to the driver */
    static HourProfile of(Dataset<Row> stores, LocalDate day) {
        List<Row> rows = stores.where(
                        Days.between(HourlySales.LOCAL_DATE, day.minusDays((WEEKS + 1L) * Days.WEEK - 1), day))
                .groupBy(
                        col(HourlySales.CURRENCY),
                        col(HourlySales.LOCAL_DATE).cast("string"),
                        col(HourlySales.LOCAL_HOUR))
                .agg(
                        sum(HourlySales.NET_SALES),
                        when(
                                count(HourlySales.NET_SALES_REPORTING).equalTo(count(lit(1))),
                                sum(HourlySales.NET_SALES_REPORTING)))
                .collectAsList();
        HourProfile profile = new HourProfile(day);
        for (Row row : rows) {
            LocalDate date = LocalDate.parse(row.getString(1));
            profile.sales
                    .computeIfAbsent(row.getString(0), c -> new TreeMap<>())
                    .computeIfAbsent(date, d -> new TreeMap<>())
                    .put(row.getInt(2), row.getDecimal(3));
            BigDecimal reporting = row.isNullAt(4) ? BigDecimal.ZERO : row.getDecimal(4);
            profile.converted
                    .computeIfAbsent(date, d -> new TreeMap<>())
                    .merge(row.getInt(2), reporting, BigDecimal::add);
        }
        return profile;
    }

    List<Sales.Hour> hours(String currency) {
        return hours(sales.getOrDefault(currency, Map.of()), day);
    }

    List<Sales.Hour> convertedHours() {
        return hours(converted, day);
    }

    /** The seven days up to the day, hour by hour. */
    List<Sales.HoursOfDay> week(String currency) {
        return week(sales.getOrDefault(currency, Map.of()));
    }

    List<Sales.HoursOfDay> convertedWeek() {
        return week(converted);
    }

    /** Weeks before the day that have sales in the currency. */
    int usualWeeks(String currency) {
        return weeksBefore(sales.getOrDefault(currency, Map.of()), day).size();
    }

    int convertedWeeks() {
        return weeksBefore(converted, day).size();
    }

    private List<Sales.HoursOfDay> week(Map<LocalDate, Map<Integer, BigDecimal>> byDate) {
        return IntStream.rangeClosed(1 - Days.WEEK, 0)
                .mapToObj(day::plusDays)
                .map(date -> new Sales.HoursOfDay(date.toString(), hours(byDate, date)))
                .toList();
    }

    /** From the first hour to the last in which the weekday has sales. */
    private static List<Sales.Hour> hours(Map<LocalDate, Map<Integer, BigDecimal>> byDate, LocalDate date) {
        List<Map<Integer, BigDecimal>> before = weeksBefore(byDate, date);
        Map<Integer, BigDecimal> ofDay = byDate.getOrDefault(date, Map.of());
        TreeSet<Integer> open = new TreeSet<>(ofDay.keySet());
        before.forEach(hours -> open.addAll(hours.keySet()));
        List<Sales.Hour> hours = new ArrayList<>();
        for (int hour = open.isEmpty() ? 0 : open.first(); !open.isEmpty() && hour <= open.last(); hour++) {
            int one = hour;
            List<BigDecimal> usual = before.stream()
                    .map(sold -> sold.getOrDefault(one, BigDecimal.ZERO))
                    .toList();
            hours.add(new Sales.Hour(
                    hour, ofDay.getOrDefault(hour, BigDecimal.ZERO), usual.isEmpty() ? null : median(usual)));
        }
        return hours;
    }

    /** Sales by hour of the same weekday in the weeks before, as far as there are any. */
    private static List<Map<Integer, BigDecimal>> weeksBefore(
            Map<LocalDate, Map<Integer, BigDecimal>> byDate, LocalDate date) {
        return IntStream.rangeClosed(1, WEEKS)
                .mapToObj(week -> byDate.get(date.minusDays((long) week * Days.WEEK)))
                .filter(Objects::nonNull)
                .toList();
    }

    static BigDecimal median(List<BigDecimal> values) {
        List<BigDecimal> sorted = values.stream().sorted().toList();
        BigDecimal lower = sorted.get((sorted.size() - 1) / 2);
        BigDecimal upper = sorted.get(sorted.size() / 2);
        return lower.add(upper).divide(BigDecimal.valueOf(2), 4, RoundingMode.HALF_EVEN);
    }
}
