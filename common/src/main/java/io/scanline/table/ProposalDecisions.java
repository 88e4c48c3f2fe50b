package io.scanline.table;

/** What stores decided to order. */
public final class ProposalDecisions {
    public static final String PROPOSAL_ID = "proposal_id";
    public static final String ORDER_UNITS = "order_units";
    public static final String NOTE = "note";

    public static final Table TABLE = Table.named("proposal_decisions")
            .about("One row per order of reorder_proposals that someone decided on; the last word counts.")
            .required(PROPOSAL_ID, Types.STRING, "proposal_id of reorder_proposals")
            .required(
                    ORDER_UNITS,
                    Types.QUANTITY,
                    "units that were ordered: as proposed where it was approved, 0 where it was refused")
            .optional(NOTE, Types.STRING, "why it was changed, for other readers")
            .key(PROPOSAL_ID)
            .sortedBy(PROPOSAL_ID)
            .build();

    private ProposalDecisions() {}
}
