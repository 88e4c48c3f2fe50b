package io.scanline.reorder;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.scanline.config.ScanlineException;
import io.scanline.spark.DeltaIo;
import io.scanline.spark.SparkExtension;
import io.scanline.spark.TestLake;
import io.scanline.table.DemandHistory;
import io.scanline.table.Forecasts;
import io.scanline.table.Lake;
import io.scanline.table.OpenOrders;
import io.scanline.table.PolicyScores;
import io.scanline.table.Prices;
import io.scanline.table.Products;
import io.scanline.table.ReorderProposals;
import io.scanline.table.StockPositions;
import io.scanline.table.StoreClosures;
import io.scanline.table.Stores;
import io.scanline.table.SupplyTerms;
import io.scanline.table.Table;
import io.scanline.table.TableRows;
import io.scanline.table.Types;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * One lake for all tests: S1 in Berlin, S2 in Adelaide (a half-hour zone, the day starts at 3), S3 in Berlin and closed after the order day, which
 * is a Monday. Tests read what one run proposed; those that run the job again say so.
 */
@ExtendWith(SparkExtension.class)
class ReorderJobTest {
    static final LocalDate AS_OF = LocalDate.of(2024, 4, 28);
    private static final LocalDate LATER = AS_OF.plusDays(3);
    private static final ReorderOptions OPTIONS = new ReorderOptions(AS_OF, 0.95, true);

    @TempDir
    static Path folder;

    private static SparkSession spark;
    private static ReorderResult result;
    private static Map<String, Row> proposals;

    @BeforeAll
    static void proposeOrders(SparkSession session) {
        spark = session;
        write(
                Stores.TABLE,
                store("S1", "DE", "Europe/Berlin", "EUR"),
                nightStore("S2", "AU", "Australia/Adelaide", "AUD", 3),
                store("S3", "DE", "Europe/Berlin", "EUR"));
        write(
                StoreClosures.TABLE,
                TableRows.row(
                        StoreClosures.TABLE,
                        Map.of("store_id", "S3", "from", day("2024-04-30"), "to", day("2024-05-02"))));
        write(
                Products.TABLE,
                TableRows.row(
                        Products.TABLE, Map.of("item_id", "milk", "shelf_life_days", 3, "unit_cost", decimal("0.80"))),
                TableRows.row(Products.TABLE, Map.of("item_id", "loose", "uom", "KGM")));
        write(
                SupplyTerms.TABLE,
                terms("*", "milk", "6", null),
                terms("*", "rice", "10", "MON,THU"),
                terms("S2", "rice", "10", "TUE"),
                terms("S1", "loose", "2.5", null),
                terms("S1", "silent", "1", null),
                terms("S1", "broken", "0", null));
        write(
                StockPositions.TABLE,
                stock("S1", "milk", "2024-04-20T18:00:00Z", "99"),
                stock("S1", "milk", "2024-04-28T21:59:00Z", "9"),
                // after the day's end in Berlin
                stock("S1", "milk", "2024-04-28T22:00:01Z", "77"),
                // 02:29 in Adelaide, where the business day ends at 03:00
                stock("S2", "milk", "2024-04-28T16:59:00Z", "40"),
                stock("S2", "milk", "2024-04-28T17:31:00Z", "11"),
                stock("S1", "rice", "2024-04-28T21:00:00Z", "5"),
                stock("S1", "silent", "2024-04-28T21:00:00Z", "50"),
                stock("S1", "loose", "2024-04-28T21:00:00Z", "3.2500"));
        write(
                OpenOrders.TABLE,
                TableRows.row(
                        OpenOrders.TABLE,
                        Map.of(
                                "store_id",
                                "S1",
                                "item_id",
                                "rice",
                                "supplier_id",
                                "warehouse",
                                "due_on",
                                day("2024-04-30"),
                                "quantity",
                                decimal("10"))));
        write(
                Prices.TABLE,
                TableRows.row(
                        Prices.TABLE,
                        Map.of(
                                "store_id",
                                "*",
                                "item_id",
                                "milk",
                                "from",
                                day("2024-01-01"),
                                "price",
                                decimal("1.20"))));
        write(DemandHistory.TABLE, soldEveryDayUntil(16, "S1", "silent"));
        write(
                Forecasts.TABLE,
                Stream.of(
                                forecast("S1", "milk", 20, AS_OF),
                                forecast("S2", "milk", 10, AS_OF),
                                forecast("S3", "milk", 10, AS_OF),
                                forecast("S1", "rice", 8, AS_OF),
                                forecast("S2", "rice", 8, AS_OF),
                                forecast("S1", "loose", 4, AS_OF),
                                forecast("S1", "silent", 8, AS_OF),
                                forecast("S1", "broken", 8, AS_OF),
                                forecast("S1", "novelty", 1, AS_OF),
                                forecast("S1", "milk", 20, LATER))
                        .flatMap(List::stream)
                        .toArray(Row[]::new));
        write(
                PolicyScores.TABLE,
                tuned("S1", "FAST", LATER, 0.95, 1.5),
                tuned("S1", "FAST", LATER, 0.90, -1),
                tuned("S1", "SLOW", LATER, 0.95, -2),
                tuned("S2", "FAST", LATER, 0.95, -2));
        result = TestLake.run(folder, spark, new ReorderJob(OPTIONS));
        proposals = proposals(AS_OF.plusDays(1));
    }

