package io.scanline.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.unix_millis;

import io.scanline.table.IngestFiles;
import io.scanline.table.Lake;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** What ingest_files knows of the sales log's files. Only what concerns the files at hand comes to the driver. */
final class FileLedger {
    static final String LOADED = "LOADED";
    static final String DUPLICATE = "DUPLICATE";

    private final Lake lake;

    FileLedger(Lake lake) {
        this.lake = lake;
    }

    private Dataset<Row> files() {
        return lake.read(IngestFiles.TABLE)
                .where(col(IngestFiles.DATASET)
                        .equalTo(Fields.SALES)
                        .and(col(IngestFiles.STATE).isin(LOADED, DUPLICATE)));
    }

    /** The files that were never loaded as they are now: new names, other lengths, other times of change. */
    List<SourceFile> newOrChanged(List<SourceFile> found) {
        Set<SourceFile> known = new HashSet<>();
        lookedUp(IngestFiles.URI, found.stream().map(SourceFile::uri).toList())
                .select(col(IngestFiles.URI), col(IngestFiles.LENGTH), unix_millis(col(IngestFiles.MODIFIED_AT)))
                .collectAsList()
                .forEach(row -> known.add(new SourceFile(row.getString(0), row.getLong(1), row.getLong(2))));
        return found.stream().filter(file -> !known.contains(file)).toList();
    }

    /** SHA-256 to net amount, of the files whose content was loaded before, under whatever name. */
    Map<String, BigDecimal> loaded(List<ScannedFile> files) {
        Map<String, BigDecimal> known = new HashMap<>();
        lookedUp(
                        IngestFiles.SHA256,
                        files.stream().map(ScannedFile::sha256).distinct().toList())
                .select(IngestFiles.SHA256, IngestFiles.NET_AMOUNT)
                .collectAsList()
                .forEach(row -> known.put(row.getString(0), row.getDecimal(1)));
        return known;
    }

    private Dataset<Row> lookedUp(String column, Collection<String> values) {
        Dataset<Row> wanted = lake.spark()
                .createDataset(List.copyOf(values), Encoders.STRING())
                .toDF(column);
        return files().join(wanted, new String[] {column}, "left_semi");
    }

    boolean has(long batch) {
        return !lake.read(IngestFiles.TABLE)
                .where(col(IngestFiles.BATCH).equalTo(batch))
                .isEmpty();
    }

    /** A ledger row for every file of a batch. */
    static Dataset<Row> rows(Lake lake, BatchPlan plan, boolean header, Map<Integer, FileCounts> counts) {
        List<Row> rows = new ArrayList<>();
        for (BatchPlan.PlannedFile file : plan.files()) {
            rows.add(file.toRead() ? loaded(plan, file, counts.get(file.id())) : duplicate(plan, file, header));
        }
        return lake.spark().createDataFrame(rows, IngestFiles.TABLE.rowSchema());
    }

    private static Row loaded(BatchPlan plan, BatchPlan.PlannedFile file, FileCounts counts) {
        return row(
                plan,
                file,
                LOADED,
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
                DUPLICATE,
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
        values.put(IngestFiles.DATASET, Fields.SALES);
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
