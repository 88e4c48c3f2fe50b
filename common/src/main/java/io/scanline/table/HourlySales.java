package io.scanline.table;

import static org.apache.spark.sql.functions.substring_index;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;

/** Sales by hour for every store, region, country and the chain, with and without department. */
public final class HourlySales {
    public static final String LEVEL = "level";
    public static final String ENTITY = "entity";
    public static final String HOUR_START_UTC = "hour_start_utc";
    public static final String DEPARTMENT = "department";
    public static final String CURRENCY = "currency";
    public static final String GROSS_SALES = "gross_sales";
    public static final String DISCOUNT = "discount";
    public static final String RETURNS_AMOUNT = "returns_amount";
    public static final String NET_SALES = "net_sales";
    public static final String TAX = "tax";
    public static final String NET_SALES_REPORTING = "net_sales_reporting";
    public static final String TRANSACTIONS = "transactions";
    public static final String UNITS_SOLD = "units_sold";
    public static final String UNITS_RETURNED = "units_returned";
    public static final String WEIGHT_KG = "weight_kg";
    public static final String BASKET_VALUE = "basket_value";
    public static final String UNITS_PER_TRANSACTION = "units_per_transaction";
    public static final String DISCOUNT_RATE = "discount_rate";
    public static final String RETURN_RATE = "return_rate";
    public static final String VOIDED_LINES = "voided_lines";
    public static final String CANCELLED_TRANSACTIONS = "cancelled_transactions";
    public static final String STORES_TRADING = "stores_trading";
    public static final String STORES_EXPECTED = "stores_expected";
    public static final String REGISTERS_SEEN = "registers_seen";
    public static final String REGISTERS_EXPECTED = "registers_expected";
    public static final String LATE_LINES = "late_lines";
    public static final String COMPLETENESS = "completeness";
    public static final String LOCAL_DATE = "local_date";
    public static final String LOCAL_HOUR = "local_hour";
    public static final String RETAIL_YEAR = "retail_year";
    public static final String RETAIL_WEEK = "retail_week";
    public static final String STATUS = "status";
    public static final String REVISION = "revision";

    /** The department that stands for all departments together. */
    public static final String ALL_DEPARTMENTS = "*";

    /** The department of lines that have none. */
    public static final String NO_DEPARTMENT = "UNKNOWN";

    public static final String STORE = "STORE";
    public static final String REGION = "REGION";
    public static final String COUNTRY = "COUNTRY";
    public static final String CHAIN = "CHAIN";

    /** The entity of the CHAIN level. */
    public static final String CHAIN_ENTITY = "chain";

    public static final Table TABLE = Table.named("hourly_sales")
            .about("Sales of one hour, entity, department and currency; an hour without sales has no row.")
            .required(LEVEL, Types.STRING, "STORE, REGION, COUNTRY or CHAIN")
            .required(ENTITY, Types.STRING, "store id, region, country code, or chain")
            .required(
                    HOUR_START_UTC,
                    Types.TIMESTAMP,
                    "start of the hour, UTC; store-local hours, so :30 in half-hour zones")
            .required(DEPARTMENT, Types.STRING, "first segment of the department path; * is all departments")
            .required(CURRENCY, Types.STRING, "ISO 4217; currencies are never added together")
            .required(GROSS_SALES, Types.MONEY, "sales before discount and returns, in currency")
            .required(DISCOUNT, Types.MONEY, "discounts given on sales, in currency")
            .required(RETURNS_AMOUNT, Types.MONEY, "net amount of returns as a positive number, in currency")
            .required(NET_SALES, Types.MONEY, "gross minus discount minus returns, in currency")
            .required(TAX, Types.MONEY, "tax where the log states it, in currency")
            .optional(
                    NET_SALES_REPORTING, Types.MONEY, "net sales in the group's currency; null where no rate is known")
            .required(TRANSACTIONS, Types.LONG, "distinct transactions with a counted line")
            .required(UNITS_SOLD, Types.QUANTITY, "units sold; a weighed line is 1 unit")
            .required(UNITS_RETURNED, Types.QUANTITY, "units returned, positive")
            .required(WEIGHT_KG, Types.QUANTITY, "net weight of weighed lines, kilograms")
            .optional(BASKET_VALUE, Types.MONEY, "net sales by transaction, in currency; null where there is none")
            .optional(UNITS_PER_TRANSACTION, Types.QUANTITY, "units sold by transaction; null where there is none")
            .optional(DISCOUNT_RATE, Types.RATE, "discount by gross sales, fraction; null where gross is 0")
            .optional(RETURN_RATE, Types.RATE, "returns by sales after discount, fraction; null where those are 0")
            .required(VOIDED_LINES, Types.LONG, "lines voided, not counted in sales")
            .required(CANCELLED_TRANSACTIONS, Types.LONG, "transactions cancelled or voided after the sale")
            .required(STORES_TRADING, Types.LONG, "stores with a counted line in the hour")
            .required(STORES_EXPECTED, Types.LONG, "stores open on the day by opening, closing and closure dates")
            .required(REGISTERS_SEEN, Types.LONG, "registers with a line in the hour")
            .required(REGISTERS_EXPECTED, Types.LONG, "registers usual for this hour of the week")
            .required(LATE_LINES, Types.LONG, "lines that came after the hour was first published")
            .required(COMPLETENESS, Types.DOUBLE, "share of the expected data that is there, 0..1")
            .required(LOCAL_DATE, Types.DATE, "local date of the hour; above stores, by the clock of the oldest store")
            .required(LOCAL_HOUR, Types.INT, "local hour, 0..23; above stores, by the clock of the oldest store")
            .required(RETAIL_YEAR, Types.INT, "4-5-4 year of local_date")
            .required(RETAIL_WEEK, Types.INT, "4-5-4 week of local_date, 1..53")
            .required(STATUS, Types.STRING, "PROVISIONAL, FINAL or RESTATED")
            .required(REVISION, Types.INT, "1 when first published, one more at every change")
            .key(LEVEL, ENTITY, HOUR_START_UTC, DEPARTMENT, CURRENCY)
            .monthsOf(LOCAL_DATE)
            .sortedBy(LOCAL_DATE, LEVEL, ENTITY, HOUR_START_UTC)
            .withChangeFeed()
            .marksRows()
            .build();

    private HourlySales() {}

    /** The department that a department path counts to: its first segment. */
    public static Column topDepartment(Column path) {
        Column top = substring_index(path, "/", 1);
        return when(top.isNull().or(top.equalTo("")), NO_DEPARTMENT).otherwise(top);
    }
}
