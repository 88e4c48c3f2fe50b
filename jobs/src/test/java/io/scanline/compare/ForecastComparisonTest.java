package io.scanline.compare;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.scanline.config.Interval;
import io.scanline.spark.DeltaIo;
import io.scanline.spark.SparkExtension;
import io.scanline.spark.TestLake;
import io.scanline.table.DemandHistory;
import io.scanline.table.Forecasts;
import io.scanline.table.HourlySales;
import io.scanline.table.Lake;
import io.scanline.table.Prices;
import io.scanline.table.Products;
import io.scanline.table.Promotions;
import io.scanline.table.Stores;
import io.scanline.table.Table;
import io.scanline.table.TableRows;
import io.scanline.table.TrendComparisons;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Store {@code old} on Wednesday 8 May 2024 after its hour of 10 o'clock, with forecasts of Saturday and of Tuesday: of fresh goods
 * demand knew 100 euros and 10 units on 1 May, and hourly_sales 90 and 9; of dry goods 40 euros and 20 kilograms, in ten lines.
 */
@ExtendWith(SparkExtension.class)
class ForecastComparisonTest {
    private static final CompareOptions OPTIONS = new CompareOptions(Interval.unbounded(), 30, 2, 12, "EUR");
    private static final int HORIZON = 7;
    private static final LocalDate FIRST = LocalDate.of(2024, 5, 1);
    private static final LocalDate SATURDAY = LocalDate.of(2024, 5, 4);
    private static final LocalDate MONDAY = LocalDate.of(2024, 5, 6);
    private static final LocalDate TUESDAY = LocalDate.of(2024, 5, 7);
    private static final LocalDate WEDNESDAY = LocalDate.of(2024, 5, 8);

    @TempDir
    static Path folder;

    private static final List<Row> HOURS = new ArrayList<>();
    private static final List<Row> DEMAND = new ArrayList<>();
    private static final List<Row> FORECASTS = new ArrayList<>();
    private static SparkSession spark;
    private static List<Row> found;
    private static List<Row> afterAnHour;
    private static List<Row> afterAForecast;
    private static List<Long> versions;

    @BeforeAll
    static void compareOneLakeAgainAndAgain(SparkSession session) {
        spark = session;
        chain();
        found = compare(OPTIONS);

        sells("old", WEDNESDAY, 15, "30", "10", 2);
        write(HourlySales.TABLE, HOURS);
        afterAnHour = compare(OPTIONS);

        forecasts("old", "apple", MONDAY, 9);
        write(Forecasts.TABLE, FORECASTS.subList(FORECASTS.size() - HORIZON, FORECASTS.size()));
        afterAForecast = compare(OPTIONS);
        long version = lake().latestVersion(TrendComparisons.TABLE);
        compare(OPTIONS);
        versions = List.of(version, lake().latestVersion(TrendComparisons.TABLE));
    }

    @Test
    void salesMeetWhatWasForecastOfThem() {
        // 5 x 10 euros x 0.9 and 8 kilograms x 2 euros
        assertAgainst(row(found, "old", "DAY", MONDAY, "net_sales", "*"), "70", "61", SATURDAY);
        assertAgainst(row(found, "old", "DAY", MONDAY, "net_sales", "fresh"), "50", "45", SATURDAY);
        // 5 x 0.9, and 8 kilograms in 4 lines
        assertAgainst(row(found, "old", "DAY", MONDAY, "units", "*"), "7", "8.5", SATURDAY);
        // a promotion at 8 euros
        assertAgainst(row(found, "old", "DAY", TUESDAY, "net_sales", "fresh"), "30", "36", SATURDAY);
        // on the Wednesday before, a third of fresh and a quarter of dry sales were made by 11 o'clock
        assertAgainst(row(found, "old", "DAY", WEDNESDAY, "net_sales", "*"), "25", "22", TUESDAY);
        for (String kind : List.of("WEEK", "WTD", "RETAIL_PERIOD")) {
            assertAgainst(row(found, "old", kind, LocalDate.of(2024, 5, 5), "net_sales", "*"), "140", "193", SATURDAY);
        }
        assertThat(found)
                .as("months and longer began before the first forecast, and of baskets nothing is forecast")
                .noneMatch(
                        row -> List.of("MTD", "QTD", "YTD", "HOUR").contains(row.getAs(TrendComparisons.PERIOD_KIND)))
                .allMatch(row -> List.of("net_sales", "units").contains(row.getAs(TrendComparisons.METRIC)));
    }

