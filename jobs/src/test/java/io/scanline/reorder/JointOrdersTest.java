package io.scanline.reorder;

import static io.scanline.reorder.ReorderJobTest.AS_OF;
import static io.scanline.reorder.ReorderJobTest.decimal;
import static org.assertj.core.api.Assertions.assertThat;

import io.scanline.spark.DeltaIo;
import io.scanline.spark.SparkExtension;
import io.scanline.spark.TestLake;
import io.scanline.table.Forecasts;
import io.scanline.table.Prices;
import io.scanline.table.Products;
import io.scanline.table.ReorderProposals;
import io.scanline.table.StockPositions;
import io.scanline.table.Stores;
import io.scanline.table.SupplyTerms;
import io.scanline.table.Table;
import io.scanline.table.TableRows;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A dairy that wants 60 an order, a mill that wants 9000, a baker that wants nothing: all goods cost 1, sell at 1.50 and come in tens. */
@ExtendWith(SparkExtension.class)
class JointOrdersTest {
    private static final String[] ITEMS = {"milk", "butter", "cream", "flour", "bread"};

    @TempDir
    Path folder;

    private SparkSession spark;

    @Test
    void fillsAnOrderUpOrPutsItOffAndLeavesTheRestAlone(SparkSession session) {
        spark = session;
        write(Stores.TABLE, ReorderJobTest.store("S1", "DE", "Europe/Berlin", "EUR"));
        write(
                SupplyTerms.TABLE,
                terms("milk", "dairy", "40"),
                terms("butter", "dairy", null),
                terms("cream", "dairy", "60"),
                terms("flour", "mill", "9000"),
                terms("bread", "baker", null));
        write(Products.TABLE, rows(item -> Map.of("item_id", item, "unit_cost", decimal("1")), Products.TABLE));
        write(
                Prices.TABLE,
                rows(
                        item -> Map.of(
                                "store_id",
                                "*",
                                "item_id",
                                item,
                                "from",
                                ReorderJobTest.day("2024-01-01"),
                                "price",
                                decimal("1.50")),
                        Prices.TABLE));
        write(
                StockPositions.TABLE,
                ReorderJobTest.stock("S1", "milk", "2024-04-28T20:00:00Z", "20"),
                ReorderJobTest.stock("S1", "butter", "2024-04-28T20:00:00Z", "60"),
                ReorderJobTest.stock("S1", "cream", "2024-04-28T20:00:00Z", "300"),
                ReorderJobTest.stock("S1", "flour", "2024-04-28T20:00:00Z", "12"),
                ReorderJobTest.stock("S1", "bread", "2024-04-28T20:00:00Z", "12"));
        write(
                Forecasts.TABLE,
                Stream.of(ITEMS)
                        .flatMap(item -> ReorderJobTest.forecast("S1", item, 6, AS_OF).stream())
                        .toArray(Row[]::new));
        ReorderResult result = run();
        Map<String, Row> proposals = proposals();

        Row milk = proposals.get("milk");
        Row butter = proposals.get("butter");
        assertThat(units(milk).add(units(butter)).add(units(proposals.get("cream"))))
                .as("packs of 10 at 1 each")
                .isEqualByComparingTo("60");
        assertThat(milk.<BigDecimal>getAs("minimum_adjustment")).isPositive();
        assertThat(milk.<String>getAs("reason"))
                .matches(
                        "Order \\d0 \\(\\d packs\\): 20 on hand .*; raised \\d0 to fill the order of dairy up to its minimum of 60.00 EUR\\.");
        assertThat(milk.<BigDecimal>getAs("units_if_a_day_later")).isNull();
        assertThat(units(proposals.get("cream")))
                .as("it has the longest to wait")
                .isZero();
        assertThat(proposals.get("cream").<String>getAs("status")).isEqualTo("NOT_NEEDED");

        Row flour = proposals.get("flour");
        assertThat(flour.<String>getAs("status")).isEqualTo("BELOW_MINIMUM");
        assertThat(flour.<BigDecimal>getAs("net_need")).isPositive();
        assertThat(units(flour)).isZero();
        assertThat(flour.<String>getAs("reason"))
                .startsWith("No order: 12 on hand of the ")
                .contains(
                        "; put off, as all that is sensible to order of mill comes to 170.00 of its minimum of 9000.00 EUR");

        assertThat(proposals.get("bread").<String>getAs("status")).isEqualTo("PROPOSED");
        assertThat(proposals.get("bread").<BigDecimal>getAs("minimum_adjustment"))
                .isZero();
        for (Row row : proposals.values()) {
            assertThat(Stream.of("net_need", "rounding_to_pack", "minimum_adjustment", "capacity_cut", "shelf_life_cut")
                            .map(part -> row.<BigDecimal>getAs(part))
                            .reduce(BigDecimal.ZERO, BigDecimal::add))
                    .isEqualByComparingTo(units(row));
        }
        assertThat(result.belowMinimum()).isEqualTo(1);
        assertThat(result.filledUp()).isPositive();
        assertThat(result.orders() + result.notNeeded() + result.belowMinimum()).isEqualTo(5);
        assertThat(result.summary()).contains("and 1 in need wait for an order that is large enough");

        String partitions = spark.conf().get("spark.sql.shuffle.partitions");
        spark.conf().set("spark.sql.shuffle.partitions", "7");
        assertThat(run()).isEqualTo(result);
        assertThat(proposals()).as("however the rows are spread").isEqualTo(proposals);
        spark.conf().set("spark.sql.shuffle.partitions", partitions);
    }

    private ReorderResult run() {
        return TestLake.run(folder, spark, new ReorderJob(new ReorderOptions(AS_OF, 0.95, true)));
    }

    private Map<String, Row> proposals() {
        return TestLake.in(folder, spark)
                .read(ReorderProposals.TABLE)
                .drop(Table.RUN_ID, Table.COMPUTED_AT)
                .collectAsList()
                .stream()
                .collect(Collectors.toMap(row -> row.getAs("item_id"), Function.identity()));
    }

    private static BigDecimal units(Row proposal) {
        return proposal.getAs("order_units");
    }

    private static Row[] rows(Function<String, Map<String, Object>> values, Table table) {
        return Stream.of(ITEMS)
                .map(item -> TableRows.row(table, values.apply(item)))
                .toArray(Row[]::new);
    }

    private static Row terms(String item, String supplier, String minimum) {
        Map<String, Object> values = new HashMap<>(Map.of(
                "store_id",
                "*",
                "item_id",
                item,
                "supplier_id",
                supplier,
                "lead_time_days",
                2,
                "pack_size",
                decimal("10")));
        values.put("order_weekdays", "MON,WED");
        values.put("supplier_min_order_value", minimum == null ? null : decimal(minimum));
        return TableRows.row(SupplyTerms.TABLE, values);
    }

    private void write(Table table, Row... rows) {
        DeltaIo.append(TestLake.in(folder, spark), table, spark.createDataFrame(List.of(rows), table.rowSchema()), 1);
    }
}
