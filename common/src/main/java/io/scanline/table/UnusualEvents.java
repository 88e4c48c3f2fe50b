package io.scanline.table;

import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The few things that are really unusual, with the reason, the money and the confidence. */
public final class UnusualEvents {
    public static final String EVENT_ID = "event_id";
    public static final String PARENT_EVENT_ID = "parent_event_id";
    public static final String LEVEL = "level";
    public static final String ENTITY = "entity";
    public static final String DEPARTMENT = "department";
    public static final String CURRENCY = "currency";
    public static final String WINDOW_START = "window_start";
    public static final String WINDOW_END = "window_end";
    public static final String LOCAL_DATE = "local_date";
    public static final String KIND = "kind";
    public static final String METRIC = "metric";
    public static final String ACTUAL = "actual";
    public static final String EXPECTED = "expected";
    public static final String LOWER = "lower";
    public static final String UPPER = "upper";
    public static final String PCT = "pct";
    public static final String SCORE = "score";
    public static final String Q_VALUE = "q_value";
    public static final String SEVERITY = "severity";
    public static final String IMPACT_MONEY = "impact_money";
    public static final String SHARE_OF_PARENT = "share_of_parent";
    public static final String BASELINE_METHOD = "baseline_method";
    public static final String BASELINE_WEEKS = "baseline_weeks";
    public static final String COLD_START_WEIGHT = "cold_start_weight";
    public static final String COMPLETENESS = "completeness";
    public static final String DRIVERS = "drivers";
    public static final String TRANSACTIONS_EFFECT = "transactions_effect";
    public static final String BASKET_EFFECT = "basket_effect";
    public static final String MATCHED_CONTEXT = "matched_context";
    public static final String HEADLINE = "headline";
    public static final String SUGGESTED_ACTION = "suggested_action";
    public static final String STATUS = "status";
    public static final String FEEDBACK = "feedback";

    public static final String OPEN = "OPEN";
    public static final String CLOSED = "CLOSED";
    /** The data of now does not bear it out any more. */
    public static final String RETRACTED = "RETRACTED";

    /** What moved the figure: a store or a department, its change in money and its share of the whole change. */
    public static final StructType DRIVER = new StructType()
            .add("dimension", Types.STRING, false)
            .add("value", Types.STRING, false)
            .add("delta", Types.MONEY, false)
            .add("share", Types.DOUBLE, false);

    /** What was going on: a holiday, a local event or a promotion. */
    public static final StructType CONTEXT = new StructType()
            .add("type", Types.STRING, false)
            .add("code", Types.STRING, true)
            .add("name", Types.STRING, false);

    public static final Table TABLE = Table.named("unusual_events")
            .about(
                    "One row per unusual event; the highest node that explains it is the event, its children hang under it.")
            .required(EVENT_ID, Types.STRING, "the same for the same event, however often it is found")
            .optional(PARENT_EVENT_ID, Types.STRING, "event that explains this one; null for a top event")
            .required(LEVEL, Types.STRING, "STORE, REGION, COUNTRY or CHAIN")
            .required(ENTITY, Types.STRING, "store id, region, country code, or chain")
            .required(DEPARTMENT, Types.STRING, "first segment of the department path; * is all departments")
            .required(CURRENCY, Types.STRING, "ISO 4217 of the money columns")
            .required(WINDOW_START, Types.TIMESTAMP, "start of the first unusual hour, UTC")
            .required(WINDOW_END, Types.TIMESTAMP, "end of the last unusual hour, UTC, exclusive")
            .required(
                    LOCAL_DATE,
                    Types.DATE,
                    "local date of window_start; a run brings the events of the days that it scores up to date")
            .required(
                    KIND,
                    Types.STRING,
                    "SALES_SPIKE, SALES_DROP, TRAFFIC_CHANGE, BASKET_CHANGE, RETURNS_SPIKE, VOID_SPIKE, DISCOUNT_SPIKE, DATA_LATE or DATA_DUPLICATE")
            .required(METRIC, Types.STRING, "figure that was unusual")
            .required(ACTUAL, Types.DOUBLE, "sum of the metric over the window")
            .required(EXPECTED, Types.DOUBLE, "what the past leads one to expect over the window")
            .required(LOWER, Types.DOUBLE, "lower end of the usual range over the window")
            .required(UPPER, Types.DOUBLE, "upper end of the usual range over the window")
            .optional(PCT, Types.DOUBLE, "actual against expected, fraction; null where nothing was expected")
            .required(SCORE, Types.DOUBLE, "robust z of the window: distance from expected in usual deviations")
            .required(Q_VALUE, Types.DOUBLE, "false-discovery rate at which the event still counts, 0..1")
            .required(SEVERITY, Types.STRING, "HIGH, MEDIUM or LOW")
            .required(IMPACT_MONEY, Types.MONEY, "sales above or below expectation, in currency")
            .optional(SHARE_OF_PARENT, Types.DOUBLE, "part of the parent's impact, fraction; null for a top event")
            .required(BASELINE_METHOD, Types.STRING, "how expected was found")
            .required(BASELINE_WEEKS, Types.INT, "weeks of history behind expected")
            .required(COLD_START_WEIGHT, Types.DOUBLE, "weight of the region's profile in expected, 0..1")
            .required(COMPLETENESS, Types.DOUBLE, "completeness of the window's data, 0..1")
            .required(DRIVERS, DataTypes.createArrayType(DRIVER, false), "largest contributions, largest first")
            .optional(
                    TRANSACTIONS_EFFECT,
                    Types.MONEY,
                    "part of the change that more or fewer transactions explain, in currency")
            .optional(
                    BASKET_EFFECT,
                    Types.MONEY,
                    "part of the change that larger or smaller baskets explain, in currency")
            .required(
                    MATCHED_CONTEXT,
                    DataTypes.createArrayType(CONTEXT, false),
                    "holidays, local events and promotions in the window")
            .required(HEADLINE, Types.STRING, "the event in one sentence")
            .required(SUGGESTED_ACTION, Types.STRING, "what to do next, in one sentence")
            .required(
                    STATUS,
                    Types.STRING,
                    "OPEN; CLOSED where feedback calls it normal; RETRACTED where later data does not bear it out: the figures are those it was found with, the headline says why")
            .optional(
                    FEEDBACK,
                    Types.STRING,
                    "what an analyst said of it, or of an event like it (event_feedback); null where nobody did")
            .key(EVENT_ID)
            .sortedBy(WINDOW_START, LEVEL, ENTITY)
            .marksRows()
            .build();

    private UnusualEvents() {}
}
