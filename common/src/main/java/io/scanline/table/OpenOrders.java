package io.scanline.table;

/** Orders placed and not yet delivered. */
public final class OpenOrders {
    public static final String STORE_ID = "store_id";
    public static final String ITEM_ID = "item_id";
    public static final String SUPPLIER_ID = "supplier_id";
    public static final String DUE_ON = "due_on";
    public static final String QUANTITY = "quantity";

    public static final Table TABLE = Table.named("open_orders")
            .about("One row per store, item, supplier and due day.")
            .required(STORE_ID, Types.STRING, "store")
            .required(ITEM_ID, Types.STRING, "item")
            .required(SUPPLIER_ID, Types.STRING, "supplier")
            .required(DUE_ON, Types.DATE, "day on which it arrives")
            .required(QUANTITY, Types.QUANTITY, "units that arrive")
            .key(STORE_ID, ITEM_ID, SUPPLIER_ID, DUE_ON)
            .sortedBy(STORE_ID, ITEM_ID, SUPPLIER_ID, DUE_ON)
            .build();

    private OpenOrders() {}
}
