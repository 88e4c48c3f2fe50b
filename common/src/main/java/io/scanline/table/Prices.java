package io.scanline.table;

/** Shelf prices. */
public final class Prices {
    public static final String STORE_ID = "store_id";
    public static final String ITEM_ID = "item_id";
    public static final String FROM = "from";
    public static final String TO = "to";
    public static final String PRICE = "price";

    public static final Table TABLE = Table.named("prices")
            .about("One row per store (or *), item and first day.")
            .required(STORE_ID, Types.STRING, "store, or * for all")
            .required(ITEM_ID, Types.STRING, "item")
            .required(FROM, Types.DATE, "first day")
            .optional(TO, Types.DATE, "day after the last one; null while it holds")
            .required(PRICE, Types.MONEY, "price of one uom, in the store's currency")
            .key(STORE_ID, ITEM_ID, FROM)
            .sortedBy(STORE_ID, ITEM_ID, FROM)
            .build();

    private Prices() {}
}
