package io.scanline.table;

/** Fairs, matches, road works: what moves the trade of some stores. */
public final class LocalEvents {
    public static final String EVENT_ID = "event_id";
    public static final String LEVEL = "level";
    public static final String ENTITY = "entity";
    public static final String FROM = "from";
    public static final String TO = "to";
    public static final String NAME = "name";

    public static final Table TABLE = Table.named("local_events")
            .about("One row per event, level and entity.")
            .required(EVENT_ID, Types.STRING, "id of the event")
            .required(LEVEL, Types.STRING, "STORE, REGION, COUNTRY or CHAIN")
            .required(ENTITY, Types.STRING, "store id, region, country code, or chain")
            .required(FROM, Types.DATE, "first day")
            .required(TO, Types.DATE, "day after the last one")
            .optional(NAME, Types.STRING, "name for people; events of one name are taken to act alike")
            .key(EVENT_ID, LEVEL, ENTITY, FROM)
            .sortedBy(EVENT_ID, LEVEL, ENTITY, FROM)
            .build();

    private LocalEvents() {}
}
