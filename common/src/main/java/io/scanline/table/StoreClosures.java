package io.scanline.table;

/** Days on which a store does not trade. */
public final class StoreClosures {
    public static final String STORE_ID = "store_id";
    public static final String FROM = "from";
    public static final String TO = "to";
    public static final String REASON = "reason";

    public static final Table TABLE = Table.named("store_closures")
            .about("One row per store and closure.")
            .required(STORE_ID, Types.STRING, "store")
            .required(FROM, Types.DATE, "first closed day")
            .required(TO, Types.DATE, "day after the last closed day")
            .optional(REASON, Types.STRING, "why, for people")
            .key(STORE_ID, FROM)
            .sortedBy(STORE_ID, FROM)
            .build();

    private StoreClosures() {}
}