    @Test
    void levelsHaveTheForecastsOfTheirStores() {
        Row all = row(found, "COUNTRY", "DE", "DAY", MONDAY, "net_sales", "*", "ALL", "REPORTED");
        assertAgainst(all, "110", "81", SATURDAY);
        assertThat(all.<Double>getAs(TrendComparisons.BASE_COMPLETENESS))
                .as("one of three stores has no forecast")
                .isEqualTo(2 / 3.0);
        assertThat(all.<String>getAs(TrendComparisons.CONFIDENCE)).isEqualTo("LOW");
        Row alike = row(found, "COUNTRY", "DE", "DAY", MONDAY, "net_sales", "*", "LIKE_FOR_LIKE", "REPORTED");
        assertAgainst(alike, "70", "61", SATURDAY);
        assertThat(alike.<Long>getAs(TrendComparisons.STORES_IN)).isEqualTo(1);
        assertThat(alike.<Long>getAs(TrendComparisons.STORES_EXCLUDED)).isEqualTo(2);
        assertThat(alike.<String>getAs(TrendComparisons.CONFIDENCE)).isEqualTo("HIGH");
        // 60 and 40 rupees at half a euro, as when it was forecast
        assertAgainst(
                row(found, "CHAIN", "chain", "DAY", MONDAY, "net_sales", "*", "ALL", "CONSTANT"),
                "140",
                "101",
                SATURDAY);
        assertThat(sums("STORE")).isNotEmpty().isEqualTo(sums("REGION")).isEqualTo(sums("CHAIN"));
    }

    @Test
    void newHoursAndNewForecastsChangeWhatTheyBearOn() {
        assertAgainst(row(afterAnHour, "old", "DAY", WEDNESDAY, "net_sales", "*"), "65", "70", TUESDAY);
        assertAgainst(row(afterAForecast, "old", "DAY", TUESDAY, "net_sales", "fresh"), "30", "64.8", MONDAY);
        assertThat(versions.get(1)).as("nothing changed, nothing written").isEqualTo(versions.get(0));
        List<String> incremental = numbers(afterAForecast);
        // other options, which say the same of these days, write the whole table anew
        assertThat(numbers(compare(new CompareOptions(Interval.unbounded(), 31, 2, 12, "EUR"))))
                .isEqualTo(incremental);
    }

    private static void chain() {
        write(
                Stores.TABLE,
                List.of(
                        store("old", "north", "DE", "Europe/Berlin", "EUR", "2020-01-15"),
                        store("new", "south", "DE", "Europe/Berlin", "EUR", "2024-04-01"),
                        store("bare", "south", "DE", "Europe/Berlin", "EUR", "2020-01-15"),
                        store("delhi", "delhi", "IN", "Asia/Kolkata", "INR", "2020-01-15")));
        write(Products.TABLE, List.of(product("apple", "fresh/fruit"), product("rice", "dry")));
        write(
                Prices.TABLE,
                List.of(TableRows.row(
                        Prices.TABLE,
                        Map.of(
                                Prices.STORE_ID,
                                "*",
                                Prices.ITEM_ID,
                                "apple",
                                Prices.FROM,
                                Date.valueOf("2024-01-01"),
                                Prices.PRICE,
                                new BigDecimal("10")))));
        write(
                Promotions.TABLE,
                List.of(TableRows.row(
                        Promotions.TABLE,
                        Map.of(
                                Promotions.PROMOTION_ID,
                                "p1",
                                Promotions.STORE_ID,
                                "*",
                                Promotions.ITEM_ID,
                                "apple",
                                Promotions.FROM,
                                Date.valueOf(TUESDAY),
                                Promotions.TO,
                                Date.valueOf(WEDNESDAY),
                                Promotions.PRICE,
                                new BigDecimal("8")))));
        sells("old", FIRST, 10, "30", "10", 5);
        sells("old", FIRST, 15, "60", "30", 14);
        demand("old", "apple", "10", "10");
        demand("old", "rice", "20", "2");
        sells("delhi", FIRST, 10, "40", "0", 4);
        demand("delhi", "apple", "4", "10");
        sells("old", MONDAY, 10, "50", "20", 7);
        sells("new", MONDAY, 10, "30", "0", 3);
        sells("bare", MONDAY, 10, "10", "0", 1);
        sells("delhi", MONDAY, 10, "60", "0", 6);
        sells("old", TUESDAY, 10, "30", "15", 3);
        sells("old", WEDNESDAY, 10, "20", "5", 2);
        write(HourlySales.TABLE, HOURS);
        write(DemandHistory.TABLE, DEMAND);
        for (LocalDate asOf : List.of(SATURDAY, TUESDAY)) {
            forecasts("old", "apple", asOf, asOf.equals(SATURDAY) ? 5 : 6);
            forecasts("old", "rice", asOf, 8);
        }
        forecasts("new", "apple", SATURDAY, 2);
        forecasts("delhi", "apple", SATURDAY, 4);
        write(Forecasts.TABLE, FORECASTS);
    }

