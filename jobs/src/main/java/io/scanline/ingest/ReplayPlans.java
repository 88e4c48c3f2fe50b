package io.scanline.ingest;

import static org.apache.spark.sql.functions.array_contains;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.scanline.table.Batches;
import io.scanline.table.IngestFiles;
import io.scanline.table.Lake;
import io.scanline.table.QuarantinedLines;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * The quarantined lines that wait for a store, by the batch that met them. They can be judged again where the quarantine has
 * their whole text: no card number masked in it, no customer erased from it, and not from Parquet, of whose types the text says nothing.
 */
final class ReplayPlans {
    private static final String LINES = "lines";
    private static final String WHOLE = "whole";

    /** As {@link CardNumbers} leaves them. */
    private static final String MASKED = "([*][ -]?){10,}([0-9][ -]?){3}[0-9]";

    private final List<Origin> origins = new ArrayList<>();
    private long outOfReach;

    /**
     * Lines of one batch that are judged again together.
     *
     * @param plan the batch's own plan
     * @param files its files with such lines, as if they had these lines alone
     */
    record Origin(BatchPlan plan, List<BatchPlan.PlannedFile> files) {}

    /** One row a file with such lines comes to the driver. */
    ReplayPlans(Lake lake) {
        Set<Long> logged = Set.copyOf(Batches.planned(lake));
        Map<Long, List<Row>> byBatch = new TreeMap<>();
        waiting(lake)
                .groupBy(QuarantinedLines.INGEST_BATCH, QuarantinedLines.SOURCE_FILE)
                .agg(count(lit(1)).as(LINES), count_if(isWhole()).as(WHOLE))
                .orderBy(QuarantinedLines.SOURCE_FILE)
                .collectAsList()
                .forEach(file -> byBatch.computeIfAbsent(
                                file.getAs(QuarantinedLines.INGEST_BATCH), batch -> new ArrayList<>())
                        .add(file));
        byBatch.forEach((batch, files) -> {
            if (logged.contains(batch)) {
                add(BatchPlan.read(lake, batch), files);
            } else {
                outOfReach +=
                        files.stream().mapToLong(file -> file.getAs(LINES)).sum();
            }
        });
    }

    /** OPEN lines of the sales log with UNKNOWN_STORE among their reasons. */
    private static Dataset<Row> waiting(Lake lake) {
        return lake.read(QuarantinedLines.TABLE)
                .where(col(QuarantinedLines.DATASET)
                        .equalTo(IngestFiles.SALES)
                        .and(col(QuarantinedLines.STATUS).equalTo(QuarantinedLines.OPEN))
                        .and(array_contains(col(QuarantinedLines.REASONS), Reasons.UNKNOWN_STORE)));
    }

    private static Column isWhole() {
        Column raw = col(QuarantinedLines.RAW);
        return not(raw.rlike(MASKED).or(raw.contains(QuarantinedLines.ERASED)));
    }

    /** The lines that a plan judges again: file, line and text. */
    static Dataset<Row> lines(Lake lake, BatchPlan replay) {
        Dataset<Row> files = lake.spark()
                .createDataset(
                        replay.files().stream().map(BatchPlan.PlannedFile::uri).toList(), Encoders.STRING())
                .toDF(QuarantinedLines.SOURCE_FILE);
        return waiting(lake)
                .where(col(QuarantinedLines.INGEST_BATCH)
                        .equalTo(replay.replayOf())
                        .and(isWhole()))
                .join(broadcast(files), new String[] {QuarantinedLines.SOURCE_FILE}, "left_semi")
                .select(QuarantinedLines.SOURCE_FILE, QuarantinedLines.SOURCE_LINE, QuarantinedLines.RAW);
    }

    private void add(BatchPlan plan, List<Row> waiting) {
        Map<String, ScannedFile> byUri = plan.files().stream()
                .map(BatchPlan.PlannedFile::scanned)
                .collect(Collectors.toMap(planned -> planned.file().uri(), planned -> planned));
        List<BatchPlan.PlannedFile> files = new ArrayList<>();
        for (Row file : waiting) {
            long whole = file.getAs(WHOLE);
            outOfReach += file.<Long>getAs(LINES) - whole;
            ScannedFile scanned = byUri.get(file.<String>getAs(QuarantinedLines.SOURCE_FILE));
            if (scanned.format() == Format.PARQUET) {
                outOfReach += whole;
            } else if (whole > 0) {
                files.add(new BatchPlan.PlannedFile(files.size(), scanned.ofLines(whole), null, null));
            }
        }
        if (!files.isEmpty()) {
            origins.add(new Origin(plan, files));
        }
    }

    /** The batches whose lines can be judged again, oldest first. */
    List<Origin> origins() {
        return origins;
    }

    /** Waiting lines that cannot be judged again. */
    long outOfReach() {
        return outOfReach;
    }
}
