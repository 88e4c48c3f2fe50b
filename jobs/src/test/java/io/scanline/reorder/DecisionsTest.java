package io.scanline.reorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.scanline.spark.SparkExtension;
import io.scanline.spark.TestLake;
import io.scanline.table.DecisionScores;
import io.scanline.table.DemandHistory;
import io.scanline.table.Lake;
import io.scanline.table.Products;
import io.scanline.table.ProposalDecisions;
import io.scanline.table.ReorderProposals;
import io.scanline.table.Stores;
import io.scanline.table.TableRows;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Orders of Monday 1 April 2024, which arrive on Wednesday and have to last until the next Wednesday. */
@ExtendWith(SparkExtension.class)
class DecisionsTest {
    private static final LocalDate INTERVAL_ENDS = LocalDate.of(2024, 4, 9);

    @TempDir
    Path folder;

    @Test
    void anOrderIsScoredAgainstItsProposalOnceItsDemandIsKnown(SparkSession spark) {
        Lake lake = TestLake.in(folder, spark);
        assertThat(new Decisions(lake, INTERVAL_ENDS).score()).isEqualTo(Decisions.Totals.NONE);
        TableRows.fill(lake, Stores.TABLE, Map.of("store_id", "S1", "time_zone", "Europe/Berlin"));
        TableRows.fill(
                lake,
                Products.TABLE,
                Map.of("item_id", "rice", "unit_cost", "1"),
                Map.of("item_id", "milk", "unit_cost", "1", "shelf_life_days", 5));
        TableRows.fill(
                lake,
                ReorderProposals.TABLE,
                proposal("raised", "rice", 12, Map.of()),
                proposal("approved", "rice", 12, Map.of()),
                proposal("refused", "milk", 9, Map.of()),
                proposal("cut", "unpriced", 12, Map.of()),
                proposal("undecided", "rice", 12, Map.of()),
                proposal("underway", "rice", 12, Map.of("next_delivery_on", "2024-04-11")),
                proposal("out", "lost", 12, Map.of()));
        TableRows.fill(
                lake,
                DemandHistory.TABLE,
                demand("rice", "2024-03-31", 50.0, "2.00"),
                demand("rice", "2024-04-01", 3.0, "2.00"),
                demand("rice", "2024-04-02", 1.0, "2.00"),
                demand("rice", "2024-04-03", 15.0, "3.00"),
                demand("rice", "2024-04-09", 5.0, "3.00"),
                demand("rice", "2024-04-10", 70.0, "9.00"),
                demand("milk", "2024-04-05", 4.0, "1.50"),
                demand("unpriced", "2024-04-05", 20.0, null),
                Map.of("store_id", "S1", "item_id", "lost", "date", "2024-04-05"));
        decide(
                lake,
                Map.of("raised", 20, "approved", 12, "refused", 0, "cut", 2, "underway", 1, "out", 1, "unknown", 7));

        assertThat(TestLake.in(folder, spark).read(DecisionScores.TABLE).isEmpty())
                .isTrue();
        assertThat(new Decisions(TestLake.in(folder, spark), INTERVAL_ENDS).score())
                .isEqualTo(new Decisions.Totals(4, 3, 2, 1));

        Map<String, Row> scores = scores(spark);
        assertThat(scores).containsOnlyKeys("raised", "approved", "refused", "cut");
        Row raised = scores.get("raised");
        // 10 there, 4 sold before the delivery, 20 wanted after it: 2 short of the proposed 12, 6 left of 20
        assertThat(raised.<Double>getAs(DecisionScores.STOCK_AT_DELIVERY)).isEqualTo(6);
        assertThat(raised.<Double>getAs(DecisionScores.DEMAND)).isEqualTo(20);
        assertThat(raised.<Double>getAs(DecisionScores.LOST_UNITS_PROPOSED)).isEqualTo(2);
        assertThat(raised.<Double>getAs(DecisionScores.LEFT_UNITS_PROPOSED)).isZero();
        assertThat(raised.<Double>getAs(DecisionScores.LOST_UNITS_DECIDED)).isZero();
        assertThat(raised.<Double>getAs(DecisionScores.LEFT_UNITS_DECIDED)).isEqualTo(6);
        // a margin of 3 less 1 for each of 2; a quarter of 6 a year, for a week
        assertThat(cost(raised, DecisionScores.COST_PROPOSED)).isEqualTo(4);
        assertThat(cost(raised, DecisionScores.COST_DECIDED)).isCloseTo(6 * 0.25 * 7 / 365, within(1e-4));
        assertThat(verdict(raised)).isEqualTo(DecisionScores.BETTER);
        assertThat(verdict(scores.get("approved"))).isEqualTo(DecisionScores.AS_PROPOSED);
        // 10 were enough for 4; the 9 of the proposal would all have perished
        assertThat(cost(scores.get("refused"), DecisionScores.COST_PROPOSED)).isEqualTo(15);
        assertThat(cost(scores.get("refused"), DecisionScores.COST_DECIDED)).isEqualTo(6);
        assertThat(verdict(scores.get("refused"))).isEqualTo(DecisionScores.BETTER);
        assertThat(scores.get("cut").<BigDecimal>getAs(DecisionScores.COST_DECIDED))
                .isNull();
        assertThat(verdict(scores.get("cut"))).isEqualTo(DecisionScores.WORSE);

        // another quantity for one of them, and nothing new of the others
        decide(TestLake.in(folder, spark), Map.of("raised", 14, "approved", 12));
        assertThat(new Decisions(TestLake.in(folder, spark), INTERVAL_ENDS.plusDays(1)).score())
                .isEqualTo(new Decisions.Totals(1, 1, 1, 0));
        assertThat(scores(spark)).hasSize(4);
        assertThat(scores(spark).get("raised").<Double>getAs(DecisionScores.LEFT_UNITS_DECIDED))
                .isZero();
    }

    private static Map<String, Object> proposal(String id, String item, int units, Map<String, Object> more) {
        Map<String, Object> values = new HashMap<>(Map.of(
                "proposal_id",
                id,
                "store_id",
                "S1",
                "item_id",
                item,
                "order_date",
                "2024-04-01",
                "delivery_on",
                "2024-04-03",
                "next_delivery_on",
                "2024-04-10",
                "protection_days",
                7,
                "on_hand",
                10,
                "order_units",
                units,
                "stock_as_of",
                "2024-03-31T20:00:00Z"));
        values.putAll(more);
        return values;
    }

    private static Map<String, Object> demand(String item, String date, double units, String price) {
        Map<String, Object> values =
                new HashMap<>(Map.of("store_id", "S1", "item_id", item, "date", date, "demand", units));
        if (price != null) {
            values.put("price", price);
        }
        return values;
    }

    @SuppressWarnings("unchecked")
    private static void decide(Lake lake, Map<String, Integer> units) {
        TableRows.fill(
                lake,
                ProposalDecisions.TABLE,
                units.entrySet().stream()
                        .map(each ->
                                Map.<String, Object>of("proposal_id", each.getKey(), "order_units", each.getValue()))
                        .toArray(Map[]::new));
    }

    private Map<String, Row> scores(SparkSession spark) {
        return TestLake.in(folder, spark).read(DecisionScores.TABLE).collectAsList().stream()
                .collect(Collectors.toMap(row -> row.getAs(DecisionScores.PROPOSAL_ID), row -> row));
    }

    private static double cost(Row row, String column) {
        return row.<BigDecimal>getAs(column).doubleValue();
    }

    private static String verdict(Row row) {
        return row.getAs(DecisionScores.VERDICT);
    }
}