    @Test
    void proposesOneRowForEveryItemThatCanBeOrderedToday() {
        assertThat(proposals.keySet())
                .containsExactlyInAnyOrder("S1/milk", "S2/milk", "S3/milk", "S1/rice", "S1/loose", "S1/silent");
        assertThat(result.storeItems()).isEqualTo(9);
        assertThat(result.orders() + result.notNeeded() + result.blocked()).isEqualTo(6);
        assertThat(result.noOrderDay()).as("rice in S2 is ordered on Tuesdays").isEqualTo(1);
        assertThat(result.withoutTerms()).as("the novelty").isEqualTo(1);
        assertThat(result.orderCost()).containsOnlyKeys("EUR", "AUD");
    }

    @Test
    void figuresComeFromTheTables() {
        Row milk = proposals.get("S1/milk");
        assertThat(milk.<BigDecimal>getAs("on_hand"))
                .as("the day's last position in Berlin")
                .isEqualByComparingTo("9");
        assertThat(milk.<Date>getAs("delivery_on")).isEqualTo(day("2024-05-01"));
        assertThat(milk.<Date>getAs("next_delivery_on")).isEqualTo(day("2024-05-02"));
        assertThat(milk.<Integer>getAs("protection_days")).isEqualTo(1);
        assertThat(milk.<Double>getAs("demand_mean")).isCloseTo(20, within(1e-6));
        assertThat(milk.<BigDecimal>getAs("order_cost"))
                .isEqualByComparingTo(milk.<BigDecimal>getAs("order_units").multiply(decimal("0.80")));
        assertThat(milk.<BigDecimal>getAs("expected_lost_sales_money").doubleValue())
                .as("an empty shelf loses nearly 20 at 1.20")
                .isCloseTo(24, within(0.5));
        assertThat(proposals.get("S2/milk").<Timestamp>getAs("stock_as_of").toInstant())
                .isEqualTo(Instant.parse("2024-04-28T16:59:00Z"));
        assertThat(result.oldStock())
                .as("the night's position has seen the day's sales")
                .isZero();
        assertThat(milk.<BigDecimal>getAs("units_if_half_the_misses"))
                .isGreaterThanOrEqualTo(milk.<BigDecimal>getAs("order_units"));
        Row loose = proposals.get("S1/loose");
        assertThat(loose.<BigDecimal>getAs("on_hand")).isEqualByComparingTo("3.25");
        assertThat(loose.<BigDecimal>getAs("order_units").remainder(decimal("2.5")))
                .isEqualByComparingTo("0");
        assertThat(loose.<BigDecimal>getAs("order_cost")).as("no cost is known").isNull();
        assertThat(proposals.get("S1/rice").<BigDecimal>getAs("on_order_due")).isEqualByComparingTo("10");
    }

    @Test
    void thePartsOfEveryRowSumToItsOrderAndPrioritiesRankAStore() {
        for (Row row : proposals.values()) {
            BigDecimal sum = Stream.of(
                            "net_need", "rounding_to_pack", "minimum_adjustment", "capacity_cut", "shelf_life_cut")
                    .map(part -> row.<BigDecimal>getAs(part))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            assertThat(row.<BigDecimal>getAs("order_units")).isEqualByComparingTo(sum);
            assertThat(row.<BigDecimal>getAs("order_packs").multiply(row.getAs("pack_size")))
                    .isEqualByComparingTo(row.<BigDecimal>getAs("order_units"));
        }
        assertThat(proposals.values().stream()
                        .filter(row -> row.getAs("store_id").equals("S1"))
                        .map(row -> row.<Integer>getAs("priority")))
                .containsExactlyInAnyOrder(1, 2, 3, 4);
        assertThat(proposals.get("S1/milk").<Integer>getAs("priority")).isEqualTo(1);
    }

