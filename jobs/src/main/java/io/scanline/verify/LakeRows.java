package io.scanline.verify;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.unix_micros;

import io.scanline.config.Interval;
import io.scanline.table.Corrections;
import io.scanline.table.IngestFiles;
import io.scanline.table.Lake;
import io.scanline.table.QuarantinedLines;
import io.scanline.table.SalesLines;
import java.sql.Date;
import java.util.Iterator;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The ledger and the rows of the files that are recounted, in the order of file and line. They come to the driver a stretch at a
 * time, so that memory does not bound the lake.
 */
final class LakeRows {
    /** Whether some loaded file has a copy's content. */
    static final String CONTENT_LOADED = "content_loaded";

    /** Whether a file has a later row in the ledger. */
    static final String OUTDATED = "outdated";

    private static final long STRETCH = 200_000;

    private final Lake lake;
    private final Interval interval;

    LakeRows(Lake lake, Interval interval) {
        this.lake = lake;
        this.interval = interval;
    }

    private Dataset<Row> ledger(String state) {
        return LedgerFile.withSince(lake.read(IngestFiles.TABLE)
                        .where(col(IngestFiles.DATASET).equalTo(IngestFiles.SALES)))
                .where(col(IngestFiles.STATE).equalTo(state));
    }

    private Dataset<Row> selected() {
        Dataset<Row> loaded = ledger(IngestFiles.LOADED);
        if (interval.from() != null) {
            loaded = loaded.where(col(IngestFiles.LAST_BUSINESS_DATE).geq(Date.valueOf(interval.from())));
        }
        return interval.to() == null
                ? loaded
                : loaded.where(col(IngestFiles.FIRST_BUSINESS_DATE).lt(Date.valueOf(interval.to())));
    }

    /** The loaded files, by name. */
    Iterator<Row> loaded() {
        return selected().orderBy(IngestFiles.URI, IngestFiles.BATCH).toLocalIterator();
    }

    /** Files that are recounted, and the rows that they have by the ledger. */
    record Numbers(long files, long sales, long quarantined, long corrected) {}

    Numbers numbers() {
        Column none = lit(0L);
        Row row = selected()
                .agg(
                        count(lit(1)),
                        coalesce(sum(col(IngestFiles.LINES_ACCEPTED).plus(col(IngestFiles.LINES_CORRECTED))), none),
                        coalesce(sum(IngestFiles.LINES_QUARANTINED), none),
                        coalesce(sum(IngestFiles.LINES_CORRECTED), none))
                .head();
        return new Numbers(row.getLong(0), row.getLong(1), row.getLong(2), row.getLong(3));
    }

    /** Copies of other files, by name; none where an interval is asked for, as they say no days. */
    Iterator<Row> copies() {
        Dataset<Row> contents =
                ledger(IngestFiles.LOADED).select(IngestFiles.SHA256).distinct().withColumn(CONTENT_LOADED, lit(true));
        Dataset<Row> newest = lake.read(IngestFiles.TABLE)
                .where(col(IngestFiles.DATASET).equalTo(IngestFiles.SALES))
                .groupBy(IngestFiles.URI)
                .agg(max(IngestFiles.BATCH).as("newest"));
        return ledger(IngestFiles.DUPLICATE)
                .where(lit(interval.isUnbounded()))
                .join(newest, new String[] {IngestFiles.URI}, "inner")
                .join(contents, new String[] {IngestFiles.SHA256}, "left")
                .withColumn(CONTENT_LOADED, coalesce(col(CONTENT_LOADED), lit(false)))
                .withColumn(OUTDATED, col("newest").gt(col(IngestFiles.BATCH)))
                .orderBy(IngestFiles.URI, IngestFiles.BATCH)
                .toLocalIterator();
    }

    LakeCursors cursors(Numbers expected) {
        Dataset<Row> sales = lake.read(SalesLines.TABLE)
                .withColumn(ValueCheck.SOLD_AT_MICROS, unix_micros(col(SalesLines.SOLD_AT)))
                .withColumn(ValueCheck.DAY, col(SalesLines.BUSINESS_DATE).cast("string"))
                .select(columns(
                        SalesLines.SOURCE_FILE,
                        SalesLines.SOURCE_LINE,
                        SalesLines.INGEST_BATCH,
                        SalesLines.STORE_ID,
                        SalesLines.REGISTER_ID,
                        SalesLines.TRANSACTION_ID,
                        SalesLines.LINE_NUMBER,
                        ValueCheck.SOLD_AT_MICROS,
                        ValueCheck.DAY,
                        SalesLines.UTC_OFFSET_MINUTES,
                        SalesLines.TS_QUALITY,
                        SalesLines.ITEM_ID,
                        SalesLines.QUANTITY,
                        SalesLines.NET_AMOUNT));
        Dataset<Row> quarantined = lake.read(QuarantinedLines.TABLE)
                .where(col(QuarantinedLines.DATASET)
                        .equalTo(IngestFiles.SALES)
                        .and(col(QuarantinedLines.STATUS).equalTo(QuarantinedLines.OPEN)))
                .select(columns(
                        QuarantinedLines.SOURCE_FILE,
                        QuarantinedLines.SOURCE_LINE,
                        QuarantinedLines.INGEST_BATCH,
                        QuarantinedLines.REASONS,
                        QuarantinedLines.NET_AMOUNT));
        // what a replaced load corrected is told of it, and is no line of a loaded file
        Dataset<Row> corrections = lake.read(Corrections.TABLE)
                .join(
                        broadcast(ledger(IngestFiles.LOADED)
                                .select(
                                        col(IngestFiles.URI).as(Corrections.SOURCE_FILE),
                                        col(IngestFiles.BATCH).as(Corrections.INGEST_BATCH))),
                        new String[] {Corrections.SOURCE_FILE, Corrections.INGEST_BATCH},
                        "left_semi")
                .select(columns(Corrections.SOURCE_FILE, Corrections.SOURCE_LINE, Corrections.INGEST_BATCH));
        return new LakeCursors(
                cursor(sales, expected.sales()),
                cursor(quarantined, expected.quarantined()),
                cursor(corrections, expected.corrected()));
    }

    private Cursor cursor(Dataset<Row> rows, long expected) {
        Dataset<Row> wanted = interval.isUnbounded()
                ? rows
                : rows.join(
                        selected().select(col(IngestFiles.URI).as(SalesLines.SOURCE_FILE)),
                        new String[] {SalesLines.SOURCE_FILE},
                        "left_semi");
        Column[] place = columns(SalesLines.SOURCE_FILE, SalesLines.SOURCE_LINE);
        int stretches = 1 + (int) (expected / STRETCH);
        Dataset<Row> parts = stretches == 1 ? wanted.coalesce(1) : wanted.repartitionByRange(stretches, place);
        return new Cursor(parts.sortWithinPartitions(place).toLocalIterator());
    }

    private static Column[] columns(String... names) {
        return Stream.of(names).map(name -> col(name)).toArray(Column[]::new);
    }
}
