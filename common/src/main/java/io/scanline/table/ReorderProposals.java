package io.scanline.table;

/** What to order, how much, and why. */
public final class ReorderProposals {
    public static final String PROPOSAL_ID = "proposal_id";
    public static final String STORE_ID = "store_id";
    public static final String ITEM_ID = "item_id";
    public static final String SUPPLIER_ID = "supplier_id";
    public static final String ORDER_DATE = "order_date";
    public static final String DELIVERY_ON = "delivery_on";
    public static final String NEXT_DELIVERY_ON = "next_delivery_on";
    public static final String PROTECTION_DAYS = "protection_days";
    public static final String ON_HAND = "on_hand";
    public static final String ON_ORDER_DUE = "on_order_due";
    public static final String DEMAND_MEAN = "demand_mean";
    public static final String DEMAND_P50 = "demand_p50";
    public static final String DEMAND_TARGET = "demand_target";
    public static final String SAFETY_STOCK = "safety_stock";
    public static final String REORDER_POINT = "reorder_point";
    public static final String ORDER_UP_TO = "order_up_to";
    public static final String NET_NEED = "net_need";
    public static final String ROUNDING_TO_PACK = "rounding_to_pack";
    public static final String MINIMUM_ADJUSTMENT = "minimum_adjustment";
    public static final String CAPACITY_CUT = "capacity_cut";
    public static final String SHELF_LIFE_CUT = "shelf_life_cut";
    public static final String ORDER_UNITS = "order_units";
    public static final String ORDER_PACKS = "order_packs";
    public static final String PACK_SIZE = "pack_size";
    public static final String ORDER_COST = "order_cost";
    public static final String UNITS_IF_A_DAY_LATER = "units_if_a_day_later";
    public static final String UNITS_IF_HALF_THE_MISSES = "units_if_half_the_misses";
    public static final String UNITS_IF_A_PACK_LESS = "units_if_a_pack_less";
    public static final String CURRENCY = "currency";
    public static final String SERVICE_TARGET = "service_target";
    public static final String STOCKOUT_PROBABILITY_WITHOUT_ORDER = "stockout_probability_without_order";
    public static final String EXPECTED_WASTE_UNITS = "expected_waste_units";
    public static final String EXPECTED_LOST_SALES_MONEY = "expected_lost_sales_money";
    public static final String PRIORITY = "priority";
    public static final String REASON = "reason";
    public static final String PHANTOM_STOCK_SUSPECT = "phantom_stock_suspect";
    public static final String STOCK_AS_OF = "stock_as_of";
    public static final String STATUS = "status";

    /** Status of an item in need whose supplier would get too small an order. */
    public static final String BELOW_MINIMUM = "BELOW_MINIMUM";

