package io.scanline.table;

/** What the books say is in stock, and when they said it. */
public final class StockPositions {
    public static final String STORE_ID = "store_id";
    public static final String ITEM_ID = "item_id";
    public static final String AS_OF = "as_of";
    public static final String ON_HAND = "on_hand";

    public static final Table TABLE = Table.named("stock_positions")
            .about(
                    "One row per store, item and moment. A position of 0 or less means out of stock until the next one above 0.")
            .required(STORE_ID, Types.STRING, "store")
            .required(ITEM_ID, Types.STRING, "item")
            .required(AS_OF, Types.TIMESTAMP, "moment of the position, UTC")
            .required(ON_HAND, Types.QUANTITY, "units in stock at that moment")
            .key(STORE_ID, ITEM_ID, AS_OF)
            .sortedBy(STORE_ID, ITEM_ID, AS_OF)
            .withChangeFeed()
            .build();

    private StockPositions() {}
}