    @Test
    void aClosedStoreReceivesOnItsNextOpenDayAndMissingStockIsFlagged() {
        Row milk = proposals.get("S3/milk");

        assertThat(milk.<Date>getAs("delivery_on")).isEqualTo(day("2024-05-02"));
        assertThat(milk.<Date>getAs("next_delivery_on")).isEqualTo(day("2024-05-03"));
        assertThat(result.withoutStock()).isEqualTo(1);
        assertThat(milk.<Timestamp>getAs("stock_as_of")).isNull();
        assertThat(milk.<String>getAs("reason")).contains("no stock count is known");
    }

    @Test
    void suspectsStockThatStoppedSelling() {
        Row silent = proposals.get("S1/silent");

        assertThat(result.phantomSuspects()).isEqualTo(1);
        assertThat(silent.<Boolean>getAs("phantom_stock_suspect")).isTrue();
        assertThat(silent.<String>getAs("reason")).contains("nothing sold for 16 days");
        assertThat(silent.<BigDecimal>getAs("expected_lost_sales_money"))
                .as("by the price last paid")
                .isNotNull();
    }

    @Test
    void countsTermsThatMakeNoSense() {
        assertThat(result.unusableTerms()).isEqualTo(1);
        assertThat(result.unusableExample())
                .isEqualTo("supplier warehouse, store S1, item broken: pack_size must be above 0, was 0.0000");
    }

    @Test
    void runningAgainLeavesTheSameOrdersAndThoseOfOtherDays() {
        ReorderResult later = TestLake.run(folder, spark, new ReorderJob(new ReorderOptions(null, 0.95, true)));
        ReorderResult again = TestLake.run(folder, spark, new ReorderJob(OPTIONS));

        assertThat(later.orderDate())
                .as("after the newest forecasts, as there are no sales")
                .isEqualTo(LATER.plusDays(1));
        assertThat(later.oldStock())
                .as("the stock of three days ago is rolled forward")
                .isEqualTo(1);
        assertThat(again).isEqualTo(result);
        assertThat(proposals(LATER.plusDays(1))).containsOnlyKeys("S1/milk");
        assertThat(proposals(AS_OF.plusDays(1))).isEqualTo(proposals);
    }

    @Test
    void aimsAtWhatMetTheTargetInTheNewestReplayThatWasKnown() {
        ReorderResult untuned = TestLake.run(folder, spark, new ReorderJob(new ReorderOptions(LATER, 0.95, false)));
        Row asAsked = proposals(LATER.plusDays(1)).get("S1/milk");
        ReorderResult tuned = TestLake.run(folder, spark, new ReorderJob(new ReorderOptions(LATER, 0.95, true)));
        Row asTuned = proposals(LATER.plusDays(1)).get("S1/milk");

        assertThat(result.tunedThrough())
                .as("the replay ended after the first day of orders")
                .isNull();
        assertThat(untuned.tuned()).isZero();
        assertThat(tuned.tuned()).isEqualTo(1);
        assertThat(tuned.tunedThrough()).isEqualTo(LATER);
        assertThat(tuned.summary()).contains("1 aim at what met their service target in the replay through " + LATER);
        assertThat(asTuned.<Double>getAs("service_target")).isEqualTo(0.95);
        assertThat(asTuned.<Double>getAs("demand_target")).isGreaterThan(asAsked.<Double>getAs("demand_target"));
        assertThat(asTuned.<BigDecimal>getAs("order_up_to")).isGreaterThan(asAsked.<BigDecimal>getAs("order_up_to"));
    }

    @Test
    void saysWhatToLoadAndLeavesTheLakeAlone(@TempDir Path empty) {
        assertThatThrownBy(() -> TestLake.run(empty, spark, new ReorderJob(OPTIONS)))
                .isInstanceOfSatisfying(
                        ScanlineException.class, e -> assertThat(e.code()).isEqualTo(ScanlineException.Code.USAGE))
                .hasMessageContaining("supply_terms")
                .hasMessageContaining("scanline ingest --dataset supply_terms --source FILE");
        assertThat(TestLake.in(empty, spark).exists(ReorderProposals.TABLE)).isFalse();

        assertThatThrownBy(() ->
                        TestLake.run(folder, spark, new ReorderJob(new ReorderOptions(AS_OF.plusDays(9), 0.95, true))))
                .hasMessageContaining("There are no forecasts as of 2024-05-07")
                .hasMessageContaining("--as-of " + LATER);
        assertThatThrownBy(() -> new ReorderOptions(AS_OF, 95, true)).hasMessageContaining("between 0 and 1");
    }

