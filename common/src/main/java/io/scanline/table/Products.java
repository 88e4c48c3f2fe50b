package io.scanline.table;

/** The items that the chain sells. */
public final class Products {
    public static final String ITEM_ID = "item_id";
    public static final String GTIN = "gtin";
    public static final String NAME = "name";
    public static final String DEPARTMENT = "department";
    public static final String BRAND = "brand";
    public static final String UOM = "uom";
    public static final String UNIT_COST = "unit_cost";
    public static final String SHELF_LIFE_DAYS = "shelf_life_days";
    public static final String INTRODUCED_ON = "introduced_on";
    public static final String DISCONTINUED_ON = "discontinued_on";

    public static final Table TABLE = Table.named("products")
            .about("One row per item.")
            .required(ITEM_ID, Types.STRING, "the retailer's item number")
            .optional(GTIN, Types.STRING, "GTIN on the pack")
            .optional(NAME, Types.STRING, "name for people")
            .optional(DEPARTMENT, Types.STRING, "department path a/b/c")
            .optional(BRAND, Types.STRING, "brand")
            .optional(UOM, Types.STRING, "EA, KGM, GRM, LBR, LTR or MTR; null is EA")
            .optional(UNIT_COST, Types.MONEY, "cost of one uom, in the chain's cost currency")
            .optional(SHELF_LIFE_DAYS, Types.INT, "days on sale before the item perishes; null where it does not")
            .optional(INTRODUCED_ON, Types.DATE, "first day on sale; null where not known")
            .optional(DISCONTINUED_ON, Types.DATE, "first day off the range; null while in it")
            .key(ITEM_ID)
            .sortedBy(ITEM_ID)
            .build();

    private Products() {}
}