    /** Fresh and dry goods; the units, one a fresh line of 10 and a dry line of 3 or 4, belong to both. */
    private static void sells(String store, LocalDate day, int hour, String fresh, String dry, long units) {
        ZoneId zone = ZoneId.of(store.equals("delhi") ? "Asia/Kolkata" : "Europe/Berlin");
        BigDecimal both = new BigDecimal(fresh).add(new BigDecimal(dry));
        Map<String, BigDecimal> sold = new HashMap<>();
        sold.put("*", both);
        sold.put("fresh", new BigDecimal(fresh));
        if (dry.equals("0")) {
            sold.remove("dry");
        } else {
            sold.put("dry", new BigDecimal(dry));
        }
        sold.forEach((department, net) -> {
            Map<String, Object> said = new HashMap<>();
            said.put(HourlySales.LEVEL, "STORE");
            said.put(HourlySales.ENTITY, store);
            said.put(
                    HourlySales.HOUR_START_UTC,
                    Timestamp.from(day.atTime(hour, 0).atZone(zone).toInstant()));
            said.put(HourlySales.DEPARTMENT, department);
            said.put(HourlySales.CURRENCY, store.equals("delhi") ? "INR" : "EUR");
            said.put(HourlySales.NET_SALES, net);
            said.put(HourlySales.GROSS_SALES, net);
            said.put(HourlySales.NET_SALES_REPORTING, net.multiply(rate(store, day)));
            said.put(HourlySales.UNITS_SOLD, units(department, units, new BigDecimal(fresh)));
            said.put(HourlySales.TRANSACTIONS, 1L);
            said.put(HourlySales.STORES_TRADING, 1L);
            said.put(HourlySales.REGISTERS_SEEN, 1L);
            said.put(HourlySales.REGISTERS_EXPECTED, 1L);
            said.put(HourlySales.COMPLETENESS, 1.0);
            said.put(HourlySales.LOCAL_DATE, Date.valueOf(day));
            said.put(HourlySales.LOCAL_HOUR, hour);
            said.put(HourlySales.STATUS, "FINAL");
            said.put(HourlySales.REVISION, 1);
            HOURS.add(TableRows.row(HourlySales.TABLE, said));
        });
    }

    private static BigDecimal units(String department, long all, BigDecimal fresh) {
        BigDecimal ofFresh = fresh.divide(BigDecimal.TEN);
        return switch (department) {
            case "*" -> BigDecimal.valueOf(all);
            case "fresh" -> ofFresh;
            default -> BigDecimal.valueOf(all).subtract(ofFresh);
        };
    }

    /** Of the store's currency in euros; the rupee rises after the first forecast. */
    private static BigDecimal rate(String store, LocalDate day) {
        return new BigDecimal(!store.equals("delhi") ? "1" : day.isAfter(SATURDAY) ? "0.75" : "0.50");
    }

    private static void demand(String store, String item, String units, String price) {
        Map<String, Object> said = new HashMap<>();
        said.put(DemandHistory.STORE_ID, store);
        said.put(DemandHistory.ITEM_ID, item);
        said.put(DemandHistory.DATE, Date.valueOf(FIRST));
        said.put(DemandHistory.UNITS_SOLD, new BigDecimal(units));
        said.put(DemandHistory.PRICE, new BigDecimal(price));
        DEMAND.add(TableRows.row(DemandHistory.TABLE, said));
    }

    private static void forecasts(String store, String item, LocalDate asOf, double mean) {
        for (int ahead = 1; ahead <= HORIZON; ahead++) {
            Map<String, Object> said = new HashMap<>();
            said.put(Forecasts.STORE_ID, store);
            said.put(Forecasts.ITEM_ID, item);
            said.put(Forecasts.AS_OF, Date.valueOf(asOf));
            said.put(Forecasts.TARGET_DATE, Date.valueOf(asOf.plusDays(ahead)));
            said.put(Forecasts.MEAN, mean);
            FORECASTS.add(TableRows.row(Forecasts.TABLE, said));
        }
    }

