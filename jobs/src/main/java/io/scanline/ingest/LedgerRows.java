package io.scanline.ingest;

import static org.apache.spark.sql.functions.lit;

import io.scanline.table.IngestFiles;
import io.scanline.table.Lake;
import io.scanline.table.Table;
import io.scanline.table.Types;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/** What a batch writes into ingest_files. */
final class LedgerRows {
    private LedgerRows() {}

    /** A ledger row for every file of a batch. */
    static Dataset<Row> of(Lake lake, BatchPlan plan, boolean header, Map<Integer, FileCounts> counts) {
        List<Row> rows = new ArrayList<>();
        for (BatchPlan.PlannedFile file : plan.files()) {
            // a Parquet file without rows has no counts
            FileCounts counted = counts.getOrDefault(file.id(), new FileCounts());
            rows.add(file.toRead() ? loaded(plan, file, counted) : duplicate(plan, file, header));
        }
        return lake.spark().createDataFrame(rows, IngestFiles.TABLE.rowSchema());
    }

    /** The rows of what a batch replaces, as they read from now on. */
    static Dataset<Row> replaced(Lake lake, BatchPlan plan) {
        List<Row> loads = plan.filesToReplace().stream()
                .map(file -> RowFactory.create(file.replaced().batch(), file.uri()))
                .toList();
        Dataset<Row> wanted = lake.spark()
                .createDataFrame(
                        loads,
                        new StructType().add(IngestFiles.BATCH, Types.LONG).add(IngestFiles.URI, Types.STRING));
        return lake.read(IngestFiles.TABLE)
                .join(wanted, new String[] {IngestFiles.BATCH, IngestFiles.URI}, "left_semi")
                .drop(Table.RUN_ID, Table.COMPUTED_AT)
                .withColumn(IngestFiles.STATE, lit(IngestFiles.REPLACED));
    }

    private static Row loaded(BatchPlan plan, BatchPlan.PlannedFile file, FileCounts counts) {
        return row(
                plan,
                file,
                IngestFiles.LOADED,
                counts.of(StagedLines.HEADER),
                counts.of(StagedLines.BLANK),
                counts.of(StagedLines.ACCEPTED),
                counts.of(FileCounts.DUPLICATE),
                counts.of(FileCounts.CORRECTED),
                counts.of(StagedLines.QUARANTINED),
                counts.net(),
                counts);
    }

    private static Row duplicate(BatchPlan plan, BatchPlan.PlannedFile file, boolean header) {
        ScannedFile scanned = file.scanned();
        long headers = scanned.format() == Format.CSV && header ? 1 : 0;
        return row(
                plan,
                file,
                IngestFiles.DUPLICATE,
                headers,
                scanned.blank(),
                0,
                scanned.lines() - headers - scanned.blank(),
                0,
                0,
                file.knownNet(),
                new FileCounts());
    }

    private static Row row(
            BatchPlan plan,
            BatchPlan.PlannedFile file,
            String state,
            long header,
            long blank,
            long accepted,
            long duplicate,
            long corrected,
            long quarantined,
            BigDecimal net,
            FileCounts counts) {
        ScannedFile scanned = file.scanned();
        Map<String, Object> values = new HashMap<>();
        values.put(IngestFiles.BATCH, plan.batch());
        values.put(IngestFiles.DATASET, IngestFiles.SALES);
        values.put(IngestFiles.URI, file.uri());
        values.put(IngestFiles.LENGTH, scanned.file().length());
        values.put(IngestFiles.MODIFIED_AT, new Timestamp(scanned.file().modifiedAt()));
        values.put(IngestFiles.SHA256, scanned.sha256());
        values.put(IngestFiles.STATE, state);
        values.put(IngestFiles.LINES_TOTAL, scanned.lines());
        values.put(IngestFiles.LINES_HEADER, header);
        values.put(IngestFiles.LINES_BLANK, blank);
        values.put(IngestFiles.LINES_ACCEPTED, accepted);
        values.put(IngestFiles.LINES_DUPLICATE, duplicate);
        values.put(IngestFiles.LINES_CORRECTED, corrected);
        values.put(IngestFiles.LINES_QUARANTINED, quarantined);
        values.put(IngestFiles.LINES_SKIPPED, 0L);
        values.put(IngestFiles.NET_AMOUNT, net.setScale(FixedPoint.SCALE));
        values.put(
                IngestFiles.FIRST_BUSINESS_DATE,
                counts.firstDay() == null ? null : java.sql.Date.valueOf(counts.firstDay()));
        values.put(
                IngestFiles.LAST_BUSINESS_DATE,
                counts.lastDay() == null ? null : java.sql.Date.valueOf(counts.lastDay()));
        return RowFactory.create(List.of(IngestFiles.TABLE.rowSchema().fieldNames()).stream()
                .map(values::get)
                .toArray());
    }
}
