package io.scanline.table;

/** Lines that the contract refuses, each with its reasons, its place and the way back in. */
public final class QuarantinedLines {
    public static final String DATASET = "dataset";
    public static final String RAW = "raw";
    public static final String SOURCE_FILE = "source_file";
    public static final String SOURCE_LINE = "source_line";
    public static final String REASONS = "reasons";
    public static final String FIELD = "field";
    public static final String MESSAGE = "message";
    public static final String NET_AMOUNT = "net_amount";
    public static final String INGEST_BATCH = "ingest_batch";
    public static final String STATUS = "status";

    /** Waits to be mended. */
    public static final String OPEN = "OPEN";
    /** Judged again, and taken in. */
    public static final String REPLAYED = "REPLAYED";
    /** Its file came again with another content. */
    public static final String DISCARDED = "DISCARDED";

    /** Stands in a raw text for the id of a customer who was erased; such a line is not judged again. */
    public static final String ERASED = "(erased)";

    public static final Table TABLE = Table.named("quarantined_lines")
            .about("One row per refused line; nothing that came in is dropped.")
            .required(DATASET, Types.STRING, "what was loaded: sales, stores, products, ...")
            .required(
                    RAW,
                    Types.STRING,
                    "the line as it stood, cut at 64 KiB; card numbers are masked, and the customer is left out wherever the line can be split")
            .required(SOURCE_FILE, Types.STRING, "file that the line came from")
            .required(SOURCE_LINE, Types.LONG, "line in that file, 1-based, header included")
            .required(
                    REASONS,
                    Types.strings(),
                    "every rule that the line breaks: MALFORMED, MISSING_FIELD, BAD_TYPE, ...")
            .optional(FIELD, Types.STRING, "first field at fault; null where the whole line is")
            .required(MESSAGE, Types.STRING, "rule, value and way out, for a person")
            .optional(NET_AMOUNT, Types.MONEY, "net amount where it could be read; counted in the balance")
            .required(INGEST_BATCH, Types.LONG, "batch that met the line; key of ingest_files")
            .required(
                    STATUS,
                    Types.STRING,
                    "OPEN; REPLAYED: taken in when it was judged again; DISCARDED: its file came again")
            .key(SOURCE_FILE, SOURCE_LINE, INGEST_BATCH)
            .sortedBy(SOURCE_FILE, SOURCE_LINE)
            .build();

    private QuarantinedLines() {}
}
