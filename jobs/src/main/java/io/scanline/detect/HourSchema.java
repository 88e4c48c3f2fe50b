package io.scanline.detect;

import io.scanline.table.Types;
import org.apache.spark.sql.types.StructType;

/**
 * What was sold and what was expected in one hour of one store and department.
 *
 * <p>Amounts and counts are whole ten-thousandths, so that their sums do not depend on the order in which they are added.
 */
final class HourSchema {
    static final double UNIT = 10_000;

    static final String STORE = "store_id";
    static final String REGION = "region";
    static final String COUNTRY = "country";
    static final String ZONE = "zone";
    static final String CURRENCY = "currency";
    static final String DEPARTMENT = "department";
    static final String HOUR = "hour_start";
    static final String LOCAL_DATE = "local_date";
    static final String SALES = "sales";
    static final String EXPECTED = "expected";
    static final String TRANSACTIONS = "transactions";
    static final String EXPECTED_TRANSACTIONS = "expected_transactions";
    static final String RETURNS = "returns";
    static final String EXPECTED_RETURNS = "expected_returns";
    static final String UNITS_RETURNED = "units_returned";
    static final String EXPECTED_UNITS_RETURNED = "expected_units_returned";
    static final String VOIDS = "voids";
    static final String EXPECTED_VOIDS = "expected_voids";
    static final String DISCOUNT = "discount";
    static final String EXPECTED_DISCOUNT = "expected_discount";
    /** The part of expected that belongs to hours without a row that should have one. */
    static final String LATE = "late";

    static final String LATE_TRANSACTIONS = "late_transactions";
    /** Expected x completeness. */
    static final String COMPLETE = "complete";
    /** Expected x weight of the region's profile. */
    static final String COLD = "cold";
    /** Sales of hours that repeat an earlier day's to the cent. */
    static final String DUPLICATE = "duplicate";

    /** The part of expected that promotions brought. */
    static final String PROMOTED = "promoted";

    static final String WEEKS = "weeks";
    static final String SURPRISE = "surprise";

    /** In a replay, a row is what one knew from an epoch second on. */
    static final String VALID_FROM = "valid_from";
    /** In a replay, until an epoch second, exclusive. */
    static final String VALID_TO = "valid_to";

    /** The columns that add up, in the order of {@link #SCHEMA}. */
    static final String[] SUMS = {
        SALES,
        EXPECTED,
        TRANSACTIONS,
        EXPECTED_TRANSACTIONS,
        RETURNS,
        EXPECTED_RETURNS,
        UNITS_RETURNED,
        EXPECTED_UNITS_RETURNED,
        VOIDS,
        EXPECTED_VOIDS,
        DISCOUNT,
        EXPECTED_DISCOUNT,
        LATE,
        LATE_TRANSACTIONS,
        COMPLETE,
        COLD,
        DUPLICATE,
        PROMOTED
    };

    static final StructType SCHEMA = schema();
    static final StructType REPLAYED = SCHEMA.add(VALID_FROM, Types.LONG, false).add(VALID_TO, Types.LONG, false);

    private HourSchema() {}

    private static StructType schema() {
        StructType schema = new StructType()
                .add(STORE, Types.STRING, false)
                .add(REGION, Types.STRING, false)
                .add(COUNTRY, Types.STRING, false)
                .add(ZONE, Types.STRING, false)
                .add(CURRENCY, Types.STRING, false)
                .add(DEPARTMENT, Types.STRING, false)
                .add(HOUR, Types.TIMESTAMP, false)
                .add(LOCAL_DATE, Types.DATE, false);
        for (String name : SUMS) {
            schema = schema.add(name, Types.LONG, false);
        }
        return schema.add(WEEKS, Types.INT, false).add(SURPRISE, Types.DOUBLE, false);
    }
}
