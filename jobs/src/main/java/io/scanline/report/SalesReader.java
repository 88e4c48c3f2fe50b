package io.scanline.report;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.when;

import io.scanline.spark.Held;
import io.scanline.table.HourlySales;
import io.scanline.table.Lake;
import io.scanline.table.StoreClosures;
import io.scanline.table.Stores;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Reads the day's sales. Everything is added up on executors; a few hundred rows come back. */
final class SalesReader {
    private static final int COMPLETENESS_DAYS = 28;
    private static final int SILENT_STORES = 20;
    private static final int SEEN_WITHIN_DAYS = 60;

    private final Lake lake;
    private final Dataset<Row> allDepartments;

    SalesReader(Lake lake) {
        this.lake = lake;
        this.allDepartments =
                lake.read(HourlySales.TABLE).where(col(HourlySales.DEPARTMENT).equalTo(HourlySales.ALL_DEPARTMENTS));
    }

    /** Null where hourly_sales has no row. */
    Sales read() {
        String latest = Days.latest(lake.read(HourlySales.TABLE), HourlySales.LOCAL_DATE);
        if (latest == null) {
            return null;
        }
        Dataset<Row> stores = allDepartments.where(col(HourlySales.LEVEL).equalTo(HourlySales.STORE));
        DayTotals totals = DayTotals.of(allDepartments, LocalDate.parse(latest));
        LocalDate day = totals.day();
        if (day == null) {
            return null;
        }
        HourProfile profile = HourProfile.of(stores, day);
        try (Held seen = Held.of(expectedStores(day).join(seenStores(day), Stores.STORE_ID, "left"))) {
            return sales(totals, profile, seen.rows());
        }
    }

    private Sales sales(DayTotals totals, HourProfile profile, Dataset<Row> seen) {
        LocalDate day = totals.day();
        Row counts = seen.agg(count(lit(1)), count(when(col("lastDay").equalTo(day.toString()), 1)))
                .first();
        Dataset<Row> places = Places.on(lake, day);
        List<Map<String, Object>> listed = Places.listed(lake, places);
        return new Sales(
                day.toString(),
                totals.lastDay().toString(),
                note(totals),
                totals.completeness(day),
                counts.getLong(1),
                counts.getLong(0),
                totals.transactions(day),
                totals.transactions(day.minusDays(Days.YEAR)),
                currencies(totals, profile),
                completeness(totals),
                Figures.of(
                        seen.where(col("lastDay").isNull().or(col("lastDay").notEqual(day.toString())))
                                .select(
                                        concat(
                                                        coalesce(col(Stores.NAME), lit("")),
                                                        lit(" ("),
                                                        col(Stores.STORE_ID),
                                                        lit(")"))
                                                .as("name"),
                                        col("lastDay"))
                                .orderBy("name"),
                        SILENT_STORES),
                counts.getLong(0) - counts.getLong(1),
                listed,
                listed.size() < Places.LIMIT ? 0 : places.count() - listed.size(),
                Regions.of(allDepartments, listed, day));
    }

    private static String note(DayTotals totals) {
        boolean complete = totals.completeness(totals.day()) >= DayTotals.COMPLETE_ENOUGH;
        if (totals.day().equals(totals.lastDay())) {
            return complete ? null : "The day's data is not complete yet";
        }
        if (!complete) {
            return "No day of the last seven is complete; later ones have less of their data than this one";
        }
        return "This is the last complete day; what has come in since is only part of its day";
    }

    private static List<Sales.Currency> currencies(DayTotals totals, HourProfile profile) {
        List<Sales.Currency> currencies = new ArrayList<>();
        String reporting = totals.reportingCurrency();
        if (reporting != null) {
            currencies.add(view(
                    reporting,
                    true,
                    totals,
                    totals::converted,
                    profile.convertedHours(),
                    profile.convertedWeek(),
                    profile.convertedWeeks()));
        }
        for (String currency : totals.currencies()) {
            Function<LocalDate, BigDecimal> net = date -> {
                DayTotals.Total total = totals.total(currency, date);
                return total == null ? null : total.netSales();
            };
            currencies.add(view(
                    currency,
                    false,
                    totals,
                    net,
                    profile.hours(currency),
                    profile.week(currency),
                    profile.usualWeeks(currency)));
        }
        return currencies;
    }

    private static Sales.Currency view(
            String currency,
            boolean reporting,
            DayTotals totals,
            Function<LocalDate, BigDecimal> net,
            List<Sales.Hour> hours,
            List<Sales.HoursOfDay> week,
            int weeks) {
        LocalDate day = totals.day();
        LocalDate lastYear = day.minusDays(Days.YEAR);
        Sales.Day ofDay = new Sales.Day(
                net.apply(day),
                net.apply(lastYear),
                net.apply(day.minusDays(Days.WEEK)),
                reporting ? null : basket(totals, currency, day),
                reporting ? null : basket(totals, currency, lastYear));
        List<Sales.Trend> trend = totals.trendDays().stream()
                .map(date -> new Sales.Trend(
                        date.toString(),
                        net.apply(date),
                        net.apply(date.minusDays(Days.YEAR)),
                        totals.completeness(date)))
                .toList();
        return new Sales.Currency(currency, reporting, ofDay, trend, hours, week, weeks);
    }

    private static BigDecimal basket(DayTotals totals, String currency, LocalDate date) {
        DayTotals.Total total = totals.total(currency, date);
        return total == null ? null : total.basket();
    }

    private static List<Sales.Completeness> completeness(DayTotals totals) {
        List<Sales.Completeness> days = new ArrayList<>();
        for (int back = COMPLETENESS_DAYS - 1; back >= 0; back--) {
            LocalDate date = totals.lastDay().minusDays(back);
            days.add(new Sales.Completeness(date.toString(), totals.completeness(date)));
        }
        return days;
    }

    /** Stores open on the day: opened, not closed for good, not under a closure. */
    private Dataset<Row> expectedStores(LocalDate day) {
        Column date = lit(day.toString()).cast("date");
        Dataset<Row> closed = lake.read(StoreClosures.TABLE)
                .where(col(StoreClosures.FROM)
                        .leq(date)
                        .and(col(StoreClosures.TO).gt(date)))
                .select(StoreClosures.STORE_ID);
        return lake.read(Stores.TABLE)
                .where(coalesce(col(Stores.OPENED_ON).leq(date), lit(true))
                        .and(coalesce(col(Stores.CLOSED_ON).gt(date), lit(true))))
                .join(closed, Stores.STORE_ID, "left_anti")
                .select(Stores.STORE_ID, Stores.NAME);
    }

    private Dataset<Row> seenStores(LocalDate day) {
        return allDepartments
                .where(col(HourlySales.LEVEL)
                        .equalTo(HourlySales.STORE)
                        .and(Days.between(HourlySales.LOCAL_DATE, day.minusDays(SEEN_WITHIN_DAYS), day)))
                .groupBy(col(HourlySales.ENTITY).as(Stores.STORE_ID))
                .agg(max(HourlySales.LOCAL_DATE).cast("string").as("lastDay"));
    }
}
