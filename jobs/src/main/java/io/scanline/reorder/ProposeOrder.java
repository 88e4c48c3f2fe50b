package io.scanline.reorder;

import io.scanline.stats.PackLadder;
import io.scanline.stats.SupplierMinimum;
import io.scanline.table.ReorderProposals;
import io.scanline.table.SupplyTerms;
import io.scanline.table.Types;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Date;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * One row of {@link OrderInputs} to one outcome: a proposal, or why there is none. Runs on executors, keeps no state.
 */
final class ProposeOrder implements Serializable {
    private static final long serialVersionUID = 1;

    /** Outcomes that are no proposals: counted, not written. */
    static final String NO_ORDER_DAY = "NO_ORDER_DAY";

    static final String NO_TERMS = "NO_TERMS";
    static final String UNUSABLE_TERMS = "UNUSABLE_TERMS";

    static final String STOCK_IS_OLD = "stock_is_old";
    static final String IS_BEYOND_HORIZON = "is_beyond_horizon";
    static final String IS_TUNED = "is_tuned";
    static final String IS_FILLED_UP = "is_filled_up";

    /** What is counted beside a proposal's columns and not written. */
    static final String[] FLAGS = {STOCK_IS_OLD, IS_BEYOND_HORIZON, IS_TUNED, IS_FILLED_UP};

    /** A proposal's columns, all nullable because other outcomes fill a few only, and flags that are counted. */
    static final StructType SCHEMA = new StructType(Stream.concat(
                    Stream.of(ReorderProposals.TABLE.rowSchema().fields())
                            .filter(field -> !field.name().equals(ReorderProposals.PRIORITY))
                            .map(field -> new StructField(field.name(), field.dataType(), true, field.metadata())),
                    Stream.of(FLAGS)
                            .map(name -> new StructField(
                                    name, Types.BOOLEAN, true, org.apache.spark.sql.types.Metadata.empty())))
            .toArray(StructField[]::new));

    private final LocalDate orderDate;
    private final double serviceTarget;

    ProposeOrder(LocalDate orderDate, double serviceTarget) {
        this.orderDate = orderDate;
        this.serviceTarget = serviceTarget;
    }

    /**
     * An item as it is ordered by itself, before the supplier's minimum is looked at.
     *
     * @param ladder null where the item is not ordered today whatever its stock
     */
    record Draft(Row input, Row outcome, PackLadder ladder) {}

    /** The outcome of an item whose supplier asks for no minimum. */
    Row alone(Row row) {
        return drafted(row, false).outcome();
    }

    Draft draft(Row row) {
        return drafted(row, true);
    }

    private Draft drafted(Row row, boolean withLadder) {
        Map<String, Object> outcome = place(row);
        Row terms = row.getAs(OrderInputs.TERMS);
        PackLadder ladder = null;
        if (terms == null) {
            outcome.put(ReorderProposals.STATUS, NO_TERMS);
        } else {
            try {
                Situation now = situation(row, terms);
                if (now.calendar().takesOrders(orderDate)) {
                    Proposal proposal = Proposal.of(now);
                    put(row, now, proposal, "", outcome);
                    ladder = withLadder ? LineLadder.of(now, proposal) : null;
                } else {
                    outcome.put(ReorderProposals.STATUS, NO_ORDER_DAY);
                }
            } catch (UnusableInput unusable) {
                outcome.put(ReorderProposals.STATUS, UNUSABLE_TERMS);
                outcome.put(ReorderProposals.REASON, unusable.getMessage());
            }
        }
        return new Draft(row, row(outcome), ladder);
    }

    /** The outcome of a line that the supplier's minimum changes or says something of. */
    Row underMinimum(Draft draft, SupplierMinimum minimum, long addedPacks) {
        Row row = draft.input();
        Row terms = row.getAs(OrderInputs.TERMS);
        Map<String, Object> outcome = place(row);
        try {
            Situation now = situation(row, terms);
            Proposal alone = Proposal.of(now);
            BigDecimal added = now.terms().packSize().multiply(BigDecimal.valueOf(addedPacks));
            BigDecimal units = alone.quantity().units();
            BigDecimal ordered = minimum.outcome().putsOff() ? BigDecimal.ZERO : units.add(added);
            put(
                    row,
                    now,
                    alone.ordering(alone.quantity().filledTo(ordered)),
                    SupplierReason.of(
                            minimum, terms.getAs(SupplyTerms.SUPPLIER_ID), row.getAs(OrderInputs.CURRENCY), added),
                    outcome);
        } catch (UnusableInput unusable) {
            throw new IllegalStateException("terms that gave a draft are usable", unusable);
        }
        return row(outcome);
    }

    private Situation situation(Row row, Row terms) throws UnusableInput {
        return new SituationReader(row, terms, orderDate, serviceTarget).situation();
    }

    private static Map<String, Object> place(Row row) {
        Map<String, Object> outcome = new HashMap<>();
        outcome.put(ReorderProposals.STORE_ID, row.getAs(OrderInputs.STORE_ID));
        outcome.put(ReorderProposals.ITEM_ID, row.getAs(OrderInputs.ITEM_ID));
        outcome.put(ReorderProposals.CURRENCY, row.getAs(OrderInputs.CURRENCY));
        return outcome;
    }

    private static Row row(Map<String, Object> outcome) {
        return RowFactory.create(
                Stream.of(SCHEMA.fieldNames()).map(outcome::get).toArray());
    }

