package io.scanline.verify;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.min;

import io.scanline.table.IngestFiles;
import java.math.BigDecimal;
import java.sql.Date;
import java.time.LocalDate;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/** What the ledger says of one load of a file. */
record LedgerFile(
        long batch,
        long sinceBatch,
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
        BigDecimal net,
        LocalDate firstDay) {

    private static final String SINCE = "since_batch";

    /** Rows of the ledger, each with the first batch that loaded its content under its name. */
    static Dataset<Row> withSince(Dataset<Row> ledger) {
        return ledger.withColumn(
                SINCE, min(col(IngestFiles.BATCH)).over(Window.partitionBy(IngestFiles.URI, IngestFiles.SHA256)));
    }

    /** Whether lines of this batch can stand for the file: a replay takes over a file with the lines that others loaded. */
    boolean standsFor(long other) {
        return sinceBatch <= other && other <= batch;
    }

    /** @param row of {@link #withSince} */
    static LedgerFile of(Row row) {
        return new LedgerFile(
                row.<Long>getAs(IngestFiles.BATCH),
                row.<Long>getAs(SINCE),
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
                row.getAs(IngestFiles.NET_AMOUNT),
                Optional.ofNullable(row.<Date>getAs(IngestFiles.FIRST_BUSINESS_DATE))
                        .map(Date::toLocalDate)
                        .orElse(null));
    }
}
