package io.scanline.table;

/** The chain's stores. */
public final class Stores {
    public static final String STORE_ID = "store_id";
    public static final String NAME = "name";
    public static final String REGION = "region";
    public static final String COUNTRY = "country";
    public static final String TIME_ZONE = "time_zone";
    public static final String CURRENCY = "currency";
    public static final String OPENED_ON = "opened_on";
    public static final String CLOSED_ON = "closed_on";
    public static final String FORMAT = "format";
    public static final String AREA_M2 = "area_m2";
    public static final String DAY_START_HOUR = "day_start_hour";

    public static final Table TABLE = Table.named("stores")
            .about("One row per store.")
            .required(STORE_ID, Types.STRING, "the store's id, [A-Za-z0-9_.-]{1,32}")
            .optional(NAME, Types.STRING, "name for people")
            .required(REGION, Types.STRING, "region that the store rolls up to")
            .required(COUNTRY, Types.STRING, "ISO 3166-1 alpha-2")
            .required(TIME_ZONE, Types.STRING, "IANA time zone")
            .required(CURRENCY, Types.STRING, "ISO 4217 that the tills use")
            .optional(OPENED_ON, Types.DATE, "first trading day; null where not known")
            .optional(CLOSED_ON, Types.DATE, "first day without trade for good; null while open")
            .optional(FORMAT, Types.STRING, "kind of store, such as hypermarket or express")
            .optional(AREA_M2, Types.QUANTITY, "sales area, square metres")
            .optional(DAY_START_HOUR, Types.INT, "local hour at which the accounting day starts; null is 0")
            .key(STORE_ID)
            .sortedBy(STORE_ID)
            .build();

    private Stores() {}
}
