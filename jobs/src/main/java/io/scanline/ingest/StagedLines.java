package io.scanline.ingest;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_from_unix_date;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.timestamp_micros;

import io.scanline.spark.Transform;
import io.scanline.table.SalesLines;
import io.scanline.table.Types;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A batch between reading and publishing: one row per line of its files with the verdict, and one TALLY row per stretch of a
 * file that a task has read, against which the verdicts are balanced.
 */
final class StagedLines {
    static final String FILE = "file";
    static final String LINE = "line";
    static final String VERDICT = "verdict";
    static final String REASONS = "reasons";
    static final String FIELD = "field";
    static final String MESSAGE = "message";
    static final String RAW = "raw";

    /** Net amount of every line where it can be read, the quarantined ones included; of a TALLY the sum of them. */
    static final String PARSED_NET = "parsed_net";

    /** Lines read: 1, or of a TALLY the number of lines in the stretch. */
    static final String LINES = "lines";

    static final String WRONG_CHECK_DIGIT = "wrong_check_digit";
    static final String CUSTOMER_DROPPED = "customer_dropped";

    /** MAPs of the columns with which an unknown store or product is to be registered. */
    static final String NEW_STORE = "new_store";

    static final String NEW_PRODUCT = "new_product";

    static final String HEADER = "HEADER";
    static final String BLANK = "BLANK";
    static final String ACCEPTED = "ACCEPTED";
    static final String QUARANTINED = "QUARANTINED";
    static final String TALLY = "TALLY";

    /** What {@link SalesRules} works out of a sales line; the rest of sales_lines is known at publication. */
    static final List<String> SALES = List.of(
            SalesLines.STORE_ID,
            SalesLines.REGISTER_ID,
            SalesLines.TRANSACTION_ID,
            SalesLines.LINE_NUMBER,
            SalesLines.SOLD_AT,
            SalesLines.BUSINESS_DATE,
            SalesLines.STATUS,
            SalesLines.LINE_KIND,
            SalesLines.LINE_VOIDED,
            SalesLines.ITEM_ID,
            SalesLines.SCAN_CODE,
            SalesLines.DEPARTMENT,
            SalesLines.QUANTITY,
            SalesLines.UOM,
            SalesLines.UNIT_PRICE,
            SalesLines.GROSS_AMOUNT,
            SalesLines.DISCOUNT_AMOUNT,
            SalesLines.NET_AMOUNT,
            SalesLines.TAX_AMOUNT,
            SalesLines.CURRENCY,
            SalesLines.PROMOTION_ID,
            SalesLines.CUSTOMER_ID,
            SalesLines.PAYMENT_TYPE,
            SalesLines.MESSAGE_TS,
            SalesLines.EXTRAS,
            SalesLines.TS_QUALITY,
            SalesLines.HOUR_START_UTC,
            SalesLines.UTC_OFFSET_MINUTES,
            SalesLines.LOCAL_HOUR,
            SalesLines.LINE_HASH);

    private static final StructType OWN = new StructType()
            .add(FILE, Types.INT)
            .add(LINE, Types.LONG)
            .add(VERDICT, Types.STRING)
            .add(REASONS, Types.strings())
            .add(FIELD, Types.STRING)
            .add(MESSAGE, Types.STRING)
            .add(RAW, Types.STRING)
            .add(PARSED_NET, DataTypes.createDecimalType(28, 4))
            .add(LINES, Types.LONG)
            .add(WRONG_CHECK_DIGIT, Types.BOOLEAN)
            .add(CUSTOMER_DROPPED, Types.BOOLEAN)
            .add(NEW_STORE, Types.STRING_MAP)
            .add(NEW_PRODUCT, Types.STRING_MAP);

    private StagedLines() {}

    /** The rows as {@link SalesRules} makes them: instants as microseconds and days as numbers, which cost no objects. */
    static StructType numeric() {
        StructType schema = OWN;
        for (String name : SALES) {
            StructField field = SalesLines.TABLE.schema().apply(name);
            schema = schema.add(name, numeric(field.dataType()));
        }
        return schema;
    }

    private static DataType numeric(DataType type) {
        if (type.equals(Types.TIMESTAMP)) {
            return Types.LONG;
        }
        return type.equals(Types.DATE) ? Types.INT : type;
    }

    /** Instants and days as the tables have them. */
    static Transform withCalendarTypes() {
        return rows -> rows.select(List.of(rows.schema().fieldNames()).stream()
                .map(StagedLines::typed)
                .toArray(Column[]::new));
    }

    private static Column typed(String name) {
        if (!SALES.contains(name)) {
            return col(name);
        }
        DataType type = SalesLines.TABLE.schema().apply(name).dataType();
        if (type.equals(Types.TIMESTAMP)) {
            return timestamp_micros(col(name)).as(name);
        }
        return type.equals(Types.DATE) ? date_from_unix_date(col(name)).as(name) : col(name);
    }

    /** Gives lines without a number their ordinal within their transaction in their file. */
    static Transform withOrdinals() {
        Column ordinal = row_number()
                .over(Window.partitionBy(
                                col(StagedLines.FILE),
                                col(SalesLines.STORE_ID),
                                col(SalesLines.BUSINESS_DATE),
                                col(SalesLines.REGISTER_ID),
                                col(SalesLines.TRANSACTION_ID))
                        .orderBy(col(StagedLines.LINE)));
        return judged -> judged.withColumn(SalesLines.LINE_NUMBER, coalesce(col(SalesLines.LINE_NUMBER), ordinal))
                .select(Stream.of(StagedRow.SCHEMA.fieldNames())
                        .map(name -> col(name))
                        .toArray(Column[]::new));
    }
}
