package io.scanline.table;

/** What customers bought and, where stock was out, would have bought. */
public final class DemandHistory {
    public static final String STORE_ID = "store_id";
    public static final String ITEM_ID = "item_id";
    public static final String DATE = "date";
    public static final String UNITS_SOLD = "units_sold";
    public static final String IN_STOCK_SHARE = "in_stock_share";
    public static final String DEMAND = "demand";
    public static final String PRICE = "price";
    public static final String PROMOTED = "promoted";
    public static final String CENSORED = "censored";

    public static final Table TABLE = Table.named("demand_history")
            .about(
                    "One row per store, item and day with sales or a stock-out; any other day since the item's first one is a day in stock without demand.")
            .required(STORE_ID, Types.STRING, "store")
            .required(ITEM_ID, Types.STRING, "item")
            .required(DATE, Types.DATE, "business date")
            .required(UNITS_SOLD, Types.QUANTITY, "units sold (kilograms for weighed items), returns not taken off")
            .required(
                    IN_STOCK_SHARE,
                    Types.DOUBLE,
                    "share of the day's usual sales that falls into hours with stock, 0..1")
            .optional(
                    DEMAND,
                    Types.DOUBLE,
                    "units wanted: sales, recovered where stock was out; null where a whole day was out and nothing is known")
            .optional(
                    PRICE,
                    Types.MONEY,
                    "mean price paid for a unit, in the store's currency; null where nothing was sold")
            .required(PROMOTED, Types.BOOLEAN, "on promotion that day")
            .required(CENSORED, Types.BOOLEAN, "stock was out for part of the day, so sales understate demand")
            .key(STORE_ID, ITEM_ID, DATE)
            .partitionedBy(DATE)
            .sortedBy(STORE_ID, ITEM_ID)
            .build();

    private DemandHistory() {}
}