    public static final Table TABLE = Table.named("reorder_proposals")
            .about(
                    "One row per store, item, supplier and order date on which the supplier takes orders. net_need + the signed adjustments = order_units, exactly.")
            .required(
                    PROPOSAL_ID,
                    Types.STRING,
                    "the same for the same store, item, supplier and order date: a rerun never doubles an order")
            .required(STORE_ID, Types.STRING, "store")
            .required(ITEM_ID, Types.STRING, "item")
            .required(SUPPLIER_ID, Types.STRING, "supplier")
            .required(ORDER_DATE, Types.DATE, "day on which the order is placed, before the day's sales")
            .required(DELIVERY_ON, Types.DATE, "day on which it arrives, before the day's sales")
            .required(NEXT_DELIVERY_ON, Types.DATE, "day on which the next possible order would arrive")
            .required(
                    PROTECTION_DAYS, Types.INT, "days from this arrival to the next one, which the order has to cover")
            .required(ON_HAND, Types.QUANTITY, "stock at the last known position, units; 0 where stock_as_of is null")
            .required(ON_ORDER_DUE, Types.QUANTITY, "open orders that arrive before the next delivery, units")
            .required(DEMAND_MEAN, Types.DOUBLE, "expected demand over the protection interval, units")
            .required(DEMAND_P50, Types.DOUBLE, "median demand over the protection interval, units")
            .required(
                    DEMAND_TARGET,
                    Types.DOUBLE,
                    "demand quantile over the protection interval that the service target, or what was tuned for it, asks for, units")
            .required(
                    SAFETY_STOCK,
                    Types.QUANTITY,
                    "order_up_to minus demand_mean, not below 0: what should be left when the next delivery comes, units")
            .required(
                    REORDER_POINT,
                    Types.QUANTITY,
                    "stock below which not to order is a risk: demand until delivery plus safety stock, units")
            .required(
                    ORDER_UP_TO,
                    Types.QUANTITY,
                    "stock wanted on the delivery day, with what else arrives before the next one, units")
            .required(
                    NET_NEED,
                    Types.QUANTITY,
                    "order_up_to minus the stock expected on the delivery day, not below 0, units")
            .required(ROUNDING_TO_PACK, Types.QUANTITY, "units added or taken to reach whole packs, signed")
            .required(
                    MINIMUM_ADJUSTMENT,
                    Types.QUANTITY,
                    "units added or taken because of the minimum or maximum order of the item, or of what the supplier's whole order must come to, signed")
            .required(CAPACITY_CUT, Types.QUANTITY, "units taken because the shelf holds no more, 0 or negative")
            .required(SHELF_LIFE_CUT, Types.QUANTITY, "units taken because they would perish unsold, 0 or negative")
            .required(ORDER_UNITS, Types.QUANTITY, "units to order")
            .required(ORDER_PACKS, Types.QUANTITY, "packs to order")
            .required(PACK_SIZE, Types.QUANTITY, "units in a pack")
            .optional(ORDER_COST, Types.MONEY, "order_units times unit cost, in currency; null where no cost is known")
            .optional(
                    UNITS_IF_A_DAY_LATER,
                    Types.QUANTITY,
                    "order_units if every order took a day longer to arrive; null where the supplier's minimum changed the order, and in rows of a version that did not know")
            .optional(
                    UNITS_IF_HALF_THE_MISSES,
                    Types.QUANTITY,
                    "order_units if service_target left half as much unmet; null where the supplier's minimum changed the order, and in rows of a version that did not know")
            .optional(
                    UNITS_IF_A_PACK_LESS,
                    Types.QUANTITY,
                    "order_units if there was one pack less than on_hand says; null where no stock is known and where the supplier's minimum changed the order")
            .required(CURRENCY, Types.STRING, "ISO 4217 of the store")
            .required(
                    SERVICE_TARGET,
                    Types.DOUBLE,
                    "service that was asked for, 0..1: the chance of meeting all demand until the next delivery, or, where a replay was tuned, the share of demand met")
            .required(
                    STOCKOUT_PROBABILITY_WITHOUT_ORDER,
                    Types.DOUBLE,
                    "probability of running out before the next delivery if nothing is ordered, 0..1")
            .required(EXPECTED_WASTE_UNITS, Types.DOUBLE, "units of this order expected to perish unsold")
            .optional(
                    EXPECTED_LOST_SALES_MONEY,
                    Types.MONEY,
                    "sales expected to be lost between the two deliveries without this order, in currency; null where no price is known")
            .required(PRIORITY, Types.INT, "1 is the most urgent line of its store")
            .required(REASON, Types.STRING, "the order in one sentence")
            .required(PHANTOM_STOCK_SUSPECT, Types.BOOLEAN, "the books say there is stock, sales say there is none")
            .optional(STOCK_AS_OF, Types.TIMESTAMP, "moment of the stock position used, UTC; null where none is known")
            .required(
                    STATUS,
                    Types.STRING,
                    "PROPOSED; NOT_NEEDED where stock lasts; BLOCKED where there is a need and a limit leaves no order; BELOW_MINIMUM where there is a need and all that the store would order of the supplier comes to too little")
            .key(PROPOSAL_ID)
            .partitionedBy(ORDER_DATE)
            .sortedBy(STORE_ID, SUPPLIER_ID, ITEM_ID)
            .build();

    private ReorderProposals() {}
}
