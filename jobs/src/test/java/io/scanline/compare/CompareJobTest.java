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
import io.scanline.table.TrendComparisons;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class CompareJobTest {
    private static final String BERLIN = "Europe/Berlin";
    private static final String KOLKATA = HourRows.KOLKATA;

    /** Hours of all days, as the story spans from one clock change to the other. */
    private static final CompareOptions OPTIONS = new CompareOptions(Interval.unbounded(), 300, 300, 12, "");

    private static final CompareOptions FEW_HOURS = new CompareOptions(Interval.unbounded(), 300, 2, 12, "");

    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    private static SparkSession spark;
    private static List<Row> found;
    private static List<Row> foundLater;

    /**
     * One lake up to Wednesday 6 November 2024, 10 o'clock in Berlin, and a day more; each store has a test of its own:
     * {@code old} and {@code new} have a few hours, {@code steady} sells 10 a day from 20 October 2023 and 20 from 22 October 2024,
     * {@code busy} is in the midst of its day, {@code easter} trades at Easter, and {@code delhi} takes rupees.
     */
    @BeforeAll
    static void compareOneLakeTwice(SparkSession session) {
        spark = session;
        open(TestLake.in(shared, spark));
        HourRows hours = new HourRows();
        for (int week = 0; week < 5; week++) {
            LocalDateTime monday = LocalDate.of(2024, 4, 29).plusWeeks(week).atTime(10, 0);
            hours.sells(
                    "old",
                    BERLIN,
                    monday,
                    List.of("100", "110", "90", "200", "150").get(week),
                    10);
            if (week == 3) {
                hours.sells("new", BERLIN, monday, "1000", 10);
            }
        }
        aroundClockChanges(hours);
        LocalDate.of(2023, 10, 20)
                .datesUntil(LocalDate.of(2023, 12, 1))
                .forEach(day -> hours.sells("steady", BERLIN, day.atTime(10, 0), "10", 1));
        LocalDate.of(2024, 10, 22)
                .datesUntil(LocalDate.of(2024, 11, 7))
                .forEach(day -> hours.sells("steady", BERLIN, day.atTime(10, 0), "20", 2));
        for (int hour = 8; hour < 20; hour++) {
            hours.sells("busy", BERLIN, LocalDate.of(2024, 10, 30).atTime(hour, 0), "10", 1);
            if (hour < 11) {
                hours.sells("busy", BERLIN, LocalDate.of(2024, 11, 6).atTime(hour, 0), "20", 1);
            }
        }
        hours.sells("busy", BERLIN, LocalDate.of(2024, 11, 1).atTime(9, 0), "1000", 1);
        hours.sells("easter", BERLIN, LocalDate.of(2023, 4, 3).atTime(10, 0), "10", 1);
        hours.sells("easter", BERLIN, LocalDate.of(2023, 4, 10).atTime(10, 0), "99", 1);
        hours.sells("easter", BERLIN, LocalDate.of(2024, 3, 25).atTime(10, 0), "20", 1);
        hours.sells("easter", BERLIN, LocalDate.of(2024, 4, 1).atTime(10, 0), "20", 1);
        hours.into(TestLake.in(shared, spark));
        TestLake.run(shared, spark, new CompareJob(OPTIONS));
        found = netSales();

        HourRows later = new HourRows();
        for (int hour = 11; hour < 20; hour++) {
            later.sells("busy", BERLIN, LocalDate.of(2024, 11, 6).atTime(hour, 0), "20", 1);
        }
        later.sells("busy", BERLIN, LocalDate.of(2024, 11, 7).atTime(8, 0), "20", 1);
        later.into(TestLake.in(shared, spark));
        TestLake.run(shared, spark, new CompareJob(OPTIONS));
        foundLater = netSales();
    }

    private static List<Row> netSales() {
        return trends(shared).where("metric IN ('net_sales', 'basket_value')").collectAsList();
    }

    private static void aroundClockChanges(HourRows hours) {
        hours.sells("old", BERLIN, LocalDateTime.parse("2024-03-25T10:00"), "100", 1);
        hours.sells("old", BERLIN, LocalDateTime.parse("2024-04-01T10:00"), "150", 1);
        hours.sells("delhi", KOLKATA, LocalDateTime.parse("2024-03-25T10:00"), "7", 1);
        hours.sells("delhi", KOLKATA, LocalDateTime.parse("2024-04-01T10:00"), "8", 1);
        // 02:00 does not exist on 31 March
        hours.sells("old", BERLIN, LocalDateTime.parse("2024-04-07T02:00"), "30", 1);
        // 02:00 is shown twice on 27 October
        hours.sells("old", BERLIN, LocalDateTime.parse("2024-10-20T02:00"), "10", 1);
        hours.sells("old", BERLIN, Instant.parse("2024-10-27T00:00:00Z"), "11", 1);
        hours.sells("old", BERLIN, Instant.parse("2024-10-27T01:00:00Z"), "12", 1);
        hours.sells("old", BERLIN, LocalDateTime.parse("2024-11-03T02:00"), "13", 1);
    }

    private static void open(Lake lake) {
        List<Row> stores = List.of(
                store("old", "north", "DE", BERLIN, "EUR", "2020-01-15"),
                store("new", "north", "DE", BERLIN, "EUR", "2024-03-01"),
                store("steady", "south", "DE", BERLIN, "EUR", "2020-02-01"),
                store("busy", "west", "DE", BERLIN, "EUR", "2020-02-01"),
                store("easter", "east", "DE", BERLIN, "EUR", "2020-02-01"),
                store("delhi", "delhi", "IN", KOLKATA, "INR", "2020-02-01"));
        DeltaIo.replace(
                lake, Stores.TABLE, spark.createDataFrame(stores, Stores.TABLE.rowSchema()), Scope.everything());
    }

    @Test
    void statesTheBaseOrThatThereIsNone() {
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
        assertThat(found)
                .noneMatch(row -> text(row, TrendComparisons.ENTITY).equals("new")
                        && text(row, TrendComparisons.PERIOD_START).equals("2024-05-27T00:00:00Z"));
    }

    @Test
    void hoursMeetByTheStoresClockAcrossClockChanges() {
        Row after = lastWeek("STORE", "old", "2024-04-01T08:00:00Z");
        assertThat(amount(after, TrendComparisons.BASE)).isEqualByComparingTo("100");
        assertThat(after.<Timestamp>getAs(TrendComparisons.BASE_START).toInstant())
                .isEqualTo(Instant.parse("2024-03-25T09:00:00Z"));
        assertThat(amount(lastWeek("REGION", "delhi", "2024-04-01T04:30:00Z"), TrendComparisons.BASE))
                .isEqualByComparingTo("7");

        // 170 euros and 8 rupees after 120 and 7, all at the rate of the week before
        Row chain = found.stream()
                .filter(row -> row.getAs(TrendComparisons.CURRENCY_MODE).equals("CONSTANT"))
                .filter(row -> text(row, TrendComparisons.LEVEL).equals("CHAIN")
                        && text(row, TrendComparisons.PERIOD_KIND).equals("DAY")
                        && text(row, TrendComparisons.PERIOD_START).equals("2024-04-01T00:00:00Z")
                        && text(row, TrendComparisons.METRIC).equals("net_sales")
                        && text(row, TrendComparisons.COMPARISON).equals("SAME_HOUR_LAST_WEEK")
                        && text(row, TrendComparisons.POPULATION).equals("ALL"))
                .findFirst()
                .orElseThrow();
        assertThat(chain.<String>getAs(TrendComparisons.CURRENCY)).isEqualTo("EUR");
        assertThat(amount(chain, TrendComparisons.ACTUAL)).isEqualByComparingTo("174");
        assertThat(amount(chain, TrendComparisons.BASE)).isEqualByComparingTo("123.50");

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
        Row day = trend("STORE", "busy", "DAY", "2024-11-06T00:00:00Z", "net_sales", "SAME_HOUR_LAST_WEEK", "ALL");
        assertThat(amount(day, TrendComparisons.BASE)).isEqualByComparingTo("30");
        assertThat(day.<Double>getAs(TrendComparisons.ELAPSED_FRACTION)).isEqualTo(0.25);
        assertThat(day.<String>getAs(TrendComparisons.MATCH_NOTE)).contains("not over");
        assertThat(found)
                .as("an hour that has not come is no fall to 0")
                .noneMatch(row -> text(row, TrendComparisons.PERIOD_KIND).equals("HOUR")
                        && text(row, TrendComparisons.PERIOD_START).compareTo("2024-11-06T09:00:00Z") > 0);
        Row week = trend("REGION", "west", "WEEK", "2024-11-03T00:00:00Z", "net_sales", "SAME_HOUR_LAST_WEEK", "ALL");
        assertThat(amount(week, TrendComparisons.BASE)).isEqualByComparingTo("30");

        // once the day is over, it has its whole base
        Row whole = onlyRow(
                foundLater, "STORE", "busy", "DAY", "2024-11-06T00:00:00Z", "net_sales", "SAME_HOUR_LAST_WEEK", "ALL");
        assertThat(amount(whole, TrendComparisons.BASE)).isEqualByComparingTo("120");
        assertThat(whole.<Double>getAs(TrendComparisons.ELAPSED_FRACTION)).isEqualTo(1.0);
    }

    @Test
    void addsDaysUpToDateAndFindsTheirYearBefore() {
        assertSums(yearBefore("MTD", "2024-11-01"), 6 * 20, 6 * 10, "2023-11-03", 6 / 30.0);
        assertSums(yearBefore("MTD", "2024-10-01"), 10 * 20, 14 * 10, "2023-10-03", 1);
        assertSums(yearBefore("QTD", "2024-10-01"), 16 * 20, 20 * 10, "2023-10-03", 37 / 92.0);
        // the base is from 2 January to 8 November 2023, of which it traded since 20 October
        assertSums(yearBefore("YTD", "2024-01-01"), 16 * 20, 20 * 10, "2023-01-02", 311 / 366.0);
        assertThat(yearBefore("YTD", "2024-01-01").<String>getAs(TrendComparisons.MATCH_NOTE))
                .contains("sales begin on 2023-04-03: the base is not whole");
        assertThat(yearBefore("YTD", "2024-01-01").<String>getAs(TrendComparisons.CONFIDENCE))
                .isEqualTo("LOW");
        assertThat(yearBefore("MTD", "2024-10-01").<String>getAs(TrendComparisons.CONFIDENCE))
                .isEqualTo("HIGH");
        Row period = trend(
                "STORE", "steady", "RETAIL_PERIOD", "2024-11-03T00:00:00Z", "net_sales", "LAST_YEAR_RETAIL", "ALL");
        assertSums(period, 4 * 20, 4 * 10, "2023-11-05", 4 / 28.0);
        assertThat(period.<Timestamp>getAs(TrendComparisons.BASE_END).toInstant())
                .isEqualTo(Instant.parse("2023-12-03T00:00:00Z"));

        // a mean over a week that has all four days, and one that has two
        Row week = trend("REGION", "south", "WTD", "2024-11-03T00:00:00Z", "net_sales", "MEAN_13_WEEKS", "ALL");
        assertThat(amount(week, TrendComparisons.ACTUAL)).isEqualByComparingTo("80");
        assertThat(amount(week, TrendComparisons.BASE)).isEqualByComparingTo("60");
        assertThat(week.<Integer>getAs(TrendComparisons.BASE_POINTS)).isEqualTo(2);
        assertThat(week.<String>getAs(TrendComparisons.MATCH_NOTE)).contains("2 of 13 weeks have a base");
        assertThat(found)
                .filteredOn(row -> text(row, TrendComparisons.PERIOD_KIND).equals("MTD"))
                .as("a month has no week before")
                .allMatch(row -> text(row, TrendComparisons.COMPARISON).equals("LAST_YEAR_364"));
    }

    @Test
    void easterMondayIsHeldAgainstTheLast() {
        Row holiday = trend("STORE", "easter", "DAY", "2024-04-01T00:00:00Z", "net_sales", "LAST_YEAR_HOLIDAY", "ALL");
        assertThat(amount(holiday, TrendComparisons.BASE)).isEqualByComparingTo("99");
        assertThat(holiday.<String>getAs(TrendComparisons.MATCH_NOTE)).contains("357 days before");
        assertThat(amount(
                        trend("STORE", "easter", "DAY", "2024-04-01T00:00:00Z", "net_sales", "LAST_YEAR_364", "ALL"),
                        TrendComparisons.BASE))
                .isEqualByComparingTo("10");
    }

    private Row yearBefore(String kind, String start) {
        return trend("STORE", "steady", kind, start + "T00:00:00Z", "net_sales", "LAST_YEAR_364", "ALL");
    }

    private static void assertSums(Row row, int actual, int base, String baseStart, double elapsed) {
        assertThat(amount(row, TrendComparisons.ACTUAL)).isEqualByComparingTo(BigDecimal.valueOf(actual));
        assertThat(amount(row, TrendComparisons.BASE)).isEqualByComparingTo(BigDecimal.valueOf(base));
        assertThat(row.<Timestamp>getAs(TrendComparisons.BASE_START).toInstant())
                .isEqualTo(Instant.parse(baseStart + "T00:00:00Z"));
        assertThat(row.<Double>getAs(TrendComparisons.ELAPSED_FRACTION)).isEqualTo(elapsed);
    }

    @Test
    void levelsAddUpAndAChangedHourChangesOnlyWhatItBearsOn() {
        open(lake(folder));
        HourRows hours = new HourRows();
        Random random = new Random(11);
        // Wednesdays and Thursdays
        for (int day = 0; day < 30; day += day % 7 == 0 ? 1 : 6) {
            for (int hour = 9; hour < 11; hour++) {
                for (String store : List.of("old", "new")) {
                    if (random.nextInt(6) > 0) {
                        hours.sells(
                                store,
                                BERLIN,
                                LocalDate.of(2024, 5, 1).plusDays(day).atTime(hour, 0),
                                "" + random.nextInt(100),
                                1 + random.nextInt(9));
                    }
                }
            }
        }
        hours.into(lake(folder));
        compareAgain();
        String additive =
                "metric IN ('net_sales', 'units', 'transactions') AND comparison <> 'MEDIAN_4_WEEKS' AND currency_mode = 'REPORTED'";
        assertThat(sums("STORE", additive))
                .isNotEmpty()
                .isEqualTo(sums("REGION", additive))
                .isEqualTo(sums("CHAIN", additive));
        assertThat(trends(folder)
                        .groupBy(TrendComparisons.TABLE.key().stream()
                                .map(org.apache.spark.sql.functions::col)
                                .toArray(org.apache.spark.sql.Column[]::new))
                        .count()
                        .where("count > 1")
                        .isEmpty())
                .isTrue();
        Dataset<Row> days = lake(folder)
                .read(HourlySales.TABLE)
                .where("level = 'STORE'")
                .groupBy("local_date")
                .agg(sum("net_sales").cast("decimal(18,4)"))
                .orderBy("local_date");
        assertThat(trends(folder)
                        .where(
                                "level = 'CHAIN' AND period_kind = 'DAY' AND metric = 'net_sales' AND comparison = 'LAST_YEAR_364' AND population = 'ALL' AND currency_mode = 'REPORTED'")
                        .selectExpr("to_date(period_start)", "actual")
                        .orderBy("period_start")
                        .collectAsList())
                .isEqualTo(days.collectAsList());

        long version = lake(folder).latestVersion(TrendComparisons.TABLE);
        compareAgain();
        assertThat(lake(folder).latestVersion(TrendComparisons.TABLE))
                .as("nothing changed, nothing written")
                .isEqualTo(version);

        Dataset<Row> changed = lake(folder)
                .read(HourlySales.TABLE)
                .where("entity = 'old' AND local_date = '2024-05-08'")
                .limit(1)
                .drop(Table.RUN_ID, Table.COMPUTED_AT)
                .withColumn("net_sales", col("net_sales").plus(1).cast("decimal(18,4)"))
                .withColumn("net_sales_reporting", col("net_sales"))
                .withColumn("revision", org.apache.spark.sql.functions.lit(2));
        DeltaIo.upsert(lake(folder), HourlySales.TABLE, changed);
        TestLake.run(folder, spark, new CompareJob(FEW_HOURS));
        String last = trends(folder)
                .agg(org.apache.spark.sql.functions.max(Table.RUN_ID))
                .head()
                .getString(0);
        Dataset<Row> written = trends(folder).where(col(Table.RUN_ID).equalTo(last));
        assertThat(written.isEmpty()).isFalse();
        assertThat(written.where(
                                "period_kind = 'DAY' AND to_date(period_start) NOT IN ('2024-05-08', '2024-05-15', '2024-05-22', '2024-05-29')")
                        .isEmpty())
                .isTrue();
        assertThat(written.where("entity = 'new' OR metric IN ('units', 'transactions')")
                        .isEmpty())
                .isTrue();
        List<String> incremental = numbers();
        // other options, which say the same of these days, write the whole table anew
        CompareOptions other =
                new CompareOptions(Interval.unbounded(), FEW_HOURS.backfillDays() + 1, FEW_HOURS.hourDays(), 12, "");
        TestLake.run(folder, spark, new CompareJob(other));
        assertThat(numbers()).isEqualTo(incremental);
    }

    private List<Row> sums(String level, String where) {
        return trends(folder)
                .where(col("level").equalTo(level))
                .where(where)
                .groupBy("period_kind", "period_start", "department", "metric", "comparison", "population")
                .agg(sum("actual"))
                .orderBy("period_kind", "period_start", "department", "metric", "comparison", "population")
                .collectAsList();
    }

    private List<String> numbers() {
        return trends(folder).drop(Table.RUN_ID, Table.COMPUTED_AT).collectAsList().stream()
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
        return onlyRow(found, level, entity, kind, start, metric, comparison, population);
    }

    private static Row onlyRow(List<Row> trends, String... wanted) {
        List<String> columns = List.of(
                TrendComparisons.LEVEL,
                TrendComparisons.ENTITY,
                TrendComparisons.PERIOD_KIND,
                TrendComparisons.PERIOD_START,
                TrendComparisons.METRIC,
                TrendComparisons.COMPARISON,
                TrendComparisons.POPULATION);
        List<Row> rows = trends.stream()
                .filter(row -> row.getAs(TrendComparisons.CURRENCY_MODE).equals("REPORTED"))
                .filter(row ->
                        IntStream.range(0, wanted.length).allMatch(i -> wanted[i].equals(text(row, columns.get(i)))))
                .toList();
        assertThat(rows).as(String.join(" ", wanted)).hasSize(1);
        return rows.get(0);
    }

    private static String text(Row row, String column) {
        Object value = row.getAs(column);
        return value instanceof Timestamp time ? time.toInstant().toString() : (String) value;
    }

    private static BigDecimal amount(Row row, String column) {
        return row.getAs(column);
    }

    private static Dataset<Row> trends(Path folder) {
        return lake(folder).read(TrendComparisons.TABLE);
    }

    private void compareAgain() {
        TestLake.run(folder, spark, new CompareJob(FEW_HOURS));
    }

    private static Lake lake(Path folder) {
        return TestLake.in(folder, spark);
    }

    private static Row store(String id, String region, String country, String zone, String currency, String openedOn) {
        return RowFactory.create(
                id, null, region, country, zone, currency, Date.valueOf(openedOn), null, null, null, null);
    }
}
