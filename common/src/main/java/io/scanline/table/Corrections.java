package io.scanline.table;

/** Both versions of every sales line that a newer message replaced. */
public final class Corrections {
    public static final String STORE_ID = SalesLines.STORE_ID;
    public static final String BUSINESS_DATE = SalesLines.BUSINESS_DATE;
    public static final String REGISTER_ID = SalesLines.REGISTER_ID;
    public static final String TRANSACTION_ID = SalesLines.TRANSACTION_ID;
    public static final String LINE_NUMBER = SalesLines.LINE_NUMBER;
    public static final String REPLACED = "replaced";
    public static final String REPLACEMENT = "replacement";
    public static final String REPLACED_NET_AMOUNT = "replaced_net_amount";
    public static final String REPLACEMENT_NET_AMOUNT = "replacement_net_amount";
    public static final String REPLACED_SOURCE_FILE = "replaced_source_file";
    public static final String SOURCE_FILE = "source_file";
    public static final String SOURCE_LINE = "source_line";
    public static final String INGEST_BATCH = "ingest_batch";

    public static final Table TABLE = Table.named("corrections")
            .about("One row per sales line that a newer message replaced, with both contents.")
            .required(STORE_ID, Types.STRING, "store that sold")
            .required(BUSINESS_DATE, Types.DATE, "accounting day")
            .required(REGISTER_ID, Types.STRING, "the till")
            .required(TRANSACTION_ID, Types.STRING, "transaction")
            .required(LINE_NUMBER, Types.INT, "position in the transaction")
            .required(REPLACED, Types.STRING, "the line that stood before, as one JSON object")
            .required(REPLACEMENT, Types.STRING, "the line that stands now, as one JSON object")
            .required(REPLACED_NET_AMOUNT, Types.MONEY, "net amount before, in the line's currency")
            .required(REPLACEMENT_NET_AMOUNT, Types.MONEY, "net amount now, in the line's currency")
            .required(REPLACED_SOURCE_FILE, Types.STRING, "file that brought the line that stood before")
            .required(SOURCE_FILE, Types.STRING, "file that brought the replacement")
            .required(SOURCE_LINE, Types.LONG, "line in that file, 1-based")
            .required(INGEST_BATCH, Types.LONG, "batch that replaced the line")
            .sortedBy(STORE_ID, BUSINESS_DATE)
            .build();

    private Corrections() {}
}
