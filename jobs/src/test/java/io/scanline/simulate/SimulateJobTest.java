package io.scanline.simulate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.scanline.config.Interval;
import io.scanline.config.ScanlineException;
import io.scanline.spark.DeltaIo;
import io.scanline.spark.SparkExtension;
import io.scanline.spark.TestLake;
import io.scanline.table.DemandHistory;
import io.scanline.table.PolicyScores;
import io.scanline.table.Prices;
import io.scanline.table.Products;
import io.scanline.table.StoreClosures;
import io.scanline.table.Stores;
import io.scanline.table.SupplyTerms;
import io.scanline.table.Table;
import io.scanline.table.TableRows;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * One lake for all tests: S1 in euro and closed for two days, S2 in pounds; 160 days, of which 50 are scored. Tests read what one
 * run wrote; those that run the job again say so.
 */
@ExtendWith(SparkExtension.class)
class SimulateJobTest {
    private static final LocalDate FIRST = LocalDate.of(2024, 1, 1);
    private static final int DAYS = 160;
    private static final LocalDate AS_OF = FIRST.plusDays(DAYS - 1);
    private static final LocalDate FROM = FIRST.plusDays(110);
    private static final LocalDate CLOSED = FIRST.plusDays(120);

    @TempDir
    static Path folder;

    private static SparkSession spark;
    private static SimulateResult result;
    private static List<Row> scores;

    @BeforeAll
    static void replay(SparkSession session) {
        spark = session;
        write(Stores.TABLE, store("S1", "EUR"), store("S2", "GBP"));
        write(
                StoreClosures.TABLE,
                TableRows.row(
                        StoreClosures.TABLE,
                        Map.of(
                                "store_id",
                                "S1",
                                "from",
                                Date.valueOf(CLOSED),
                                "to",
                                Date.valueOf(CLOSED.plusDays(2)))));
        write(
                Products.TABLE,
                product("milk", "dairy/milk", 5, "0.80"),
                product("rice", "grocery/rice", null, "1.10"),
                product("unpriced", "grocery/odd", null, null),
                product("flour", "bakery/flour", null, "1.00"));
        write(
                SupplyTerms.TABLE,
                terms("*", "milk", "4", "MON,WED,FRI"),
                terms("*", "rice", "6", "MON"),
                terms("S2", "rice", "6", "MON,THU"),
                terms("*", "unpriced", "1", null),
                terms("*", "young", "1", null),
                terms("S1", "broken", "0", null),
                terms("S2", "flour", "1", "MON", "mill", "9000"));
        write(Prices.TABLE, price("milk", "1.50"), price("rice", "2.00"), price("flour", "1.40"));
        List<Row> demand = new ArrayList<>();
        for (String store : List.of("S1", "S2")) {
            demand.addAll(sold(store, "milk", 12, 0));
            demand.addAll(sold(store, "rice", 4, 0));
        }
        demand.addAll(sold("S1", "unpriced", 1, 0));
        demand.addAll(sold("S1", "unlisted", 1, 0));
        demand.addAll(sold("S1", "broken", 1, 0));
        demand.addAll(sold("S2", "young", 3, DAYS - 20));
        demand.addAll(sold("S2", "flour", 2, 0));
        write(DemandHistory.TABLE, demand.toArray(Row[]::new));

        result = run(options("fill-rate", "z-sigma", "z-sigma:calibrated", "foresight"));
        scores = rows();
    }

    @Test
    void everyItemIsReplayedOrCountedWithItsReason() {
        assertThat(result.asOf()).isEqualTo(AS_OF);
        assertThat(result.days()).isEqualTo(50);
        assertThat(result.items())
                .as("milk and rice twice, flour, and what has no price")
                .isEqualTo(6);
        assertThat(result.withoutTerms()).isEqualTo(1);
        assertThat(result.unusableTerms()).isEqualTo(1);
        assertThat(result.unusableExample())
                .isEqualTo("supplier warehouse, store S1, item broken: pack_size must be above 0");
        assertThat(result.shortHistory()).isEqualTo(1);
        assertThat(result.withoutCost()).isEqualTo(1);
        assertThat(result.summary()).contains("fill-rate", "z-sigma:calibrated", "EUR + ", "GBP");
    }

