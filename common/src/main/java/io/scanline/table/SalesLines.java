package io.scanline.table;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.scanline.config.Interval;
import java.sql.Date;
import org.apache.spark.sql.Column;

/** Every accepted line of the tills' logs, cleaned, with the columns derived at ingest. */
public final class SalesLines {
    public static final String STORE_ID = "store_id";
    public static final String REGISTER_ID = "register_id";
    public static final String TRANSACTION_ID = "transaction_id";
    public static final String LINE_NUMBER = "line_number";
    public static final String SOLD_AT = "sold_at";
    public static final String BUSINESS_DATE = "business_date";
    public static final String STATUS = "status";
    public static final String LINE_KIND = "line_kind";
    public static final String LINE_VOIDED = "line_voided";
    public static final String ITEM_ID = "item_id";
    public static final String SCAN_CODE = "scan_code";
    public static final String DEPARTMENT = "department";
    public static final String QUANTITY = "quantity";
    public static final String UOM = "uom";
    public static final String UNIT_PRICE = "unit_price";
    public static final String GROSS_AMOUNT = "gross_amount";
    public static final String DISCOUNT_AMOUNT = "discount_amount";
    public static final String NET_AMOUNT = "net_amount";
    public static final String TAX_AMOUNT = "tax_amount";
    public static final String CURRENCY = "currency";
    public static final String PROMOTION_ID = "promotion_id";
    public static final String CUSTOMER_ID = "customer_id";
    public static final String PAYMENT_TYPE = "payment_type";
    public static final String MESSAGE_TS = "message_ts";
    public static final String EXTRAS = "extras";
    public static final String TS_QUALITY = "ts_quality";
    public static final String HOUR_START_UTC = "hour_start_utc";
    public static final String UTC_OFFSET_MINUTES = "utc_offset_minutes";
    public static final String LOCAL_HOUR = "local_hour";
    public static final String SOURCE_FILE = "source_file";
    public static final String SOURCE_LINE = "source_line";
    public static final String INGEST_BATCH = "ingest_batch";
    public static final String LINE_HASH = "line_hash";

    public static final Table TABLE = Table.named("sales_lines")
            .about(
                    "One row per accepted line of the sales log; only COMPLETED, unvoided SALE and RETURN lines count in numbers.")
            .required(STORE_ID, Types.STRING, "store that sold; key of stores")
            .required(REGISTER_ID, Types.STRING, "the till; 0 where the log has none")
            .required(TRANSACTION_ID, Types.STRING, "unique within store, register and business date")
            .required(
                    LINE_NUMBER,
                    Types.INT,
                    "position in the transaction, or the line's ordinal within its transaction in its file")
            .required(SOLD_AT, Types.TIMESTAMP, "moment of the scan, UTC")
            .required(
                    BUSINESS_DATE,
                    Types.DATE,
                    "accounting day: local date of sold_at minus the store's day-start hour unless the log states it")
            .required(STATUS, Types.STRING, "COMPLETED, POST_VOIDED, CANCELLED, SUSPENDED or TRAINING")
            .required(
                    LINE_KIND, Types.STRING, "SALE, RETURN, DEPOSIT, DEPOSIT_REFUND, GIFT_CARD, FEE, SERVICE or OTHER")
            .required(
                    LINE_VOIDED,
                    Types.BOOLEAN,
                    "the line was taken back before the transaction ended; kept, not counted")
            .optional(ITEM_ID, Types.STRING, "the retailer's item number; null where only a scan code is known")
            .optional(SCAN_CODE, Types.STRING, "code as scanned")
            .optional(DEPARTMENT, Types.STRING, "department path a/b/c, from the log or from products")
            .required(QUANTITY, Types.QUANTITY, "units, or weight in uom; returns are negative")
            .required(UOM, Types.STRING, "EA, KGM, GRM, LBR, LTR or MTR")
            .optional(UNIT_PRICE, Types.MONEY, "price of one uom before discount, in currency")
            .optional(GROSS_AMOUNT, Types.MONEY, "amount before discount, in currency")
            .optional(DISCOUNT_AMOUNT, Types.MONEY, "amount taken off, in currency")
            .required(NET_AMOUNT, Types.MONEY, "gross minus discount, in currency")
            .optional(TAX_AMOUNT, Types.MONEY, "tax, in currency; null where the log does not state it")
            .required(CURRENCY, Types.STRING, "ISO 4217")
            .optional(PROMOTION_ID, Types.STRING, "key of promotions")
            .optional(
                    CUSTOMER_ID,
                    Types.STRING,
                    "keyed hash (HMAC-SHA256) of the customer's id; the id itself is not stored")
            .optional(PAYMENT_TYPE, Types.STRING, "means of payment as the log names it")
            .optional(MESSAGE_TS, Types.TIMESTAMP, "version of the message, UTC; the newer wins")
            .optional(EXTRAS, Types.STRING_MAP, "the log's other fields, by name")
            .required(TS_QUALITY, Types.STRING, "how sold_at is known: OFFSET, STORE_TZ, AMBIGUOUS, GAP or SUSPECT")
            .required(HOUR_START_UTC, Types.TIMESTAMP, "start of the store-local hour of sold_at, UTC")
            .required(UTC_OFFSET_MINUTES, Types.INT, "store's offset from UTC at sold_at, minutes")
            .required(LOCAL_HOUR, Types.INT, "store-local hour of sold_at, 0..23")
            .required(SOURCE_FILE, Types.STRING, "file that the line came from")
            .required(
                    SOURCE_LINE,
                    Types.LONG,
                    "line in that file, 1-based, header included; for Parquet the row's ordinal")
            .required(INGEST_BATCH, Types.LONG, "batch that loaded the line; key of ingest_files")
            .required(LINE_HASH, Types.STRING, "hash of the line's content without its source, for duplicates")
            .key(STORE_ID, BUSINESS_DATE, REGISTER_ID, TRANSACTION_ID, LINE_NUMBER)
            .partitionedBy(BUSINESS_DATE)
            .sortedBy(STORE_ID, SOLD_AT)
            .withChangeFeed()
            .build();

    /** Whether a line counts as sales: unvoided, of goods sold or returned, in a completed transaction. */
    public static Column isMerchandise() {
        return col(STATUS)
                .equalTo("COMPLETED")
                .and(col(LINE_KIND).isin("SALE", "RETURN"))
                .and(col(LINE_VOIDED).equalTo(false));
    }

    /** Whether a line is of a business day of the interval. */
    public static Column within(Interval days) {
        Column from = days.from() == null ? lit(true) : col(BUSINESS_DATE).geq(Date.valueOf(days.from()));
        Column to = days.to() == null ? lit(true) : col(BUSINESS_DATE).lt(Date.valueOf(days.to()));
        return from.and(to);
    }

    private SalesLines() {}
}
