package io.scanline.table;

/** What reorder policies would have done with the demand that came. */
public final class PolicyScores {
    public static final String AS_OF = "as_of";
    public static final String DAYS = "days";
    public static final String POLICY = "policy";
    public static final String STORE_ID = "store_id";
    public static final String DEPARTMENT = "department";
    public static final String VELOCITY = "velocity";
    public static final String CURRENCY = "currency";
    public static final String SERVICE_TARGET = "service_target";
    public static final String FILL_RATE = "fill_rate";
    public static final String CYCLE_SERVICE = "cycle_service";
    public static final String SAFETY = "safety";
    public static final String ITEMS = "items";
    public static final String DEMAND_UNITS = "demand_units";
    public static final String OPENING_UNITS = "opening_units";
    public static final String RECEIVED_UNITS = "received_units";
    public static final String SOLD_UNITS = "sold_units";
    public static final String WASTE_UNITS = "waste_units";
    public static final String CLOSING_UNITS = "closing_units";
    public static final String MEAN_STOCK_UNITS = "mean_stock_units";
    public static final String MEAN_STOCK_DAYS = "mean_stock_days";
    public static final String LOST_SALES_MONEY = "lost_sales_money";
    public static final String LOST_MARGIN = "lost_margin";
    public static final String WASTE_COST = "waste_cost";
    public static final String HOLDING_COST = "holding_cost";
    public static final String TOTAL_COST = "total_cost";
    public static final String ORDERS = "orders";
    public static final String ITEMS_WITHOUT_COST = "items_without_cost";

    /** In the place of a store, department or velocity: all of them. */
    public static final String ALL = "*";

    /** The policy by which orders are proposed, its safety tuned. */
    public static final String AS_ORDERED = "cycle-service:calibrated";

    public static final Table TABLE = Table.named("policy_scores")
            .about(
                    "One row per last day, policy, service target, store, department, velocity and currency (* for all of them), from a replay: simulated, not measured.")
            .required(AS_OF, Types.DATE, "last day that was replayed")
            .required(DAYS, Types.INT, "days that are scored, the last one included")
            .required(
                    POLICY,
                    Types.STRING,
                    "policy; :calibrated where its safety was tuned on the days before the scored ones until the fill rate met the target")
            .required(STORE_ID, Types.STRING, "store; * for all")
            .required(DEPARTMENT, Types.STRING, "top department; * for all")
            .required(
                    VELOCITY,
                    Types.STRING,
                    "FAST (5 units a day or more over the 13 weeks before the replay), MEDIUM (1 or more) or SLOW; * for all")
            .required(CURRENCY, Types.STRING, "ISO 4217 of the stores; the row sums stores of this currency")
            .required(
                    SERVICE_TARGET,
                    Types.DOUBLE,
                    "service that was asked for, 0..1; policies without a target do the same beside each")
            .optional(
                    SAFETY,
                    Types.DOUBLE,
                    "of a :calibrated policy in a row of one store and velocity, what its tuning moved it by: the target's odds times e^safety; null where demand was below 1,000 units or no safety met the target")
            .optional(FILL_RATE, Types.DOUBLE, "share of demand that was met, 0..1; null where there was no demand")
            .optional(
                    CYCLE_SERVICE,
                    Types.DOUBLE,
                    "share of times from one order day to the next in which no demand was lost, 0..1; null where there was no order day")
            .required(ITEMS, Types.LONG, "items of stores that were replayed")
            .required(DEMAND_UNITS, Types.QUANTITY, "units that customers wanted")
            .required(OPENING_UNITS, Types.QUANTITY, "units in stock on the first morning")
            .required(RECEIVED_UNITS, Types.QUANTITY, "units delivered")
            .required(SOLD_UNITS, Types.QUANTITY, "units sold; opening + received = sold + waste + closing")
            .required(WASTE_UNITS, Types.QUANTITY, "units that grew too old")
            .required(CLOSING_UNITS, Types.QUANTITY, "units in stock on the last evening")
            .required(MEAN_STOCK_UNITS, Types.QUANTITY, "units in stock at the end of a day, on average")
            .optional(
                    MEAN_STOCK_DAYS,
                    Types.DOUBLE,
                    "mean stock in days of the units sold a day; null where nothing was sold")
            .required(LOST_SALES_MONEY, Types.MONEY, "demand that was lost, at the price, in currency")
            .required(LOST_MARGIN, Types.MONEY, "demand that was lost, at price less cost, in currency")
            .required(WASTE_COST, Types.MONEY, "units that grew too old, at cost, in currency")
            .required(HOLDING_COST, Types.MONEY, "stock at cost times the holding rate over the days, in currency")
            .required(TOTAL_COST, Types.MONEY, "holding_cost + waste_cost + lost_margin, in currency")
            .required(ORDERS, Types.LONG, "orders of an item placed")
            .required(
                    ITEMS_WITHOUT_COST,
                    Types.LONG,
                    "items whose price or cost is not known: in the units, not in the money")
            .key(AS_OF, POLICY, SERVICE_TARGET, STORE_ID, DEPARTMENT, VELOCITY, CURRENCY)
            .partitionedBy(AS_OF)
            .sortedBy(POLICY, STORE_ID, DEPARTMENT)
            .build();

    private PolicyScores() {}
}
