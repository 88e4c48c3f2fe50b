package io.scanline.ingest;

import static org.apache.spark.sql.functions.array_contains;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.unix_millis;

import io.scanline.table.Corrections;
import io.scanline.table.IngestFiles;
import io.scanline.table.Lake;
import io.scanline.table.QuarantinedLines;
import io.scanline.table.Table;
import io.scanline.table.Types;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/** What ingest_files knows of the sales log's files. Only what concerns the files at hand comes to the driver. */
final class FileLedger {
    private final Lake lake;

    FileLedger(Lake lake) {
        this.lake = lake;
    }

    private Dataset<Row> files() {
        return lake.read(IngestFiles.TABLE)
                .where(col(IngestFiles.DATASET)
                        .equalTo(IngestFiles.SALES)
                        .and(col(IngestFiles.STATE).isin(IngestFiles.LOADED, IngestFiles.DUPLICATE)));
    }

    private Dataset<Row> loadedFiles() {
        return files().where(col(IngestFiles.STATE).equalTo(IngestFiles.LOADED));
    }

    /**
     * The files that are not in the lake as they are now: new names, other lengths, other times of change, and copies of what
     * was replaced since.
     */
    List<SourceFile> newOrChanged(List<SourceFile> found) {
        Set<SourceFile> known = new HashSet<>();
        lookedUp(IngestFiles.URI, found.stream().map(SourceFile::uri).toList())
                .join(loadedFiles().select(IngestFiles.SHA256), new String[] {IngestFiles.SHA256}, "left_semi")
                .select(col(IngestFiles.URI), col(IngestFiles.LENGTH), unix_millis(col(IngestFiles.MODIFIED_AT)))
                .collectAsList()
                .forEach(row -> known.add(new SourceFile(row.getString(0), row.getLong(1), row.getLong(2))));
        return found.stream().filter(file -> !known.contains(file)).toList();
    }

    /**
     * SHA-256 to net amount, of the files whose content is in the lake, under whatever name.
     *
     * @param leaving places whose content leaves
     */
    Map<String, BigDecimal> loaded(List<ScannedFile> files, Set<String> leaving) {
        Map<String, BigDecimal> known = new HashMap<>();
        lookedUp(
                        IngestFiles.SHA256,
                        files.stream().map(ScannedFile::sha256).distinct().toList())
                .where(col(IngestFiles.STATE).equalTo(IngestFiles.LOADED))
                .select(IngestFiles.SHA256, IngestFiles.NET_AMOUNT, IngestFiles.URI)
                .collectAsList()
                .stream()
                .filter(row -> !leaving.contains(row.getString(2)))
                .forEach(row -> known.put(row.getString(0), row.getDecimal(1)));
        return known;
    }

    /** By place, the earlier loads of files that have another content now. */
    Map<String, BatchPlan.Replaced> replacedBy(List<ScannedFile> files) {
        Map<String, String> contents = new HashMap<>();
        files.forEach(file -> contents.put(file.file().uri(), file.sha256()));
        Map<String, BatchPlan.Replaced> replaced = new HashMap<>();
        lookedUp(IngestFiles.URI, contents.keySet())
                .where(col(IngestFiles.STATE).equalTo(IngestFiles.LOADED))
                .select(standing())
                .collectAsList()
                .stream()
                .filter(row -> !row.getString(1).equals(contents.get(row.getString(0))))
                .forEach(row -> replaced.put(row.getString(0), replaced(row)));
        return replaced;
    }

