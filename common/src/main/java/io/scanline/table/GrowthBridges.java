package io.scanline.table;

import java.util.List;

/** Why an entity's sales of a retail week, month, quarter or year differ from a year before, in parts that add up. */
public final class GrowthBridges {
    public static final String LEVEL = "level";
    public static final String ENTITY = "entity";
    public static final String PERIOD_KIND = "period_kind";
    public static final String PERIOD_START = "period_start";
    public static final String BASE_START = "base_start";
    public static final String ACTUAL = "actual";
    public static final String BASE = "base";
    public static final String DELTA = "delta";
    public static final String LIKE_FOR_LIKE = "like_for_like";
    public static final String NEW_STORES = "new_stores";
    public static final String CLOSED_STORES = "closed_stores";
    public static final String FX = "fx";
    public static final String CALENDAR = "calendar";
    public static final String PRICE = "price";
    public static final String VOLUME = "volume";
    public static final String MIX = "mix";
    public static final String NEW_ITEMS = "new_items";
    public static final String DROPPED_ITEMS = "dropped_items";
    public static final String STORES_LIKE_FOR_LIKE = "stores_like_for_like";
    public static final String STORES_NEW = "stores_new";
    public static final String STORES_CLOSED = "stores_closed";

    /** The parts whose sum is delta. */
    public static final List<String> OF_DELTA = List.of(LIKE_FOR_LIKE, NEW_STORES, CLOSED_STORES, FX, CALENDAR);

    /** The parts whose sum is like_for_like. */
    public static final List<String> OF_LIKE_FOR_LIKE = List.of(PRICE, VOLUME, MIX, NEW_ITEMS, DROPPED_ITEMS);

    public static final String WEEKS = "weeks";

    /** How many stores are behind a part. */
    public static final List<String> STORES = List.of(STORES_LIKE_FOR_LIKE, STORES_NEW, STORES_CLOSED);

    /** The kind of period: a 4-5-4 retail week that is over, beside the week 364 days before. */
    public static final String WEEK = "WEEK";

    /** The kinds of longer periods, to date: each the sum of its weeks' bridges. */
    public static final String RETAIL_PERIOD = "RETAIL_PERIOD";

    public static final String RETAIL_QUARTER = "RETAIL_QUARTER";
    public static final String RETAIL_YEAR = "RETAIL_YEAR";

    public static final Table TABLE = Table.named("growth_bridges")
            .about(
                    "From a retail week's net sales a year before to those now, in parts that add up to the difference; and of longer periods, whose every part is the sum of their weeks'.")
            .required(LEVEL, Types.STRING, "STORE, REGION, COUNTRY or CHAIN")
            .required(ENTITY, Types.STRING, "store id, region, country code, or chain")
            .required(PERIOD_KIND, Types.STRING, "WEEK, RETAIL_PERIOD (4-5-4), RETAIL_QUARTER or RETAIL_YEAR, to date")
            .required(PERIOD_START, Types.DATE, "Sunday that starts the period")
            .required(
                    BASE_START,
                    Types.DATE,
                    "start of the base: of a week 364 days before, of a longer period that of its first week")
            .optional(
                    WEEKS,
                    Types.LONG,
                    "retail weeks that it sums: those that are over and whose base has sales; null in rows of before there were sums")
            .required(ACTUAL, Types.MONEY, "net sales of its weeks, in the group's currency")
            .required(BASE, Types.MONEY, "net sales of the base weeks, in the group's currency at their own rates")
            .required(DELTA, Types.MONEY, "actual minus base; the sum of the next five")
            .required(
                    LIKE_FOR_LIKE,
                    Types.MONEY,
                    "change of stores that traded in week and base and were open long enough at the base, at its rates")
            .required(NEW_STORES, Types.MONEY, "change of stores that opened since, or too shortly before the base")
            .required(CLOSED_STORES, Types.MONEY, "sales of the base week of stores that trade no more, negative")
            .required(FX, Types.MONEY, "what other exchange rates than in the base week add")
            .required(CALENDAR, Types.MONEY, "what more or fewer trading days add, at the base week's sales a day")
            .optional(
                    PRICE,
                    Types.MONEY,
                    "of like_for_like: items sold in both weeks at other prices; null where the lines were let go")
            .optional(VOLUME, Types.MONEY, "of like_for_like: more or fewer units at the base's mean price; likewise")
            .optional(MIX, Types.MONEY, "of like_for_like: dearer or cheaper items among as many units; likewise")
            .optional(NEW_ITEMS, Types.MONEY, "of like_for_like: items not sold in the base week; likewise")
            .optional(DROPPED_ITEMS, Types.MONEY, "of like_for_like: items no longer sold, negative; likewise")
            .required(
                    STORES_LIKE_FOR_LIKE,
                    Types.LONG,
                    "stores behind like_for_like; of a longer period in the week that has most")
            .required(STORES_NEW, Types.LONG, "stores behind new_stores; likewise")
            .required(STORES_CLOSED, Types.LONG, "stores behind closed_stores; likewise")
            .key(LEVEL, ENTITY, PERIOD_KIND, PERIOD_START)
            .sortedBy(PERIOD_START, LEVEL, ENTITY)
            .marksRows()
            .build();

    private GrowthBridges() {}
}
