package io.scanline.compare;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.sum;
import static org.assertj.core.api.Assertions.assertThat;

import io.scanline.config.Interval;
import io.scanline.spark.DeltaIo;
import io.scanline.spark.Scope;
import io.scanline.spark.SparkExtension;
import io.scanline.spark.TestLake;
import io.scanline.table.HourlySales;
import io.scanline.table.Lake;
import io.scanline.table.Stores;
import io.scanline.table.Table;
import io.scanline.table.TableRows;
import io.scanline.table.TrendComparisons;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class CompareJobTest {
    private static final String BERLIN = "Europe/Berlin";
    private static final String KOLKATA = "Asia/Kolkata";

    /** Hours of all days, as a test spans from one clock change to the other. */
    private static final CompareOptions OPTIONS = new CompareOptions(Interval.unbounded(), 800, 400, 12);

    private final SparkSession spark;
    private final List<Row> hours = new ArrayList<>();

    @TempDir
    Path folder;

    CompareJobTest(SparkSession spark) {
        this.spark = spark;
    }

    @BeforeEach
    void openStores() {
        List<Row> stores = List.of(
                store("old", "north", "DE", BERLIN, "EUR", "2020-01-15"),
                store("new", "north", "DE", BERLIN, "EUR", "2024-03-01"),
                store("delhi", "delhi", "IN", KOLKATA, "INR", "2020-02-01"));
        DeltaIo.replace(
                lake(), Stores.TABLE, spark.createDataFrame(stores, Stores.TABLE.rowSchema()), Scope.everything());
    }

    @Test
    void statesTheBaseOrThatThereIsNone() {
        for (int week = 0; week < 5; week++) {
            LocalDate monday = LocalDate.of(2024, 4, 29).plusWeeks(week);
            sells(
                    "old",
                    BERLIN,
                    monday.atTime(10, 0),
                    List.of("100", "110", "90", "200", "150").get(week),
                    10);
            if (week == 3) {
                sells("new", BERLIN, monday.atTime(10, 0), "1000", 10);
            }
        }
        compare();

        // 100, 110, 90 and 200 before: the median is 105
        Row median = trend("STORE", "old", "DAY", "2024-05-27T00:00:00Z", "net_sales", "MEDIAN_4_WEEKS", "ALL");
        assertThat(amount(median, TrendComparisons.BASE)).isEqualByComparingTo("105");
        assertThat(median.<Integer>getAs(TrendComparisons.BASE_POINTS)).isEqualTo(4);
        assertThat(median.<Timestamp>getAs(TrendComparisons.BASE_START).toInstant())
                .isEqualTo(Instant.parse("2024-04-29T00:00:00Z"));
        assertThat(median.<Timestamp>getAs(TrendComparisons.BASE_END).toInstant())
                .isEqualTo(Instant.parse("2024-05-21T00:00:00Z"));
        assertThat(median.<String>getAs(TrendComparisons.CONFIDENCE)).isEqualTo("HIGH");

        Row lastWeek = trend("STORE", "old", "HOUR", "2024-05-27T08:00:00Z", "net_sales", "SAME_HOUR_LAST_WEEK", "ALL");
        assertThat(amount(lastWeek, TrendComparisons.DELTA)).isEqualByComparingTo("-50");
        assertThat(lastWeek.<Double>getAs(TrendComparisons.PCT)).isEqualTo(-0.25);
        assertThat(lastWeek.<Double>getAs(TrendComparisons.INDEX)).isEqualTo(75.0);
        assertThat(lastWeek.<String>getAs(TrendComparisons.MATCH_RULE)).isEqualTo("the same local hour 7 days before");
        assertThat(amount(
                        trend(
                                "STORE",
                                "old",
                                "WEEK",
                                "2024-05-26T00:00:00Z",
                                "basket_value",
                                "SAME_HOUR_LAST_WEEK",
                                "ALL"),
                        TrendComparisons.BASE))
                .isEqualByComparingTo("20");

        // the region had another store last week, which is not like for like and not there today
        assertThat(amount(
                        trend(
                                "REGION",
                                "north",
                                "DAY",
                                "2024-05-27T00:00:00Z",
                                "net_sales",
                                "SAME_HOUR_LAST_WEEK",
                                "ALL"),
                        TrendComparisons.BASE))
                .isEqualByComparingTo("1200");
        Row likeForLike = trend(
                "REGION", "north", "DAY", "2024-05-27T00:00:00Z", "net_sales", "SAME_HOUR_LAST_WEEK", "LIKE_FOR_LIKE");
        assertThat(amount(likeForLike, TrendComparisons.BASE)).isEqualByComparingTo("200");
        assertThat(likeForLike.<Long>getAs(TrendComparisons.STORES_IN)).isEqualTo(1);
        assertThat(likeForLike.<Long>getAs(TrendComparisons.STORES_EXCLUDED)).isEqualTo(1);

        Row none = trend("STORE", "old", "DAY", "2024-05-27T00:00:00Z", "net_sales", "LAST_YEAR_364", "ALL");
        assertThat(none.isNullAt(none.fieldIndex(TrendComparisons.BASE))).isTrue();
        assertThat(none.isNullAt(none.fieldIndex(TrendComparisons.PCT))).isTrue();
        assertThat(none.<Integer>getAs(TrendComparisons.BASE_POINTS)).isZero();
        assertThat(none.<String>getAs(TrendComparisons.CONFIDENCE)).isEqualTo("NONE");
        // a store that did not trade has no row, rather than a fall to 0
        assertThat(trends().where("entity = 'new' AND period_start = '2024-05-27T00:00:00Z'")
                        .isEmpty())
                .isTrue();
    }

    @Test
    void hoursMeetByTheStoresClockAcrossClockChanges() {
        sells("old", BERLIN, LocalDateTime.parse("2024-03-25T10:00"), "100", 1);
        sells("old", BERLIN, LocalDateTime.parse("2024-04-01T10:00"), "150", 1);
        sells("delhi", KOLKATA, LocalDateTime.parse("2024-03-25T10:00"), "7", 1);
        sells("delhi", KOLKATA, LocalDateTime.parse("2024-04-01T10:00"), "8", 1);
        // 02:00 does not exist on 31 March
        sells("old", BERLIN, LocalDateTime.parse("2024-04-07T02:00"), "30", 1);
        // 02:00 is shown twice on 27 October
        sells("old", BERLIN, LocalDateTime.parse("2024-10-20T02:00"), "10", 1);
        sells("old", BERLIN, Instant.parse("2024-10-27T00:00:00Z"), "11", 1);
        sells("old", BERLIN, Instant.parse("2024-10-27T01:00:00Z"), "12", 1);
        sells("old", BERLIN, LocalDateTime.parse("2024-11-03T02:00"), "13", 1);
        compare();

        Row after = lastWeek("STORE", "old", "2024-04-01T08:00:00Z");
        assertThat(amount(after, TrendComparisons.BASE)).isEqualByComparingTo("100");
        assertThat(after.<Timestamp>getAs(TrendComparisons.BASE_START).toInstant())
                .isEqualTo(Instant.parse("2024-03-25T09:00:00Z"));
        assertThat(amount(lastWeek("REGION", "delhi", "2024-04-01T04:30:00Z"), TrendComparisons.BASE))
                .isEqualByComparingTo("7");

        Row skipped = lastWeek("STORE", "old", "2024-04-07T00:00:00Z");
        assertThat(skipped.isNullAt(skipped.fieldIndex(TrendComparisons.BASE))).isTrue();
        assertThat(skipped.<String>getAs(TrendComparisons.MATCH_NOTE)).contains("no such hour on 2024-03-31");

        for (String showing : List.of("2024-10-27T00:00:00Z", "2024-10-27T01:00:00Z")) {
            assertThat(amount(lastWeek("STORE", "old", showing), TrendComparisons.BASE))
                    .isEqualByComparingTo("10");
            assertThat(lastWeek("STORE", "old", showing).<String>getAs(TrendComparisons.MATCH_NOTE))
                    .contains("shown twice");
        }
        Row afterwards = lastWeek("STORE", "old", "2024-11-03T01:00:00Z");
        assertThat(amount(afterwards, TrendComparisons.BASE)).isEqualByComparingTo("11");
        assertThat(afterwards.<String>getAs(TrendComparisons.MATCH_NOTE)).contains("shown twice on 2024-10-27");
    }

    @Test
    void aRunningPeriodIsComparedWithTheSamePart() {
        for (int hour = 8; hour < 20; hour++) {
            sells("old", BERLIN, LocalDate.of(2024, 5, 6).atTime(hour, 0), "10", 1);
            if (hour < 11) {
                sells("old", BERLIN, LocalDate.of(2024, 5, 13).atTime(hour, 0), "20", 1);
            }
        }
        sells("old", BERLIN, LocalDate.of(2024, 5, 10).atTime(9, 0), "1000", 1);
        compare();

        Row day = trend("STORE", "old", "DAY", "2024-05-13T00:00:00Z", "net_sales", "SAME_HOUR_LAST_WEEK", "ALL");
        assertThat(amount(day, TrendComparisons.BASE)).isEqualByComparingTo("30");
        assertThat(day.<Double>getAs(TrendComparisons.ELAPSED_FRACTION)).isEqualTo(0.25);
        assertThat(day.<String>getAs(TrendComparisons.MATCH_NOTE)).contains("not over");
        assertThat(amount(
                        trend(
                                "CHAIN",
                                "chain",
                                "WEEK",
                                "2024-05-12T00:00:00Z",
                                "net_sales",
                                "SAME_HOUR_LAST_WEEK",
                                "ALL"),
                        TrendComparisons.BASE))
                .isEqualByComparingTo("30");

        // once the day is over, it has its whole base
        for (int hour = 11; hour < 20; hour++) {
            sells("old", BERLIN, LocalDate.of(2024, 5, 13).atTime(hour, 0), "20", 1);
        }
        sells("old", BERLIN, LocalDate.of(2024, 5, 14).atTime(8, 0), "20", 1);
        compare();
        Row whole = trend("STORE", "old", "DAY", "2024-05-13T00:00:00Z", "net_sales", "SAME_HOUR_LAST_WEEK", "ALL");
        assertThat(amount(whole, TrendComparisons.BASE)).isEqualByComparingTo("120");
        assertThat(whole.<Double>getAs(TrendComparisons.ELAPSED_FRACTION)).isEqualTo(1.0);
    }

    @Test
    void levelsAddUpAndAChangedHourChangesOnlyWhatItBearsOn() {
        Random random = new Random(11);
        for (int day = 0; day < 30; day++) {
            for (int hour = 9; hour < 12; hour++) {
                for (String store : List.of("old", "new")) {
                    if (random.nextInt(6) > 0) {
                        sells(
                                store,
                                BERLIN,
                                LocalDate.of(2024, 5, 1).plusDays(day).atTime(hour, 0),
                                "" + random.nextInt(100),
                                1 + random.nextInt(9));
                    }
                }
            }
        }
        compare();
        String additive = "metric IN ('net_sales', 'units', 'transactions') AND comparison <> 'MEDIAN_4_WEEKS'";
        assertThat(sums("STORE", additive))
                .isNotEmpty()
                .isEqualTo(sums("REGION", additive))
                .isEqualTo(sums("CHAIN", additive));
        assertThat(trends().groupBy(TrendComparisons.TABLE.key().stream()
                                .map(org.apache.spark.sql.functions::col)
                                .toArray(org.apache.spark.sql.Column[]::new))
                        .count()
                        .where("count > 1")
                        .isEmpty())
                .isTrue();
        Dataset<Row> days = lake().read(HourlySales.TABLE)
                .where("level = 'STORE'")
                .groupBy("local_date")
                .agg(sum("net_sales").cast("decimal(18,4)"))
                .orderBy("local_date");
        assertThat(trends().where(
                                "level = 'CHAIN' AND period_kind = 'DAY' AND metric = 'net_sales' AND comparison = 'LAST_YEAR_364' AND population = 'ALL'")
                        .selectExpr("to_date(period_start)", "actual")
                        .orderBy("period_start")
                        .collectAsList())
                .isEqualTo(days.collectAsList());

        long version = lake().latestVersion(TrendComparisons.TABLE);
        compare();
        assertThat(lake().latestVersion(TrendComparisons.TABLE))
                .as("nothing changed, nothing written")
                .isEqualTo(version);

        Dataset<Row> changed = lake().read(HourlySales.TABLE)
                .where("entity = 'old' AND local_date = '2024-05-08'")
                .limit(1)
                .drop(Table.RUN_ID, Table.COMPUTED_AT)
                .withColumn("net_sales", col("net_sales").plus(1).cast("decimal(18,4)"))
                .withColumn("revision", org.apache.spark.sql.functions.lit(2));
        DeltaIo.upsert(lake(), HourlySales.TABLE, changed);
        TestLake.run(folder, spark, new CompareJob(OPTIONS));
        String last = trends().agg(org.apache.spark.sql.functions.max(Table.RUN_ID))
                .head()
                .getString(0);
        Dataset<Row> written = trends().where(col(Table.RUN_ID).equalTo(last));
        assertThat(written.isEmpty()).isFalse();
        assertThat(written.where(
                                "period_kind <> 'WEEK' AND to_date(period_start) NOT IN ('2024-05-08', '2024-05-15', '2024-05-22', '2024-05-29')")
                        .isEmpty())
                .isTrue();
        assertThat(written.where("entity = 'new' OR metric IN ('units', 'transactions')")
                        .isEmpty())
                .isTrue();
        List<String> incremental = numbers();
        // other options, which say the same of these days, write the whole table anew
        CompareOptions other =
                new CompareOptions(Interval.unbounded(), OPTIONS.backfillDays() + 1, OPTIONS.hourDays(), 12);
        TestLake.run(folder, spark, new CompareJob(other));
        assertThat(numbers()).isEqualTo(incremental);
    }

    private List<Row> sums(String level, String where) {
        return trends().where(col("level").equalTo(level))
                .where(where)
                .groupBy("period_kind", "period_start", "department", "metric", "comparison", "population")
                .agg(sum("actual"))
                .orderBy("period_kind", "period_start", "department", "metric", "comparison", "population")
                .collectAsList();
    }

    private List<String> numbers() {
        return trends().drop(Table.RUN_ID, Table.COMPUTED_AT).collectAsList().stream()
                .map(Row::toString)
                .sorted()
                .toList();
    }

    private Row lastWeek(String level, String entity, String hour) {
        return trend(level, entity, "HOUR", hour, "net_sales", "SAME_HOUR_LAST_WEEK", "ALL");
    }

    private Row trend(
            String level,
            String entity,
            String kind,
            String start,
            String metric,
            String comparison,
            String population) {
        List<Row> rows = trends().where(col("level")
                        .equalTo(level)
                        .and(col("entity").equalTo(entity))
                        .and(col("period_kind").equalTo(kind))
                        .and(col("metric").equalTo(metric)))
                .where(col("comparison")
                        .equalTo(comparison)
                        .and(col("population").equalTo(population)))
                .where(col("period_start").equalTo(Timestamp.from(Instant.parse(start))))
                .collectAsList();
        assertThat(rows)
                .as(String.join(" ", level, entity, kind, start, metric, comparison, population))
                .hasSize(1);
        return rows.get(0);
    }

    private static BigDecimal amount(Row row, String column) {
        return row.getAs(column);
    }

    private Dataset<Row> trends() {
        return lake().read(TrendComparisons.TABLE);
    }

    private void compare() {
        if (!hours.isEmpty()) {
            DeltaIo.upsert(lake(), HourlySales.TABLE, spark.createDataFrame(hours, HourlySales.TABLE.rowSchema()));
            hours.clear();
        }
        TestLake.run(folder, spark, new CompareJob(OPTIONS));
    }

    private Lake lake() {
        return TestLake.in(folder, spark);
    }

    private void sells(String store, String zone, LocalDateTime localHour, String net, long transactions) {
        sells(store, zone, localHour.atZone(ZoneId.of(zone)).toInstant(), net, transactions);
    }

    /** A row of hourly_sales for a single store; everything that the test does not say is 0. */
    private void sells(String store, String zone, Instant hour, String net, long transactions) {
        var local = hour.atZone(ZoneId.of(zone));
        Map<String, Object> said = new HashMap<>();
        said.put(HourlySales.LEVEL, "STORE");
        said.put(HourlySales.ENTITY, store);
        said.put(HourlySales.HOUR_START_UTC, Timestamp.from(hour));
        said.put(HourlySales.DEPARTMENT, "*");
        said.put(HourlySales.CURRENCY, zone.equals(KOLKATA) ? "INR" : "EUR");
        said.put(HourlySales.NET_SALES, new BigDecimal(net));
        said.put(HourlySales.GROSS_SALES, new BigDecimal(net));
        said.put(HourlySales.UNITS_SOLD, BigDecimal.valueOf(transactions * 2));
        said.put(HourlySales.TRANSACTIONS, transactions);
        said.put(HourlySales.STORES_TRADING, 1L);
        said.put(HourlySales.REGISTERS_SEEN, 1L);
        said.put(HourlySales.REGISTERS_EXPECTED, 1L);
        said.put(HourlySales.COMPLETENESS, 1.0);
        said.put(HourlySales.LOCAL_DATE, Date.valueOf(local.toLocalDate()));
        said.put(HourlySales.LOCAL_HOUR, local.getHour());
        said.put(HourlySales.STATUS, "FINAL");
        said.put(HourlySales.REVISION, 1);
        hours.add(TableRows.row(HourlySales.TABLE, said));
    }

    private static Row store(String id, String region, String country, String zone, String currency, String openedOn) {
        return RowFactory.create(
                id, null, region, country, zone, currency, Date.valueOf(openedOn), null, null, null, null);
    }
}
