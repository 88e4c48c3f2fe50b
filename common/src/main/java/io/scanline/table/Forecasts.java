package io.scanline.table;

/** Expected demand per store, item and day, with its distribution. */
public final class Forecasts {
    public static final String STORE_ID = "store_id";
    public static final String ITEM_ID = "item_id";
    public static final String TARGET_DATE = "target_date";
    public static final String AS_OF = "as_of";
    public static final String MEAN = "mean";
    public static final String P05 = "p05";
    public static final String P10 = "p10";
    public static final String P25 = "p25";
    public static final String P50 = "p50";
    public static final String P75 = "p75";
    public static final String P90 = "p90";
    public static final String P95 = "p95";
    public static final String P975 = "p975";
    public static final String DISPERSION = "dispersion";
    public static final String METHOD = "method";
    public static final String HISTORY_DAYS = "history_days";
    public static final String CENSORED_DAYS = "censored_days";
    public static final String COLD_START_WEIGHT = "cold_start_weight";
    public static final String QUALITY = "quality";

    public static final Table TABLE = Table.named("forecasts")
            .about("One row per active item of a store and day of the horizon: never an absent row.")
            .required(STORE_ID, Types.STRING, "store")
            .required(ITEM_ID, Types.STRING, "item")
            .required(TARGET_DATE, Types.DATE, "day forecast")
            .required(AS_OF, Types.DATE, "last day of history used")
            .required(MEAN, Types.DOUBLE, "expected demand, units (kilograms for weighed items)")
            .required(P05, Types.DOUBLE, "5% quantile of demand, units")
            .required(P10, Types.DOUBLE, "10% quantile of demand, units")
            .required(P25, Types.DOUBLE, "25% quantile of demand, units")
            .required(P50, Types.DOUBLE, "median demand, units")
            .required(P75, Types.DOUBLE, "75% quantile of demand, units")
            .required(P90, Types.DOUBLE, "90% quantile of demand, units")
            .required(P95, Types.DOUBLE, "95% quantile of demand, units")
            .required(P975, Types.DOUBLE, "97.5% quantile of demand, units")
            .required(DISPERSION, Types.DOUBLE, "f in Var = mean + f mean^2 of the day's demand")
            .required(METHOD, Types.STRING, "engine and model that gave the mean")
            .required(HISTORY_DAYS, Types.INT, "days since the item's first day in the store")
            .required(CENSORED_DAYS, Types.INT, "days of those with a stock-out")
            .required(COLD_START_WEIGHT, Types.DOUBLE, "weight of the prior from like items, 0..1")
            .required(QUALITY, Types.STRING, "OK, SHORT_HISTORY, INTERMITTENT or NO_DATA")
            .key(STORE_ID, ITEM_ID, TARGET_DATE, AS_OF)
            .partitionedBy(AS_OF)
            .sortedBy(STORE_ID, ITEM_ID, TARGET_DATE)
            .build();

    private Forecasts() {}
}
