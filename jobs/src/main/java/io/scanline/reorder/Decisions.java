package io.scanline.reorder;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.scanline.spark.DeltaIo;
import io.scanline.spark.Held;
import io.scanline.stats.Newsvendor;
import io.scanline.table.DecisionScores;
import io.scanline.table.DemandHistory;
import io.scanline.table.Lake;
import io.scanline.table.Products;
import io.scanline.table.ProposalDecisions;
import io.scanline.table.ReorderProposals;
import io.scanline.table.Types;
import java.time.LocalDate;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Scores what stores decided to order against what was proposed, once the demand of the protection interval is known.
 *
 * <p>An order is scored once, and again when another quantity is decided; demand that comes to light later changes no score.
 * Cost is linear in the proposals of {@link #WEEKS} weeks and the sales of the scored items in them.
 */
final class Decisions {
    /** How long after the next delivery a decision is still taken in. */
    static final int WEEKS = 13;

    private static final double DAYS_OF_YEAR = 365;
    /** Costs and units closer than this are alike. */
    private static final double NOTHING = 0.005;

    private static final String COUNTED_THROUGH = "counted_through";
    private static final String BEFORE = "demand_before";
    private static final String DURING = "demand_during";
    private static final String UNKNOWN_DAYS = "unknown_days";
    private static final String LAST_PRICE = "last_price";
    private static final String UNIT_COST = "unit_cost";

    private final Lake lake;
    private final LocalDate asOf;

    /** @param asOf last day whose demand is known */
    Decisions(Lake lake, LocalDate asOf) {
        this.lake = lake;
        this.asOf = asOf;
    }

    /**
     * How decided orders compare with the proposals.
     *
     * @param scored orders that this run scored
     * @param changed of them those whose quantity is not the proposed one
     */
    record Totals(long scored, long changed, long better, long worse) {
        static final Totals NONE = new Totals(0, 0, 0, 0);
    }

    /** Scores the orders that are due; nothing where nobody has decided on one yet. */
    Totals score() {
        if (!lake.exists(ProposalDecisions.TABLE)) {
            return Totals.NONE;
        }
        try (Held held = Held.of(scores())) {
            Dataset<Row> scores = held.rows();
            Row totals = scores.agg(
                            count(lit(1)),
                            count_if(isVerdict(DecisionScores.AS_PROPOSED).equalTo(false)),
                            count_if(isVerdict(DecisionScores.BETTER)),
                            count_if(isVerdict(DecisionScores.WORSE)))
                    .head();
            if (totals.getLong(0) > 0) {
                lake.run().step(String.format("Scoring %,d decided orders", totals.getLong(0)));
                DeltaIo.upsert(lake, DecisionScores.TABLE, scores);
            }
            return new Totals(totals.getLong(0), totals.getLong(1), totals.getLong(2), totals.getLong(3));
        }
    }

    private static Column isVerdict(String verdict) {
        return col(DecisionScores.VERDICT).equalTo(verdict);
    }

    private Dataset<Row> scores() {
        Dataset<Row> scored = due().transform(this::withDemand)
                .where(col(UNKNOWN_DAYS).equalTo(0))
                .join(costs(), new String[] {ReorderProposals.ITEM_ID}, "left")
                .withColumn(
                        UNIT_COST,
                        coalesce(
                                when(
                                        col(ReorderProposals.ORDER_UNITS).gt(0),
                                        col(ReorderProposals.ORDER_COST).divide(col(ReorderProposals.ORDER_UNITS))),
                                col(Products.UNIT_COST)))
                .withColumn(DecisionScores.PROPOSED_UNITS, col(ReorderProposals.ORDER_UNITS))
                .withColumn(DecisionScores.DEMAND, col(DURING))
                .withColumn(
                        DecisionScores.STOCK_AT_DELIVERY,
                        notBelowZero(notBelowZero(col(ReorderProposals.ON_HAND))
                                .plus(col(ReorderProposals.ON_ORDER_DUE))
                                .cast("double")
                                .minus(col(BEFORE))))
                .transform(rows -> withOutcome(
                        rows,
                        DecisionScores.PROPOSED_UNITS,
                        DecisionScores.LOST_UNITS_PROPOSED,
                        DecisionScores.LEFT_UNITS_PROPOSED,
                        DecisionScores.COST_PROPOSED))
                .transform(rows -> withOutcome(
                        rows,
                        DecisionScores.DECIDED_UNITS,
                        DecisionScores.LOST_UNITS_DECIDED,
                        DecisionScores.LEFT_UNITS_DECIDED,
                        DecisionScores.COST_DECIDED))
                .withColumn(DecisionScores.VERDICT, verdict());
        return scored.select(Stream.of(DecisionScores.TABLE.rowSchema().fieldNames())
                .map(Column::new)
                .toArray(Column[]::new));
    }

    /** Decided orders with a known stock whose interval is over, and which have no score for this quantity. */
    private Dataset<Row> due() {
        Column nextDelivery = col(ReorderProposals.NEXT_DELIVERY_ON);
        LocalDate orderedSince = asOf.minusWeeks(2 * WEEKS);
        Dataset<Row> proposals = lake.read(ReorderProposals.TABLE)
                .where(col(ReorderProposals.ORDER_DATE).gt(lit(orderedSince)))
                .where(nextDelivery.gt(lit(asOf.minusWeeks(WEEKS))).and(nextDelivery.leq(lit(asOf.plusDays(1)))))
                .where(col(ReorderProposals.STOCK_AS_OF).isNotNull());
        Dataset<Row> decided = proposals.join(
                lake.read(ProposalDecisions.TABLE)
                        .select(
                                col(ProposalDecisions.PROPOSAL_ID),
                                col(ProposalDecisions.ORDER_UNITS).as(DecisionScores.DECIDED_UNITS)),
                ReorderProposals.PROPOSAL_ID);
        Dataset<Row> known = lake.read(DecisionScores.TABLE)
                .where(col(DecisionScores.ORDER_DATE).gt(lit(orderedSince)))
                .select(DecisionScores.PROPOSAL_ID, DecisionScores.DECIDED_UNITS);
        return decided.join(known, new String[] {DecisionScores.PROPOSAL_ID, DecisionScores.DECIDED_UNITS}, "left_anti")
                .join(broadcast(OrderInputs.clocks(lake)), ReorderProposals.STORE_ID)
                .withColumn(COUNTED_THROUGH, OrderInputs.countedThrough(col(ReorderProposals.STOCK_AS_OF)));
    }

    /** Beside each order the demand since its stock was counted, before the delivery and until the next one. */
    private Dataset<Row> withDemand(Dataset<Row> orders) {
        Dataset<Row> history = lake.read(DemandHistory.TABLE)
                .where(col(DemandHistory.DATE).gt(lit(asOf.minusWeeks(3 * WEEKS))))
                .where(col(DemandHistory.DATE).leq(lit(asOf)))
                .select(
                        DemandHistory.STORE_ID,
                        DemandHistory.ITEM_ID,
                        DemandHistory.DATE,
                        DemandHistory.DEMAND,
                        DemandHistory.PRICE);
        Column date = col(DemandHistory.DATE);
        Column before = date.gt(col(COUNTED_THROUGH)).and(date.lt(col(ReorderProposals.DELIVERY_ON)));
        Column during =
                date.geq(col(ReorderProposals.DELIVERY_ON)).and(date.lt(col(ReorderProposals.NEXT_DELIVERY_ON)));
        Dataset<Row> demand = orders.select(
                        ReorderProposals.PROPOSAL_ID,
                        ReorderProposals.STORE_ID,
                        ReorderProposals.ITEM_ID,
                        ReorderProposals.DELIVERY_ON,
                        ReorderProposals.NEXT_DELIVERY_ON,
                        COUNTED_THROUGH)
                .join(history, new String[] {ReorderProposals.STORE_ID, ReorderProposals.ITEM_ID})
                .groupBy(ReorderProposals.PROPOSAL_ID)
                .agg(
                        sum(when(before, col(DemandHistory.DEMAND))).as(BEFORE),
                        sum(when(during, col(DemandHistory.DEMAND))).as(DURING),
                        count_if(before.or(during).and(col(DemandHistory.DEMAND).isNull()))
                                .as(UNKNOWN_DAYS),
                        max_by(
                                        col(DemandHistory.PRICE),
                                        when(
                                                date.lt(col(ReorderProposals.NEXT_DELIVERY_ON))
                                                        .and(col(DemandHistory.PRICE)
                                                                .isNotNull()),
                                                date))
                                .as(LAST_PRICE));
        return orders.join(demand, new String[] {ReorderProposals.PROPOSAL_ID}, "left")
                .na()
                .fill(0, new String[] {BEFORE, DURING, UNKNOWN_DAYS});
    }

    private Dataset<Row> costs() {
        return lake.read(Products.TABLE)
                .select(Products.ITEM_ID, Products.UNIT_COST, Products.SHELF_LIFE_DAYS)
                .withColumnRenamed(Products.ITEM_ID, ReorderProposals.ITEM_ID);
    }

    /** What an order of so many units came to, or would have. */
    private static Dataset<Row> withOutcome(Dataset<Row> rows, String units, String lost, String left, String cost) {
        Column missing = col(DecisionScores.DEMAND)
                .minus(col(DecisionScores.STOCK_AT_DELIVERY))
                .minus(col(units).cast("double"));
        Column days = col(ReorderProposals.PROTECTION_DAYS);
        Column shareLost = when(col(Products.SHELF_LIFE_DAYS).leq(days), 1.0)
                .otherwise(days.multiply(Newsvendor.HOLDING_RATE / DAYS_OF_YEAR));
        Column unitCost = col(UNIT_COST).cast("double");
        Column margin = notBelowZero(col(LAST_PRICE).cast("double").minus(unitCost));
        return rows.withColumn(lost, notBelowZero(missing))
                .withColumn(left, notBelowZero(lit(0).minus(missing)))
                .withColumn(
                        cost,
                        col(lost)
                                .multiply(margin)
                                .plus(col(left).multiply(unitCost).multiply(shareLost))
                                .cast(Types.MONEY));
    }

    private static Column notBelowZero(Column value) {
        return greatest(value, lit(0));
    }

    private static Column verdict() {
        Column units = col(DecisionScores.LOST_UNITS_DECIDED)
                .plus(col(DecisionScores.LEFT_UNITS_DECIDED))
                .minus(col(DecisionScores.LOST_UNITS_PROPOSED))
                .minus(col(DecisionScores.LEFT_UNITS_PROPOSED));
        Column more = coalesce(
                col(DecisionScores.COST_DECIDED)
                        .minus(col(DecisionScores.COST_PROPOSED))
                        .cast("double"),
                units);
        return when(
                        col(DecisionScores.DECIDED_UNITS).equalTo(col(DecisionScores.PROPOSED_UNITS)),
                        DecisionScores.AS_PROPOSED)
                .when(abs(more).lt(NOTHING), DecisionScores.EQUAL)
                .when(more.lt(0), DecisionScores.BETTER)
                .otherwise(DecisionScores.WORSE);
    }
}
