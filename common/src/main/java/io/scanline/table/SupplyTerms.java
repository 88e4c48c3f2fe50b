package io.scanline.table;

/** How a store can order an item. */
public final class SupplyTerms {
    public static final String STORE_ID = "store_id";
    public static final String ITEM_ID = "item_id";
    public static final String SUPPLIER_ID = "supplier_id";
    public static final String LEAD_TIME_DAYS = "lead_time_days";
    public static final String LEAD_TIME_SD_DAYS = "lead_time_sd_days";
    public static final String ORDER_WEEKDAYS = "order_weekdays";
    public static final String PACK_SIZE = "pack_size";
    public static final String MIN_ORDER = "min_order";
    public static final String MAX_ORDER = "max_order";
    public static final String SHELF_CAPACITY = "shelf_capacity";
    public static final String PRESENTATION_MIN = "presentation_min";
    public static final String UNIT_COST = "unit_cost";
    public static final String SERVICE_TARGET = "service_target";
    public static final String SUPPLIER_MIN_ORDER_VALUE = "supplier_min_order_value";

    public static final Table TABLE = Table.named("supply_terms")
            .about("One row per store (or *), item and supplier; a store's own row beats *.")
            .required(STORE_ID, Types.STRING, "store, or * for all")
            .required(ITEM_ID, Types.STRING, "item")
            .required(SUPPLIER_ID, Types.STRING, "supplier")
            .required(LEAD_TIME_DAYS, Types.INT, "days from order to delivery")
            .optional(LEAD_TIME_SD_DAYS, Types.DOUBLE, "standard deviation of the lead time, days; null is 0")
            .optional(
                    ORDER_WEEKDAYS,
                    Types.STRING,
                    "days on which orders are taken, such as MON,WED,FRI; null is every day")
            .optional(PACK_SIZE, Types.QUANTITY, "units in a pack; null is 1")
            .optional(MIN_ORDER, Types.QUANTITY, "fewest units in an order; null is none")
            .optional(MAX_ORDER, Types.QUANTITY, "most units in an order; null is no limit")
            .optional(SHELF_CAPACITY, Types.QUANTITY, "most units that the shelf holds; null is no limit")
            .optional(PRESENTATION_MIN, Types.QUANTITY, "units that must always stand on the shelf; null is 0")
            .optional(UNIT_COST, Types.MONEY, "cost of one unit from this supplier; null is the product's")
            .optional(SERVICE_TARGET, Types.DOUBLE, "share of demand to be met, 0..1; null is the configured default")
            .optional(
                    SUPPLIER_MIN_ORDER_VALUE,
                    Types.MONEY,
                    "what all that a store orders of the supplier on a day must come to at least, at cost, in the store's currency; the largest of the items counts; null is none")
            .key(STORE_ID, ITEM_ID, SUPPLIER_ID)
            .sortedBy(STORE_ID, ITEM_ID, SUPPLIER_ID)
            .build();

    private SupplyTerms() {}
}
