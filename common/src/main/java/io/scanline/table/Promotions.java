package io.scanline.table;

/** Items on promotion. */
public final class Promotions {
    public static final String PROMOTION_ID = "promotion_id";
    public static final String STORE_ID = "store_id";
    public static final String ITEM_ID = "item_id";
    public static final String FROM = "from";
    public static final String TO = "to";
    public static final String PRICE = "price";
    public static final String KIND = "kind";

    public static final Table TABLE = Table.named("promotions")
            .about("One row per promotion, store (or *) and item.")
            .required(PROMOTION_ID, Types.STRING, "id of the promotion")
            .required(STORE_ID, Types.STRING, "store, or * for all")
            .required(ITEM_ID, Types.STRING, "item")
            .required(FROM, Types.DATE, "first day")
            .required(TO, Types.DATE, "day after the last one")
            .optional(PRICE, Types.MONEY, "price of one uom on promotion, in the store's currency")
            .optional(KIND, Types.STRING, "kind of promotion, such as PRICE_CUT")
            .key(PROMOTION_ID, STORE_ID, ITEM_ID, FROM)
            .sortedBy(PROMOTION_ID, STORE_ID, ITEM_ID, FROM)
            .build();

    private Promotions() {}
}
