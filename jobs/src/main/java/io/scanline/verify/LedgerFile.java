package io.scanline.verify;

import io.scanline.table.IngestFiles;
import java.math.BigDecimal;
import org.apache.spark.sql.Row;

/** What the ledger says of one load of a file. */
record LedgerFile(
        long batch,
        String uri,
        long length,
        String sha256,
        String state,
        long total,
        long header,
        long blank,
        long accepted,
        long duplicate,
        long corrected,
        long quarantined,
        BigDecimal net) {

    static final String LOADED = "LOADED";
    static final String DUPLICATE = "DUPLICATE";
    static final String REPLACED = "REPLACED";

    static LedgerFile of(Row row) {
        return new LedgerFile(
                row.<Long>getAs(IngestFiles.BATCH),
                row.getAs(IngestFiles.URI),
                row.<Long>getAs(IngestFiles.LENGTH),
                row.getAs(IngestFiles.SHA256),
                row.getAs(IngestFiles.STATE),
                row.<Long>getAs(IngestFiles.LINES_TOTAL),
                row.<Long>getAs(IngestFiles.LINES_HEADER),
                row.<Long>getAs(IngestFiles.LINES_BLANK),
                row.<Long>getAs(IngestFiles.LINES_ACCEPTED),
                row.<Long>getAs(IngestFiles.LINES_DUPLICATE),
                row.<Long>getAs(IngestFiles.LINES_CORRECTED),
                row.<Long>getAs(IngestFiles.LINES_QUARANTINED),
                row.getAs(IngestFiles.NET_AMOUNT));
    }
}