    private static Map<String, Row> proposals(LocalDate orderDate) {
        return TestLake.in(folder, spark)
                .read(ReorderProposals.TABLE)
                .where(col("order_date").equalTo(lit(orderDate)))
                .drop(Table.RUN_ID, Table.COMPUTED_AT)
                .collectAsList()
                .stream()
                .collect(Collectors.toMap(
                        row -> row.getAs("store_id") + "/" + row.getAs("item_id"), Function.identity()));
    }

    private static void write(Table table, Row... rows) {
        Lake lake = TestLake.in(folder, spark);
        DeltaIo.append(lake, table, spark.createDataFrame(List.of(rows), table.rowSchema()), 1);
    }

    static Row store(String id, String country, String zone, String currency) {
        return TableRows.row(
                Stores.TABLE,
                Map.of("store_id", id, "region", country, "country", country, "time_zone", zone, "currency", currency));
    }

    private static Row nightStore(String id, String country, String zone, String currency, int dayStart) {
        return TableRows.row(
                Stores.TABLE,
                Map.of(
                        "store_id",
                        id,
                        "region",
                        country,
                        "country",
                        country,
                        "time_zone",
                        zone,
                        "currency",
                        currency,
                        "day_start_hour",
                        dayStart));
    }

    private static Row terms(String store, String item, String pack, String weekdays) {
        Map<String, Object> values = new HashMap<>(Map.of(
                "store_id",
                store,
                "item_id",
                item,
                "supplier_id",
                "warehouse",
                "lead_time_days",
                2,
                "pack_size",
                decimal(pack)));
        values.put("order_weekdays", weekdays);
        return TableRows.row(SupplyTerms.TABLE, values);
    }

    private static Row tuned(String store, String velocity, LocalDate asOf, double target, double safety) {
        Map<String, Object> values = new HashMap<>();
        Stream.of(PolicyScores.TABLE.rowSchema().fields())
                .filter(field -> !field.nullable())
                .forEach(field -> values.put(field.name(), nothing(field.dataType())));
        values.put("as_of", Date.valueOf(asOf));
        values.put("policy", "cycle-service:calibrated");
        values.put("store_id", store);
        values.put("velocity", velocity);
        values.put("service_target", target);
        values.put("safety", safety);
        return TableRows.row(PolicyScores.TABLE, values);
    }

    private static Object nothing(DataType type) {
        if (type instanceof DecimalType) {
            return BigDecimal.ZERO;
        }
        if (type.equals(Types.LONG)) {
            return 0L;
        }
        return type.equals(Types.INT) ? (Object) 1 : "*";
    }

    private static Row[] soldEveryDayUntil(int daysAgo, String store, String item) {
        return IntStream.rangeClosed(daysAgo, 90)
                .mapToObj(day -> TableRows.row(
                        DemandHistory.TABLE,
                        Map.of(
                                "store_id",
                                store,
                                "item_id",
                                item,
                                "date",
                                Date.valueOf(AS_OF.minusDays(day)),
                                "units_sold",
                                decimal("8"),
                                "in_stock_share",
                                1.0,
                                "demand",
                                8.0,
                                "price",
                                decimal("2.00"),
                                "promoted",
                                false,
                                "censored",
                                false)))
                .toArray(Row[]::new);
    }

    static Row stock(String store, String item, String at, String onHand) {
        return TableRows.row(
                StockPositions.TABLE,
                Map.of(
                        "store_id",
                        store,
                        "item_id",
                        item,
                        "as_of",
                        Timestamp.from(Instant.parse(at)),
                        "on_hand",
                        decimal(onHand)));
    }

    static List<Row> forecast(String store, String item, double mean, LocalDate asOf) {
        List<Row> days = new ArrayList<>();
        for (int day = 1; day <= 14; day++) {
            Map<String, Object> values = new HashMap<>(Map.of(
                    "store_id",
                    store,
                    "item_id",
                    item,
                    "target_date",
                    Date.valueOf(asOf.plusDays(day)),
                    "as_of",
                    Date.valueOf(asOf),
                    "mean",
                    mean,
                    "dispersion",
                    0.1,
                    "method",
                    "made by hand",
                    "history_days",
                    90,
                    "censored_days",
                    0,
                    "quality",
                    "OK"));
            Stream.of("p05", "p10", "p25", "p50", "p75", "p90", "p95", "p975")
                    .forEach(quantile -> values.put(quantile, mean));
            values.put("cold_start_weight", 0.0);
            days.add(TableRows.row(Forecasts.TABLE, values));
        }
        return days;
    }

    static BigDecimal decimal(String text) {
        return new BigDecimal(text).setScale(4);
    }

    static Date day(String text) {
        return Date.valueOf(text);
    }
}
