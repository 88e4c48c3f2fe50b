package io.scanline.compare;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.scanline.calendar.StoreLevels;
import io.scanline.config.Interval;
import io.scanline.spark.DeltaIo;
import io.scanline.spark.Scope;
import io.scanline.spark.SparkExtension;
import io.scanline.spark.TestLake;
import io.scanline.table.GrowthBridges;
import io.scanline.table.Lake;
import io.scanline.table.Stores;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Date;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class GrowthBridgesTest {
    private static final LocalDate WEEK = LocalDate.of(2024, 5, 5);
    private static final LocalDate BASE = LocalDate.of(2023, 5, 7);
    /** The week after, which is not over. */
    private static final LocalDate NEXT = WEEK.plusDays(7);

    private final SparkSession spark;

    @TempDir
    Path folder;

    GrowthBridgesTest(SparkSession spark) {
        this.spark = spark;
    }

    @Test
    void partsAreThoseWorkedOutByHand() {
        open("old/N", "young/N", "new/N", "closed/N", "delhi/D");
        SoldLines sold = new SoldLines();
        for (LocalDate week : List.of(BASE, WEEK)) {
            boolean now = week.equals(WEEK);
            // A 10 at 2.00, then 12 at 2.50; B 5 at 4.00, then 3 at 4.00; C was dropped, D is new
            euros(sold, "old", week, "A", now ? "12" : "10", now ? "30" : "20");
            euros(sold, "old", week.plusDays(1), "B", now ? "3" : "5", now ? "12" : "20");
            euros(sold, "old", week.plusDays(2), now ? "D" : "C", now ? "1" : "2", now ? "7" : "6");
            euros(sold, "young", week, "A", "1", now ? "25" : "10");
            euros(sold, now ? "new" : "closed", week, "A", "1", now ? "50" : "40");
            // 1000 rupees at 0.010, then 1200 at 0.012, on one day more
            sold.add("delhi", "INR", now ? "0.012" : "0.010", week, "A", now ? "6" : "10", now ? "600" : "1000");
            if (now) {
                sold.add("delhi", "INR", "0.012", week.plusDays(3), "A", "6", "600");
            }
        }
        euros(sold, "old", NEXT, "A", "1", "2");
        sold.write(TestLake.in(folder, spark));
        assertThat(compare()).as("a week, and its month, quarter and year").isEqualTo(4 * (5 + 2 + 2 + 1));

        assertThat(bridge("STORE", "old"))
                .containsAllEntriesOf(parts("actual 49, base 46, delta 3, like_for_like 3, calendar 0, fx 0"))
                // 12 items at 0.50 more; 15 units each week; 49 - 46 is 6 + 0 + mix + 7 - 6
                .containsAllEntriesOf(parts("price 6, volume 0, mix -4, new_items 7, dropped_items -6"));
        assertThat(bridge("STORE", "delhi"))
                .containsAllEntriesOf(parts("actual 14.4, base 10, delta 4.4, fx 2.4, calendar 10, like_for_like -8"))
                .containsAllEntriesOf(parts("price 0, volume -8, mix 0, new_items 0, dropped_items 0"));
        assertThat(bridge("REGION", "N"))
                .containsAllEntriesOf(parts("actual 124, base 96, delta 28, like_for_like 3, calendar 0, fx 0"))
                .containsAllEntriesOf(parts("new_stores 65, closed_stores -40, price 6, mix -4"))
                .containsAllEntriesOf(parts("stores_like_for_like 1, stores_new 2, stores_closed 1"));
        assertThat(bridge("CHAIN", "chain"))
                .containsAllEntriesOf(
                        parts("actual 138.4, base 106, delta 32.4, fx 2.4, calendar 10, like_for_like -5"))
                .containsAllEntriesOf(parts("new_stores 65, closed_stores -40"));
        assertThat(bridges().stream()
                        .filter(row -> row.getAs(GrowthBridges.PERIOD_KIND).equals(GrowthBridges.WEEK))
                        .map(row -> row.<Date>getAs(GrowthBridges.PERIOD_START)))
                .as("the running week waits, and the base week has no base")
                .containsOnly(Date.valueOf(WEEK));
        assertThat(compare()).isZero();
    }

    @Test
    void longerPeriodsAreTheSumsOfTheirWeeks() {
        open("old/N", "new/N");
        SoldLines sold = new SoldLines();
        euros(sold, "old", BASE, "A", "10", "20");
        euros(sold, "old", WEEK, "A", "12", "30");
        euros(sold, "old", BASE.plusDays(7), "A", "10", "20");
        euros(sold, "old", NEXT, "A", "9", "18");
        sold.write(TestLake.in(folder, spark));
        compare();
        assertThat(sumOf(GrowthBridges.RETAIL_YEAR, "2024-02-04"))
                .containsAllEntriesOf(parts("weeks 1, actual 30, base 20, price 6, volume 4, new_stores 0"));

        euros(sold, "new", NEXT, "A", "1", "5");
        euros(sold, "old", NEXT.plusDays(7), "A", "1", "2");
        sold.write(TestLake.in(folder, spark));
        compare();

        Map<String, BigDecimal> twoWeeks = parts(
                "weeks 2, actual 53, base 40, delta 13, like_for_like 8, new_stores 5, price 6, volume 2, stores_new 1, stores_like_for_like 1");
        assertThat(sumOf(GrowthBridges.RETAIL_YEAR, "2024-02-04")).containsAllEntriesOf(twoWeeks);
        assertThat(sumOf(GrowthBridges.RETAIL_QUARTER, "2024-05-05")).containsAllEntriesOf(twoWeeks);
        assertThat(sumOf(GrowthBridges.RETAIL_PERIOD, "2024-05-05")).containsAllEntriesOf(twoWeeks);
        assertThat(compare()).isZero();
    }

    private Map<String, BigDecimal> sumOf(String kind, String start) {
        return amounts(TestLake.in(folder, spark)
                .read(GrowthBridges.TABLE)
                .where(col(GrowthBridges.PERIOD_KIND)
                        .equalTo(kind)
                        .and(col(GrowthBridges.PERIOD_START).equalTo(Date.valueOf(start)))
                        .and(col(GrowthBridges.LEVEL).equalTo("CHAIN")))
                .head());
    }

    @Test
    void partsAddUpToTheCentOnAnyChain() {
        open("s0/N", "s1/N", "s2/S", "s3/S", "s4/D", "delhi/D");
        Random dice = new Random(3);
        SoldLines sold = new SoldLines();
        for (LocalDate week : List.of(BASE, WEEK)) {
            for (String store : List.of("s0", "s1", "s2", "s3", "s4", "delhi")) {
                boolean rupees = store.equals("delhi");
                for (int line = dice.nextInt(9); line > 0; line--) {
                    sold.add(
                            store,
                            rupees ? "INR" : "EUR",
                            rupees ? "0.01" + dice.nextInt(99) : "1",
                            week.plusDays(dice.nextInt(7)),
                            "i" + dice.nextInt(5),
                            BigDecimal.valueOf(dice.nextInt(4000) - 300, 3).toString(),
                            BigDecimal.valueOf(dice.nextInt(9000) - 600, 2).toString());
                }
            }
        }
        euros(sold, "s0", NEXT, "i0", "1", "2");
        sold.write(TestLake.in(folder, spark));
        compare();

        Map<String, Map<String, BigDecimal>> byLevel = new TreeMap<>();
        for (Row row : bridges()) {
            Map<String, BigDecimal> amounts = amounts(row);
            assertThat(sum(amounts, GrowthBridges.OF_DELTA))
                    .as(row.toString())
                    .isEqualByComparingTo(amounts.get(GrowthBridges.DELTA))
                    .isEqualByComparingTo(amounts.get(GrowthBridges.ACTUAL).subtract(amounts.get(GrowthBridges.BASE)));
            assertThat(sum(amounts, GrowthBridges.OF_LIKE_FOR_LIKE))
                    .as(row.toString())
                    .isEqualByComparingTo(amounts.get(GrowthBridges.LIKE_FOR_LIKE));
            Map<String, BigDecimal> level =
                    byLevel.computeIfAbsent(row.getAs(GrowthBridges.LEVEL), key -> new TreeMap<>());
            Stream.concat(Stream.of(GrowthBridges.ACTUAL, GrowthBridges.BASE), GrowthBridges.OF_DELTA.stream())
                    .forEach(part -> level.merge(part, amounts.get(part), BigDecimal::add));
        }
        assertThat(byLevel).hasSize(4);
        assertThat(byLevel.values())
                .as("stores sum to regions, countries and the chain")
                .containsOnly(byLevel.get("CHAIN"));
    }

    private void open(String... stores) {
        List<Row> rows = Stream.of(stores)
                .map(store -> store.split("/"))
                .map(store -> RowFactory.create(
                        store[0],
                        null,
                        store[1],
                        store[1].equals("D") ? "IN" : "DE",
                        "UTC",
                        store[0].equals("delhi") ? "INR" : "EUR",
                        Date.valueOf(opened(store[0])),
                        null,
                        null,
                        null,
                        null))
                .toList();
        DeltaIo.replace(
                TestLake.in(folder, spark),
                Stores.TABLE,
                spark.createDataFrame(rows, Stores.TABLE.rowSchema()),
                Scope.everything());
    }

    private static String opened(String store) {
        return switch (store) {
            case "young" -> "2023-04-01";
            case "new" -> "2024-02-01";
            default -> "2020-01-01";
        };
    }

    private static void euros(SoldLines sold, String store, LocalDate day, String item, String quantity, String net) {
        sold.add(store, "EUR", "1", day, item, quantity, net);
    }

    /** The bridges alone, of the days that compare would look at. */
    private long compare() {
        Lake lake = TestLake.in(folder, spark);
        CompareOptions options = new CompareOptions(Interval.unbounded(), 30, 1, 12, "EUR");
        Targets targets = new TargetReader(lake, options, new BaseDays(Map.of())).targets();
        return new Bridges(lake, targets, options.monthsOpen()).publish(StoreLevels.of(lake.read(Stores.TABLE)));
    }

    private List<Row> bridges() {
        return TestLake.in(folder, spark).read(GrowthBridges.TABLE).collectAsList();
    }

    private Map<String, BigDecimal> bridge(String level, String entity) {
        return amounts(TestLake.in(folder, spark)
                .read(GrowthBridges.TABLE)
                .where(col(GrowthBridges.LEVEL)
                        .equalTo(level)
                        .and(col(GrowthBridges.ENTITY).equalTo(entity))
                        .and(col(GrowthBridges.PERIOD_KIND).equalTo(GrowthBridges.WEEK)))
                .head());
    }

    private static Map<String, BigDecimal> amounts(Row row) {
        Map<String, BigDecimal> amounts = new TreeMap<>();
        for (String name : row.schema().fieldNames()) {
            if (row.getAs(name) instanceof Number number) {
                amounts.put(name, plain(number.toString()));
            }
        }
        return amounts;
    }

    private static Map<String, BigDecimal> parts(String text) {
        Map<String, BigDecimal> parts = new TreeMap<>();
        for (String part : text.split(", ")) {
            parts.put(part.split(" ")[0], plain(part.split(" ")[1]));
        }
        return parts;
    }

    private static BigDecimal plain(String number) {
        return new BigDecimal(new BigDecimal(number).stripTrailingZeros().toPlainString());
    }

    private static BigDecimal sum(Map<String, BigDecimal> amounts, List<String> names) {
        return names.stream().map(amounts::get).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