    private void put(Row row, Situation now, Proposal proposal, String ofSupplier, Map<String, Object> outcome) {
        String supplier = row.<Row>getAs(OrderInputs.TERMS).getAs(SupplyTerms.SUPPLIER_ID);
        outcome.put(ReorderProposals.SUPPLIER_ID, supplier);
        outcome.put(ReorderProposals.ORDER_DATE, Date.valueOf(orderDate));
        outcome.put(
                ReorderProposals.PROPOSAL_ID,
                proposalId(row.getAs(OrderInputs.STORE_ID), row.getAs(OrderInputs.ITEM_ID), supplier, orderDate));
        outcome.put(ReorderProposals.STOCK_AS_OF, row.getAs(OrderInputs.STOCK_AS_OF));
        putFigures(now, proposal, outcome);
        putQuantity(now, proposal, outcome);
        if (proposal.quantity().supplierMinimum().signum() == 0) {
            putSensitivity(Sensitivity.of(now), outcome);
        }
        outcome.put(ReorderProposals.PHANTOM_STOCK_SUSPECT, now.phantomStock());
        outcome.put(ReorderProposals.REASON, Reason.of(now, proposal, ofSupplier));
        outcome.put(ReorderProposals.STATUS, proposal.status().name());
        outcome.put(STOCK_IS_OLD, now.stockAgeDays() > 0);
        outcome.put(IS_BEYOND_HORIZON, proposal.beyondHorizon());
        outcome.put(IS_TUNED, now.terms().aim() != now.terms().serviceTarget());
        outcome.put(IS_FILLED_UP, proposal.quantity().supplierMinimum().signum() > 0);
    }

    private static void putFigures(Situation now, Proposal proposal, Map<String, Object> outcome) {
        outcome.put(ReorderProposals.DELIVERY_ON, Date.valueOf(proposal.deliveryOn()));
        outcome.put(ReorderProposals.NEXT_DELIVERY_ON, Date.valueOf(proposal.nextDeliveryOn()));
        outcome.put(ReorderProposals.PROTECTION_DAYS, proposal.protectionDays());
        outcome.put(ReorderProposals.ON_HAND, now.onHand());
        outcome.put(ReorderProposals.ON_ORDER_DUE, proposal.onOrderDue());
        outcome.put(ReorderProposals.DEMAND_MEAN, proposal.demandMean());
        outcome.put(ReorderProposals.DEMAND_P50, proposal.demandMedian());
        outcome.put(ReorderProposals.DEMAND_TARGET, proposal.demandTarget());
        outcome.put(ReorderProposals.SAFETY_STOCK, proposal.safetyStock());
        outcome.put(ReorderProposals.REORDER_POINT, proposal.reorderPoint());
        outcome.put(ReorderProposals.ORDER_UP_TO, proposal.orderUpTo());
        outcome.put(ReorderProposals.SERVICE_TARGET, now.terms().serviceTarget());
        outcome.put(ReorderProposals.STOCKOUT_PROBABILITY_WITHOUT_ORDER, proposal.stockoutChance());
        outcome.put(ReorderProposals.EXPECTED_WASTE_UNITS, proposal.expectedWaste());
        outcome.put(
                ReorderProposals.EXPECTED_LOST_SALES_MONEY,
                money(now.price(), BigDecimal.valueOf(proposal.lostWithoutOrder())));
    }

    private static void putSensitivity(Sensitivity sensitivity, Map<String, Object> outcome) {
        outcome.put(ReorderProposals.UNITS_IF_A_DAY_LATER, sensitivity.aDayLater());
        outcome.put(ReorderProposals.UNITS_IF_HALF_THE_MISSES, sensitivity.halfTheMisses());
        outcome.put(ReorderProposals.UNITS_IF_A_PACK_LESS, sensitivity.aPackLess());
    }

    private static void putQuantity(Situation now, Proposal proposal, Map<String, Object> outcome) {
        OrderQuantity quantity = proposal.quantity();
        outcome.put(ReorderProposals.NET_NEED, quantity.netNeed());
        outcome.put(ReorderProposals.ROUNDING_TO_PACK, quantity.roundingToPack());
        outcome.put(
                ReorderProposals.MINIMUM_ADJUSTMENT,
                quantity.minimumAdjustment().add(quantity.supplierMinimum()));
        outcome.put(ReorderProposals.CAPACITY_CUT, quantity.capacityCut());
        outcome.put(ReorderProposals.SHELF_LIFE_CUT, quantity.shelfLifeCut());
        outcome.put(ReorderProposals.ORDER_UNITS, quantity.units());
        outcome.put(ReorderProposals.PACK_SIZE, now.terms().packSize());
        outcome.put(
                ReorderProposals.ORDER_PACKS,
                quantity.units().divide(now.terms().packSize(), 4, RoundingMode.HALF_UP));
        outcome.put(ReorderProposals.ORDER_COST, money(now.unitCost(), quantity.units()));
    }

    private static BigDecimal money(BigDecimal each, BigDecimal units) {
        return each == null ? null : each.multiply(units).setScale(4, RoundingMode.HALF_UP);
    }

    /** The same for the same order, so that whoever sends orders can tell one that was sent already. */
    static String proposalId(String store, String item, String supplier, LocalDate orderDate) {
        String name = String.join("\u001f", store, item, supplier, orderDate.toString());
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** A row of a reference table that says something impossible; the message says what and where. */
    static final class UnusableInput extends Exception {
        private static final long serialVersionUID = 1;

        UnusableInput(String message) {
            super(message);
        }
    }
}
