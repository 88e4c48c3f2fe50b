package io.scanline.table;

/** Sales figures of a period against the right past, with the base and the rule stated. */
public final class TrendComparisons {
    public static final String LEVEL = "level";
    public static final String ENTITY = "entity";
    public static final String DEPARTMENT = "department";
    public static final String PERIOD_START = "period_start";
    public static final String PERIOD_KIND = "period_kind";
    public static final String METRIC = "metric";
    public static final String COMPARISON = "comparison";
    public static final String POPULATION = "population";
    public static final String CURRENCY = "currency";
    public static final String ACTUAL = "actual";
    public static final String BASE = "base";
    public static final String DELTA = "delta";
    public static final String PCT = "pct";
    public static final String INDEX = "index";
    public static final String BASE_START = "base_start";
    public static final String BASE_END = "base_end";
    public static final String BASE_POINTS = "base_points";
    public static final String MATCH_RULE = "match_rule";
    public static final String MATCH_NOTE = "match_note";
    public static final String ELAPSED_FRACTION = "elapsed_fraction";
    public static final String STORES_IN = "stores_in";
    public static final String STORES_EXCLUDED = "stores_excluded";
    public static final String CURRENCY_MODE = "currency_mode";
    public static final String COMPLETENESS = "completeness";
    public static final String BASE_COMPLETENESS = "base_completeness";
    public static final String CONFIDENCE = "confidence";

    /** Values of currency_mode. */
    public static final String REPORTED = "REPORTED";

    public static final String CONSTANT = "CONSTANT";

    public static final Table TABLE = Table.named("trend_comparisons")
            .about(
                    "One row per entity, period, metric and comparison; base is null where there is nothing to compare with.")
            .required(LEVEL, Types.STRING, "STORE, REGION, COUNTRY or CHAIN")
            .required(ENTITY, Types.STRING, "store id, region, country code, or chain")
            .required(DEPARTMENT, Types.STRING, "first segment of the department path; * is all departments")
            .required(
                    PERIOD_START,
                    Types.TIMESTAMP,
                    "HOUR: start of the hour, UTC; other kinds: the local date's midnight written as UTC")
            .required(
                    PERIOD_KIND,
                    Types.STRING,
                    "HOUR, DAY, WEEK (retail), WTD, MTD, RETAIL_PERIOD (4-5-4), QTD or YTD; the running one is to date")
            .required(
                    METRIC,
                    Types.STRING,
                    "net_sales, units, transactions, basket_value, units_per_transaction or discount_rate")
            .required(
                    COMPARISON,
                    Types.STRING,
                    "SAME_HOUR_LAST_WEEK, MEDIAN_4_WEEKS, MEAN_13_WEEKS, LAST_YEAR_364, LAST_YEAR_RETAIL, LAST_YEAR_HOLIDAY or FORECAST (net_sales and units, where one covers the period)")
            .required(POPULATION, Types.STRING, "ALL or LIKE_FOR_LIKE")
            .required(
                    CURRENCY,
                    Types.STRING,
                    "ISO 4217; the group's where currency_mode is CONSTANT, else currencies are never added together")
            .required(ACTUAL, Types.MONEY, "the metric in the period: money in currency, units, counts or a fraction")
            .optional(BASE, Types.MONEY, "the metric in the base; null where there is no base")
            .optional(DELTA, Types.MONEY, "actual minus base; null where there is no base")
            .optional(PCT, Types.DOUBLE, "delta by base, fraction; null where base is null or 0")
            .optional(INDEX, Types.DOUBLE, "100 is the base; null where base is null or 0")
            .optional(
                    BASE_START,
                    Types.TIMESTAMP,
                    "start of the earliest base period, as period_start; null where there is no base")
            .optional(
                    BASE_END, Types.TIMESTAMP, "end of the latest base period, exclusive; null where there is no base")
            .required(BASE_POINTS, Types.INT, "base periods found; 0 where there is none")
            .required(MATCH_RULE, Types.STRING, "how the base was chosen")
            .optional(MATCH_NOTE, Types.STRING, "what is unusual about this match; null where nothing is")
            .required(
                    ELAPSED_FRACTION,
                    Types.DOUBLE,
                    "part of the period that has data, 0..1; the base covers the same part")
            .required(STORES_IN, Types.LONG, "stores on both sides")
            .required(STORES_EXCLUDED, Types.LONG, "stores left out by the population's rule")
            .required(
                    CURRENCY_MODE,
                    Types.STRING,
                    "REPORTED: money as it was taken; CONSTANT: period and base in the group's currency at the base's rates; days and longer of all departments, in a chain of several currencies")
            .optional(COMPLETENESS, Types.DOUBLE, "completeness of the period, 0..1")
            .optional(BASE_COMPLETENESS, Types.DOUBLE, "completeness of the base, 0..1; null where there is no base")
            .required(CONFIDENCE, Types.STRING, "HIGH, MEDIUM, LOW or NONE")
            .key(
                    LEVEL,
                    ENTITY,
                    DEPARTMENT,
                    PERIOD_START,
                    PERIOD_KIND,
                    METRIC,
                    COMPARISON,
                    POPULATION,
                    CURRENCY,
                    CURRENCY_MODE)
            .partitionedBy(PERIOD_KIND)
            .sortedBy(PERIOD_START, LEVEL, ENTITY)
            .marksRows()
            .build();

    private TrendComparisons() {}
}
