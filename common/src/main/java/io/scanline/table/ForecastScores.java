package io.scanline.table;

import static org.apache.spark.sql.functions.regexp_replace;

import org.apache.spark.sql.Column;

/** How good the forecasts were, from rolling origins, never in-sample. */
public final class ForecastScores {
    public static final String ORIGIN = "origin";
    public static final String HORIZON_DAYS = "horizon_days";
    public static final String LEVEL = "level";
    public static final String ENTITY = "entity";
    public static final String METHOD = "method";
    public static final String SERIES = "series";
    public static final String WRMSSE = "wrmsse";
    public static final String RMSSE = "rmsse";
    public static final String RMSE = "rmse";
    public static final String MASE = "mase";
    public static final String WAPE = "wape";
    public static final String BIAS = "bias";
    public static final String PINBALL_P05 = "pinball_p05";
    public static final String PINBALL_P10 = "pinball_p10";
    public static final String PINBALL_P25 = "pinball_p25";
    public static final String PINBALL_P50 = "pinball_p50";
    public static final String PINBALL_P75 = "pinball_p75";
    public static final String PINBALL_P90 = "pinball_p90";
    public static final String PINBALL_P95 = "pinball_p95";
    public static final String PINBALL_P975 = "pinball_p975";
    public static final String SCALED_PINBALL = "scaled_pinball";
    public static final String COVERAGE_50 = "coverage_50";
    public static final String COVERAGE_80 = "coverage_80";
    public static final String COVERAGE_90 = "coverage_90";

    public static final Table TABLE = Table.named("forecast_scores")
            .about(
                    "One row per origin, level and entity (* for a whole level); accuracy of forecasts against the demand that came.")
            .required(ORIGIN, Types.DATE, "last day of history that the scored forecasts used")
            .required(HORIZON_DAYS, Types.INT, "days forecast and scored")
            .required(
                    LEVEL,
                    Types.STRING,
                    "level of aggregation: CHAIN, REGION, STORE, ..., ITEM_STORE; MEAN is the mean of the levels, VELOCITY has items of stores by how fast they sell")
            .required(
                    ENTITY,
                    Types.STRING,
                    "entity of that level; * is the whole level; FAST from 5 units a day over the 13 weeks before the origin, MEDIUM from 1, SLOW below")
            .required(METHOD, Types.STRING, "engine that forecast")
            .required(SERIES, Types.LONG, "series behind the row")
            .optional(
                    WRMSSE,
                    Types.DOUBLE,
                    "weighted root mean squared scaled error (M5); weight = money sold in the last 28 days of history")
            .optional(RMSSE, Types.DOUBLE, "root mean squared scaled error; the mean over series for a whole level")
            .optional(RMSE, Types.DOUBLE, "root mean squared error, units")
            .optional(MASE, Types.DOUBLE, "mean absolute scaled error (mean absolute day-to-day change)")
            .optional(WAPE, Types.DOUBLE, "sum of absolute errors by sum of demand, fraction")
            .optional(BIAS, Types.DOUBLE, "sum of errors (forecast minus demand) by sum of demand, fraction")
            .optional(PINBALL_P05, Types.DOUBLE, "mean pinball loss of the 5% quantile, units")
            .optional(PINBALL_P10, Types.DOUBLE, "mean pinball loss of the 10% quantile, units")
            .optional(PINBALL_P25, Types.DOUBLE, "mean pinball loss of the 25% quantile, units")
            .optional(PINBALL_P50, Types.DOUBLE, "mean pinball loss of the median, units")
            .optional(PINBALL_P75, Types.DOUBLE, "mean pinball loss of the 75% quantile, units")
            .optional(PINBALL_P90, Types.DOUBLE, "mean pinball loss of the 90% quantile, units")
            .optional(PINBALL_P95, Types.DOUBLE, "mean pinball loss of the 95% quantile, units")
            .optional(PINBALL_P975, Types.DOUBLE, "mean pinball loss of the 97.5% quantile, units")
            .optional(
                    SCALED_PINBALL,
                    Types.DOUBLE,
                    "mean pinball loss over the nine probabilities of the M5 uncertainty competition, by the mean absolute day-to-day change; of a whole level weighted like wrmsse (WSPL)")
            .optional(
                    COVERAGE_50,
                    Types.DOUBLE,
                    "share of days inside p25..p75, of days on one of the two the part of the count's probability between them; 0.5 where calibrated")
            .optional(
                    COVERAGE_80,
                    Types.DOUBLE,
                    "share of days inside p10..p90, of days on one of the two the part of the count's probability between them; 0.8 where calibrated")
            .optional(
                    COVERAGE_90,
                    Types.DOUBLE,
                    "share of days inside p05..p95, of days on one of the two the part of the count's probability between them; 0.9 where calibrated")
            .key(ORIGIN, HORIZON_DAYS, LEVEL, ENTITY, METHOD)
            .partitionedBy(ORIGIN)
            .sortedBy(LEVEL, ENTITY)
            .build();

    private ForecastScores() {}

    /** The item of an ITEM_STORE entity, item/store; an item's id may have slashes, a store's has none. */
    public static Column itemOf(Column entity) {
        return regexp_replace(entity, "/[^/]*$", "");
    }

    /** The store of an ITEM_STORE entity, item/store. */
    public static Column storeOf(Column entity) {
        return regexp_replace(entity, "^.*/", "");
    }
}