    /**
     * By file, the loads that have to be read again because of replaced ones: those that left out lines which a replaced file may
     * have had already, for a line that leaves with that file may still be in theirs; and those whose lines a replaced file
     * had corrected, for they stand again.
     */
    Map<SourceFile, BatchPlan.Replaced> leaningOn(Map<String, BatchPlan.Replaced> replaced) {
        LocalDate first = replaced.values().stream()
                .map(BatchPlan.Replaced::firstDay)
                .filter(Objects::nonNull)
                .map(LocalDate::parse)
                .min(LocalDate::compareTo)
                .orElse(null);
        if (first == null) {
            return Map.of();
        }
        LocalDate last = replaced.values().stream()
                .map(BatchPlan.Replaced::lastDay)
                .filter(Objects::nonNull)
                .map(LocalDate::parse)
                .max(LocalDate::compareTo)
                .orElseThrow();
        Map<SourceFile, BatchPlan.Replaced> leaning = new HashMap<>();
        mayHaveLeftLinesOut(first, last).unionByName(corrected(replaced.keySet(), first, last)).collectAsList().stream()
                .filter(row -> !replaced.containsKey(row.getString(0)))
                .forEach(row ->
                        leaning.put(new SourceFile(row.getString(0), row.getLong(5), row.getLong(6)), replaced(row)));
        return leaning;
    }

    /** Loads with duplicates or collisions on the days. */
    private Dataset<Row> mayHaveLeftLinesOut(LocalDate first, LocalDate last) {
        Dataset<Row> collided = lake.read(QuarantinedLines.TABLE)
                .where(col(QuarantinedLines.STATUS)
                        .equalTo(QuarantinedLines.OPEN)
                        .and(array_contains(col(QuarantinedLines.REASONS), Reasons.KEY_COLLISION)))
                .select(col(QuarantinedLines.SOURCE_FILE).as(IngestFiles.URI))
                .distinct()
                .withColumn("collided", lit(true));
        return loadedFiles()
                .join(collided, new String[] {IngestFiles.URI}, "left")
                .where(col(IngestFiles.LINES_DUPLICATE).gt(0).or(col("collided")))
                // a file that gave no line of its own does not say its days
                .where(coalesce(
                        col(IngestFiles.FIRST_BUSINESS_DATE)
                                .leq(Date.valueOf(last))
                                .and(col(IngestFiles.LAST_BUSINESS_DATE).geq(Date.valueOf(first))),
                        lit(true)))
                .select(standing());
    }

    /** Loads of which one of these files corrected a line on the days. */
    private Dataset<Row> corrected(Set<String> by, LocalDate first, LocalDate last) {
        Dataset<Row> correcting =
                lake.spark().createDataset(List.copyOf(by), Encoders.STRING()).toDF(Corrections.SOURCE_FILE);
        Dataset<Row> corrected = lake.read(Corrections.TABLE)
                .where(col(Corrections.BUSINESS_DATE).between(Date.valueOf(first), Date.valueOf(last)))
                .join(correcting, new String[] {Corrections.SOURCE_FILE}, "left_semi")
                .select(col(Corrections.REPLACED_SOURCE_FILE).as(IngestFiles.URI));
        return loadedFiles()
                .join(corrected, new String[] {IngestFiles.URI}, "left_semi")
                .select(standing());
    }

    private static Column[] standing() {
        return new Column[] {
            col(IngestFiles.URI),
            col(IngestFiles.SHA256),
            col(IngestFiles.BATCH),
            col(IngestFiles.FIRST_BUSINESS_DATE).cast("string"),
            col(IngestFiles.LAST_BUSINESS_DATE).cast("string"),
            col(IngestFiles.LENGTH),
            unix_millis(col(IngestFiles.MODIFIED_AT))
        };
    }

    private static BatchPlan.Replaced replaced(Row standing) {
        return new BatchPlan.Replaced(standing.getLong(2), standing.getString(3), standing.getString(4));
    }

    /** The rows of what a batch replaces, as they read from now on. */
    static Dataset<Row> replacedRows(Lake lake, BatchPlan plan) {
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

    private Dataset<Row> lookedUp(String column, Collection<String> values) {
        Dataset<Row> wanted = lake.spark()
                .createDataset(List.copyOf(values), Encoders.STRING())
                .toDF(column);
        return files().join(wanted, new String[] {column}, "left_semi");
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
