package io.scanline.table;

/** The file ledger: every file that was ever taken in or refused, and where its lines went. */
public final class IngestFiles {
    public static final String BATCH = "batch";
    public static final String DATASET = "dataset";
    public static final String URI = "uri";
    public static final String LENGTH = "length";
    public static final String MODIFIED_AT = "modified_at";
    public static final String SHA256 = "sha256";
    public static final String STATE = "state";
    public static final String LINES_TOTAL = "lines_total";
    public static final String LINES_HEADER = "lines_header";
    public static final String LINES_BLANK = "lines_blank";
    public static final String LINES_ACCEPTED = "lines_accepted";
    public static final String LINES_DUPLICATE = "lines_duplicate";
    public static final String LINES_CORRECTED = "lines_corrected";
    public static final String LINES_QUARANTINED = "lines_quarantined";
    public static final String LINES_SKIPPED = "lines_skipped";
    public static final String NET_AMOUNT = "net_amount";
    public static final String FIRST_BUSINESS_DATE = "first_business_date";
    public static final String LAST_BUSINESS_DATE = "last_business_date";

    /** The dataset of the sales log. */
    public static final String SALES = "sales";

    public static final String LOADED = "LOADED";
    public static final String DUPLICATE = "DUPLICATE";

    /** A later row stands for the file: it came with another content, or lines of it left the quarantine. */
    public static final String REPLACED = "REPLACED";

    public static final Table TABLE = Table.named("ingest_files")
            .about(
                    "One row per file and batch. total = header + blank + accepted + duplicate + corrected + quarantined + skipped, in every row.")
            .required(BATCH, Types.LONG, "number of the batch, rising by one")
            .required(DATASET, Types.STRING, "what was loaded: sales, stores, products, ...")
            .required(URI, Types.STRING, "where the file was")
            .required(LENGTH, Types.LONG, "bytes as stored")
            .required(MODIFIED_AT, Types.TIMESTAMP, "last change of the file as its storage states it, UTC")
            .required(SHA256, Types.STRING, "hash of the stored bytes, lower-case hex")
            .required(STATE, Types.STRING, "LOADED; DUPLICATE; REPLACED: a later row stands for the file; or REJECTED")
            .required(LINES_TOTAL, Types.LONG, "lines, counted by bytes; for Parquet, rows")
            .required(LINES_HEADER, Types.LONG, "header lines")
            .required(LINES_BLANK, Types.LONG, "empty lines")
            .required(LINES_ACCEPTED, Types.LONG, "lines that became rows")
            .required(LINES_DUPLICATE, Types.LONG, "lines that the lake already had")
            .required(LINES_CORRECTED, Types.LONG, "lines that replaced an older version")
            .required(LINES_QUARANTINED, Types.LONG, "lines in quarantined_lines")
            .required(
                    LINES_SKIPPED,
                    Types.LONG,
                    "rows that a skip-when rule of a reference table's profile leaves out; 0 for sales")
            .required(
                    NET_AMOUNT,
                    Types.MONEY,
                    "sum of net amounts of all parsable lines, currencies mixed: a check sum, not a sales figure")
            .optional(FIRST_BUSINESS_DATE, Types.DATE, "first accounting day of accepted lines; null where none")
            .optional(LAST_BUSINESS_DATE, Types.DATE, "last accounting day of accepted lines; null where none")
            .key(BATCH, URI)
            .sortedBy(BATCH, URI)
            .build();

    private IngestFiles() {}
}