    @Test
    void unitsBalanceInEveryRowAndMoneyAddsUp() {
        assertThat(scores).isNotEmpty();
        for (Row row : scores) {
            assertThat(units(row, "opening_units").add(units(row, "received_units")))
                    .as("%s", row)
                    .isEqualByComparingTo(units(row, "sold_units")
                            .add(units(row, "waste_units"))
                            .add(units(row, "closing_units")));
            assertThat(units(row, "total_cost"))
                    .isEqualByComparingTo(units(row, "holding_cost")
                            .add(units(row, "waste_cost"))
                            .add(units(row, "lost_margin")));
        }
    }

    @Test
    void placesAddUpToTheirTotals() {
        for (String policy : List.of("fill-rate", "foresight")) {
            assertThat(sold(policy, "S1", "dairy", "*").add(sold(policy, "S1", "grocery", "*")))
                    .isEqualByComparingTo(sold(policy, "S1", "*", "*"));
            assertThat(sold(policy, "*", "*", "FAST").add(sold(policy, "*", "*", "MEDIUM")))
                    .isEqualByComparingTo(sold(policy, "*", "*", "*"));
            assertThat(sold(policy, "*", "dairy", "*"))
                    .isEqualByComparingTo(sold(policy, "S1", "dairy", "*").add(sold(policy, "S2", "dairy", "*")));
        }
    }

    @Test
    void ratesAreWhatTheirUnitsSay() {
        Row milk = row("fill-rate", "S1", "dairy", "*");

        assertThat(milk.<Double>getAs("fill_rate"))
                .isCloseTo(
                        units(milk, "sold_units").doubleValue()
                                / units(milk, "demand_units").doubleValue(),
                        within(1e-9));
        assertThat(milk.<Double>getAs("mean_stock_days"))
                .isCloseTo(
                        50
                                * units(milk, "mean_stock_units").doubleValue()
                                / units(milk, "sold_units").doubleValue(),
                        within(1e-3));
        assertThat(milk.<Double>getAs("cycle_service")).isBetween(0.0, 1.0);
        assertThat(milk.<String>getAs("currency")).isEqualTo("EUR");
        assertThat(row("foresight", "S1", "*", "*").<Double>getAs("fill_rate")).isGreaterThan(0.97);
    }

    @Test
    void nobodyWantsAnythingOfAClosedStore() {
        BigDecimal closed = units(row("foresight", "S1", "dairy", "*"), "demand_units");
        BigDecimal open = units(row("foresight", "S2", "dairy", "*"), "demand_units");

        assertThat(closed).as("the same demand without the two days").isLessThan(open);
    }

    @Test
    void itemsWithoutACostCountInUnitsOnly() {
        Row grocery = row("fill-rate", "S1", "grocery", "*");

        assertThat(grocery.<Long>getAs("items")).isEqualTo(2);
        assertThat(grocery.<Long>getAs("items_without_cost")).isEqualTo(1);
    }

    @Test
    void aCalibratedPolicyIsTunedToItsTarget() {
        double tuned = row("z-sigma:calibrated", "*", "dairy", "*").<Double>getAs("fill_rate");
        double asItIs = row("z-sigma", "*", "dairy", "*").<Double>getAs("fill_rate");

        assertThat(tuned).as("it met more than its target on the days before").isLessThan(asItIs);
    }

    @Test
    void ordersBelowWhatTheirSupplierAsksForAreNotPlaced() {
        assertThat(row("fill-rate", "S2", "bakery", "*").<Long>getAs("orders"))
                .as("two a day never come to 9000")
                .isZero();
        assertThat(row("fill-rate", "S2", "grocery", "*").<Long>getAs("orders")).isPositive();
    }

    /** Runs the job again. */
    @Test
    void aSecondRunWritesTheSameAndLeavesOtherPoliciesAlone() {
        run(options("fill-rate"));
        assertThat(rows()).containsExactlyInAnyOrderElementsOf(scores);
    }

    @Test
    void refusesDaysThatAreNotThere() {
        assertThatThrownBy(() -> run(SimulateOptions.of(
                        List.of("fill-rate"), List.of(0.9), 0.25, new Interval(FIRST.plusDays(5), null))))
                .isInstanceOf(ScanlineException.class)
                .hasMessageContaining("demand is known from 2024-01-01 to " + AS_OF);
        assertThatThrownBy(() -> run(SimulateOptions.of(
                        List.of("fill-rate:calibrated"), List.of(0.9), 0.25, new Interval(FIRST.plusDays(40), null))))
                .isInstanceOf(ScanlineException.class)
                .hasMessageContaining("cannot be calibrated");
    }

