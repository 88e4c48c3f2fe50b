package io.scanline.table;

/** What came of the orders that stores decided on, and what would have come of those that were proposed. */
public final class DecisionScores {
    public static final String PROPOSAL_ID = "proposal_id";
    public static final String STORE_ID = "store_id";
    public static final String ITEM_ID = "item_id";
    public static final String SUPPLIER_ID = "supplier_id";
    public static final String ORDER_DATE = "order_date";
    public static final String DELIVERY_ON = "delivery_on";
    public static final String NEXT_DELIVERY_ON = "next_delivery_on";
    public static final String PROPOSED_UNITS = "proposed_units";
    public static final String DECIDED_UNITS = "decided_units";
    public static final String STOCK_AT_DELIVERY = "stock_at_delivery";
    public static final String DEMAND = "demand";
    public static final String LOST_UNITS_PROPOSED = "lost_units_proposed";
    public static final String LOST_UNITS_DECIDED = "lost_units_decided";
    public static final String LEFT_UNITS_PROPOSED = "left_units_proposed";
    public static final String LEFT_UNITS_DECIDED = "left_units_decided";
    public static final String COST_PROPOSED = "cost_proposed";
    public static final String COST_DECIDED = "cost_decided";
    public static final String CURRENCY = "currency";
    public static final String VERDICT = "verdict";

    /** The order was placed as proposed. */
    public static final String AS_PROPOSED = "AS_PROPOSED";
    /** Another quantity was ordered, and cost less than the proposal would have. */
    public static final String BETTER = "BETTER";
    /** Another quantity was ordered, and cost more. */
    public static final String WORSE = "WORSE";
    /** Another quantity was ordered, and it made no difference. */
    public static final String EQUAL = "EQUAL";

    public static final Table TABLE = Table.named("decision_scores")
            .about(
                    "One row per decided order whose goods have met the demand that they were for, with the quantity decided and with the one proposed.")
            .required(PROPOSAL_ID, Types.STRING, "proposal_id of reorder_proposals")
            .required(STORE_ID, Types.STRING, "store")
            .required(ITEM_ID, Types.STRING, "item")
            .required(SUPPLIER_ID, Types.STRING, "supplier")
            .required(ORDER_DATE, Types.DATE, "day on which the order was placed")
            .required(DELIVERY_ON, Types.DATE, "day on which it arrived, before the day's sales")
            .required(NEXT_DELIVERY_ON, Types.DATE, "day on which the next possible order arrived")
            .required(PROPOSED_UNITS, Types.QUANTITY, "units that were proposed")
            .required(DECIDED_UNITS, Types.QUANTITY, "units that were ordered")
            .required(
                    STOCK_AT_DELIVERY,
                    Types.DOUBLE,
                    "units there without the order on the delivery day: the stock and open orders that the proposal knew, less demand since, not below 0")
            .required(DEMAND, Types.DOUBLE, "units wanted from the delivery to the next one")
            .required(LOST_UNITS_PROPOSED, Types.DOUBLE, "units that would have been missing with the proposed order")
            .required(LOST_UNITS_DECIDED, Types.DOUBLE, "units missing with the decided order")
            .required(
                    LEFT_UNITS_PROPOSED,
                    Types.DOUBLE,
                    "units that would have been left at the next delivery with the proposed order")
            .required(LEFT_UNITS_DECIDED, Types.DOUBLE, "units left at the next delivery with the decided order")
            .optional(
                    COST_PROPOSED,
                    Types.MONEY,
                    "what the proposed order would have cost: the margin of missing units, and of those left the capital until the next delivery, or all where they would perish; null where no price or cost is known")
            .optional(COST_DECIDED, Types.MONEY, "the same of the decided order")
            .required(CURRENCY, Types.STRING, "ISO 4217 of the store")
            .required(
                    VERDICT,
                    Types.STRING,
                    "AS_PROPOSED; of another quantity BETTER, WORSE or EQUAL, by cost; where that is not known, by missing and left units together")
            .key(PROPOSAL_ID)
            .partitionedBy(ORDER_DATE)
            .sortedBy(STORE_ID, SUPPLIER_ID, ITEM_ID)
            .build();

    private DecisionScores() {}
}
