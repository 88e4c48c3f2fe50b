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
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The chain's net sales by local hour, of the day and of the same weekday in the four weeks before it. */
final class HourProfile {
    private static final int WEEKS = 4;

    private final LocalDate day;
    private final Map<String, Map<LocalDate, Map<Integer, BigDecimal>>> sales = new TreeMap<>();
    private final Map<LocalDate, Map<Integer, BigDecimal>> converted = new TreeMap<>();

    private HourProfile(LocalDate day) {
        this.day = day;
    }

    /** @param stores hourly_sales of stores, all departments, whose hours are the stores' own; at most 5 days of 24 hours a currency come to the driver */
    static HourProfile of(Dataset<Row> stores, LocalDate day) {
        Object[] days = new Object[WEEKS + 1];
        for (int week = 0; week <= WEEKS; week++) {
            days[week] = java.sql.Date.valueOf(day.minusDays((long) week * Days.WEEK));
        }
        List<Row> rows = stores.where(col(HourlySales.LOCAL_DATE).isin(days))
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
        return hours(sales.getOrDefault(currency, Map.of()));
    }

    List<Sales.Hour> convertedHours() {
        return hours(converted);
    }

    /** Weeks before the day that have sales in the currency. */
    int usualWeeks(String currency) {
        return Math.max(0, sales.getOrDefault(currency, Map.of()).size() - 1);
    }

    int convertedWeeks() {
        return Math.max(0, converted.size() - 1);
    }

    private List<Sales.Hour> hours(Map<LocalDate, Map<Integer, BigDecimal>> byDate) {
        TreeSet<Integer> open = new TreeSet<>();
        byDate.values().forEach(hours -> open.addAll(hours.keySet()));
        List<Sales.Hour> hours = new ArrayList<>();
        for (int hour = open.isEmpty() ? 0 : open.first(); !open.isEmpty() && hour <= open.last(); hour++) {
            List<BigDecimal> before = new ArrayList<>();
            for (Map.Entry<LocalDate, Map<Integer, BigDecimal>> date : byDate.entrySet()) {
                if (date.getKey().isBefore(day)) {
                    before.add(date.getValue().getOrDefault(hour, BigDecimal.ZERO));
                }
            }
            BigDecimal net = byDate.getOrDefault(day, Map.of()).getOrDefault(hour, BigDecimal.ZERO);
            hours.add(new Sales.Hour(hour, net, before.isEmpty() ? null : median(before)));
        }
        return hours;
    }

    static BigDecimal median(List<BigDecimal> values) {
        List<BigDecimal> sorted = values.stream().sorted().toList();
        BigDecimal lower = sorted.get((sorted.size() - 1) / 2);
        BigDecimal upper = sorted.get(sorted.size() / 2);
        return lower.add(upper).divide(BigDecimal.valueOf(2), 4, RoundingMode.HALF_EVEN);
    }
}
