package io.scanline.table;

/** The boosted models behind the forecasts of a day, so that a forecast can be explained and made again. */
public final class ForecastModels {
    public static final String AS_OF = "as_of";
    public static final String POOL = "pool";
    public static final String FIRST_DAY = "first_day";
    public static final String LAST_DAY = "last_day";
    public static final String METHOD = "method";
    public static final String SEED = "seed";
    public static final String EXAMPLES = "examples";
    public static final String IMPORTANCES = "importances";
    public static final String MODEL = "model";

    public static final Table TABLE = Table.named("forecast_models")
            .about("One row per pool of items and part of the horizon that the boosted engine trained a model for.")
            .required(AS_OF, Types.DATE, "last day of history used")
            .required(POOL, Types.STRING, "department whose items share the model; #n where stores are in groups")
            .required(FIRST_DAY, Types.INT, "first day of the horizon that it forecasts, 1 is the day after as_of")
            .required(LAST_DAY, Types.INT, "last day of the horizon that it forecasts")
            .required(METHOD, Types.STRING, "engine")
            .required(SEED, Types.LONG, "seed of sampling and trees")
            .required(EXAMPLES, Types.LONG, "days of items that it learnt from")
            .required(IMPORTANCES, Types.DOUBLE_MAP, "feature to its share of the gain of all splits, fraction")
            .required(MODEL, Types.STRING, "the trees, in LightGBM's text form")
            .key(AS_OF, POOL, FIRST_DAY)
            .partitionedBy(AS_OF)
            .sortedBy(POOL, FIRST_DAY)
            .build();

    private ForecastModels() {}
}