    private static Row product(String item, String department) {
        return TableRows.row(Products.TABLE, Map.of(Products.ITEM_ID, item, Products.DEPARTMENT, department));
    }

    private static Row store(String id, String region, String country, String zone, String currency, String openedOn) {
        return TableRows.row(
                Stores.TABLE,
                Map.of(
                        Stores.STORE_ID, id,
                        Stores.REGION, region,
                        Stores.COUNTRY, country,
                        Stores.TIME_ZONE, zone,
                        Stores.CURRENCY, currency,
                        Stores.OPENED_ON, Date.valueOf(openedOn)));
    }

    private static void write(Table table, List<Row> rows) {
        DeltaIo.upsert(lake(), table, spark.createDataFrame(rows, table.rowSchema()));
    }

    private static Lake lake() {
        return TestLake.in(folder, spark);
    }

    /** The rows of FORECAST that the table has then. */
    private static List<Row> compare(CompareOptions options) {
        TestLake.run(folder, spark, new CompareJob(options));
        return lake().read(TrendComparisons.TABLE)
                .where(col(TrendComparisons.COMPARISON).equalTo("FORECAST"))
                .drop(Table.RUN_ID, Table.COMPUTED_AT)
                .collectAsList();
    }

    private static Row row(
            List<Row> rows, String store, String kind, LocalDate start, String metric, String department) {
        return row(rows, "STORE", store, kind, start, metric, department, "ALL", "REPORTED");
    }

    private static Row row(
            List<Row> rows,
            String level,
            String entity,
            String kind,
            LocalDate start,
            String metric,
            String department,
            String population,
            String mode) {
        Map<String, Object> wanted = Map.of(
                TrendComparisons.LEVEL, level,
                TrendComparisons.ENTITY, entity,
                TrendComparisons.PERIOD_KIND, kind,
                TrendComparisons.PERIOD_START,
                        Timestamp.from(start.atStartOfDay(ZoneOffset.UTC).toInstant()),
                TrendComparisons.METRIC, metric,
                TrendComparisons.DEPARTMENT, department,
                TrendComparisons.POPULATION, population,
                TrendComparisons.CURRENCY_MODE, mode);
        List<Row> matching = rows.stream()
                .filter(row -> wanted.entrySet().stream()
                        .allMatch(each -> each.getValue().equals(row.getAs(each.getKey()))))
                .toList();
        assertThat(matching).as(wanted.toString()).hasSize(1);
        return matching.get(0);
    }

    private static void assertAgainst(Row row, String actual, String base, LocalDate asOf) {
        assertThat(row.<BigDecimal>getAs(TrendComparisons.ACTUAL)).isEqualByComparingTo(actual);
        assertThat(row.<BigDecimal>getAs(TrendComparisons.BASE)).isEqualByComparingTo(base);
        assertThat(row.<Timestamp>getAs(TrendComparisons.BASE_START))
                .isEqualTo(row.<Timestamp>getAs(TrendComparisons.PERIOD_START));
        assertThat(row.<String>getAs(TrendComparisons.MATCH_NOTE)).contains("forecast as of " + asOf);
    }

    /** Of all entities of a level, by period, department, metric and currency: what was expected; a store without a forecast has no row. */
    private static Map<String, BigDecimal> sums(String level) {
        Map<String, BigDecimal> sums = new TreeMap<>();
        found.stream()
                .filter(row -> row.getAs(TrendComparisons.LEVEL).equals(level)
                        && row.getAs(TrendComparisons.POPULATION).equals("ALL")
                        && row.getAs(TrendComparisons.CURRENCY_MODE).equals("REPORTED"))
                // on Tuesday a store did not trade: it has no row, while the chain had expected it to
                .filter(row -> !row.<Timestamp>getAs(TrendComparisons.PERIOD_START)
                        .toInstant()
                        .equals(TUESDAY.atStartOfDay(ZoneOffset.UTC).toInstant()))
                .forEach(row -> sums.merge(
                        String.join(
                                " ",
                                row.getAs(TrendComparisons.PERIOD_KIND),
                                row.getAs(TrendComparisons.PERIOD_START).toString(),
                                row.getAs(TrendComparisons.DEPARTMENT),
                                row.getAs(TrendComparisons.METRIC),
                                row.getAs(TrendComparisons.CURRENCY)),
                        row.<BigDecimal>getAs(TrendComparisons.BASE),
                        BigDecimal::add));
        return sums;
    }

    private static List<String> numbers(List<Row> rows) {
        return rows.stream().map(Row::toString).sorted().toList();
    }
}