    private static SimulateOptions options(String... policies) {
        return SimulateOptions.of(List.of(policies), List.of(0.95), 0.25, new Interval(FROM, null));
    }

    private static SimulateResult run(SimulateOptions options) {
        return TestLake.run(folder, spark, new SimulateJob(options));
    }

    private static List<Row> rows() {
        Dataset<Row> rows = TestLake.in(folder, spark).read(PolicyScores.TABLE);
        return rows.where(col("as_of").equalTo(lit(AS_OF)))
                .drop(Table.RUN_ID, Table.COMPUTED_AT)
                .collectAsList();
    }

    private static Row row(String policy, String store, String department, String velocity) {
        List<Row> found = found(policy, store, department, velocity);
        return found.get(0);
    }

    /** One row a currency. */
    private static List<Row> found(String policy, String store, String department, String velocity) {
        return scores.stream()
                .filter(row -> row.getAs("policy").equals(policy)
                        && row.getAs("store_id").equals(store)
                        && row.getAs("department").equals(department)
                        && row.getAs("velocity").equals(velocity))
                .toList();
    }

    private static BigDecimal sold(String policy, String store, String department, String velocity) {
        return found(policy, store, department, velocity).stream()
                .map(row -> units(row, "sold_units"))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal units(Row row, String column) {
        return row.getAs(column);
    }

    private static void write(Table table, Row... rows) {
        DeltaIo.append(TestLake.in(folder, spark), table, spark.createDataFrame(List.of(rows), table.rowSchema()), 1);
    }

    private static Row store(String id, String currency) {
        return TableRows.row(
                Stores.TABLE,
                Map.of(
                        "store_id",
                        id,
                        "region",
                        "R",
                        "country",
                        "DE",
                        "time_zone",
                        "Europe/Berlin",
                        "currency",
                        currency));
    }

    private static Row product(String item, String department, Integer shelfLife, String cost) {
        Map<String, Object> values = new HashMap<>(Map.of("item_id", item, "department", department));
        values.put("shelf_life_days", shelfLife);
        values.put("unit_cost", cost == null ? null : decimal(cost));
        return TableRows.row(Products.TABLE, values);
    }

    private static Row terms(String store, String item, String pack, String weekdays) {
        return terms(store, item, pack, weekdays, "warehouse", null);
    }

    private static Row terms(
            String store, String item, String pack, String weekdays, String supplier, String minimumOrder) {
        Map<String, Object> values =
                new HashMap<>(Map.of("store_id", store, "item_id", item, "supplier_id", supplier, "lead_time_days", 2));
        values.put("supplier_min_order_value", minimumOrder == null ? null : decimal(minimumOrder));
        values.put("lead_time_sd_days", 0.5);
        values.put("pack_size", decimal(pack));
        values.put("order_weekdays", weekdays);
        return TableRows.row(SupplyTerms.TABLE, values);
    }

    private static Row price(String item, String price) {
        return TableRows.row(
                Prices.TABLE,
                Map.of("store_id", "*", "item_id", item, "from", Date.valueOf(FIRST), "price", decimal(price)));
    }

    /** So many units a day, give or take half, the same in every store. */
    private static List<Row> sold(String store, String item, int mean, int from) {
        Random random = new Random(item.hashCode());
        List<Row> rows = new ArrayList<>();
        for (int day = from; day < DAYS; day++) {
            double units = Math.round(mean * (0.5 + random.nextDouble()));
            rows.add(TableRows.row(
                    DemandHistory.TABLE,
                    Map.of(
                            "store_id",
                            store,
                            "item_id",
                            item,
                            "date",
                            Date.valueOf(FIRST.plusDays(day)),
                            "units_sold",
                            BigDecimal.valueOf(units).setScale(4),
                            "in_stock_share",
                            1.0,
                            "demand",
                            units,
                            "promoted",
                            false,
                            "censored",
                            false)));
        }
        return rows;
    }

    private static BigDecimal decimal(String text) {
        return new BigDecimal(text).setScale(4);
    }
}
