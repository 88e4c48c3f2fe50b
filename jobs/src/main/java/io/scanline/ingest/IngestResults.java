package io.scanline.ingest;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import io.scanline.table.Lake;
import io.scanline.table.Products;
import io.scanline.table.SalesLines;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The result of one batch from its counts. */
final class IngestResults {
    private IngestResults() {}

    /**
     * @param filesUnchanged files that the ledger knows
     * @param stores stores that the batch registered, and so {@code products}
     */
    static IngestResult of(Lake lake, PreparedBatch batch, long filesUnchanged, long stores, long products) {
        Map<Integer, FileCounts> counts = batch.counts();
        List<BatchPlan.PlannedFile> duplicates =
                batch.plan().files().stream().filter(file -> !file.toRead()).toList();
        long duplicateLines = duplicates.stream()
                .mapToLong(file -> file.scanned().lines() - file.scanned().blank() - headers(file, batch))
                .sum();
        return new IngestResult(
                lake.dryRun() ? List.of() : List.of(batch.plan().batch()),
                batch.plan().filesToRead().size(),
                batch.plan().filesToReplace().size(),
                batch.plan().filesOutOfReach(),
                duplicates.size(),
                filesUnchanged,
                0,
                batch.plan().files().stream()
                        .mapToLong(file -> file.scanned().lines())
                        .sum(),
                batch.lines(StagedLines.HEADER)
                        + duplicates.stream()
                                .mapToLong(file -> headers(file, batch))
                                .sum(),
                batch.lines(StagedLines.BLANK)
                        + duplicates.stream()
                                .mapToLong(file -> file.scanned().blank())
                                .sum(),
                batch.lines(StagedLines.ACCEPTED),
                batch.lines(FileCounts.DUPLICATE) + duplicateLines,
                batch.lines(FileCounts.CORRECTED),
                batch.lines(StagedLines.QUARANTINED),
                reasons(counts),
                counts.values().stream().map(FileCounts::net).reduce(BigDecimal.ZERO, BigDecimal::add),
                counts.values().stream()
                        .map(FileCounts::firstDay)
                        .filter(Objects::nonNull)
                        .min(LocalDate::compareTo)
                        .orElse(null),
                counts.values().stream()
                        .map(FileCounts::lastDay)
                        .filter(Objects::nonNull)
                        .max(LocalDate::compareTo)
                        .orElse(null),
                stores,
                products,
                counts.values().stream().mapToLong(FileCounts::wrongCheckDigits).sum(),
                unknownItems(lake, batch.staged()),
                counts.values().stream().mapToLong(FileCounts::customersDropped).sum(),
                lake.dryRun());
    }

    private static long headers(BatchPlan.PlannedFile file, PreparedBatch batch) {
        return file.scanned().format() == Format.CSV && batch.headers() ? 1 : 0;
    }

    private static Map<String, Long> reasons(Map<Integer, FileCounts> counts) {
        Map<String, Long> reasons = new TreeMap<>();
        counts.values()
                .forEach(file -> file.reasons().forEach((reason, lines) -> reasons.merge(reason, lines, Long::sum)));
        return reasons;
    }

    /** Accepted lines of items that products does not have; not asked where the lake has no products, or registers them. */
    private static long unknownItems(Lake lake, Dataset<Row> staged) {
        if (lake.latestVersion(Products.TABLE) < 0) {
            return 0;
        }
        Dataset<Row> items = staged.where(col(StagedLines.VERDICT)
                        .equalTo(StagedLines.ACCEPTED)
                        .and(col(SalesLines.ITEM_ID).isNotNull()))
                .groupBy(SalesLines.ITEM_ID)
                .agg(count(lit(1)).as("lines"));
        Row unknown = items.join(
                        lake.read(Products.TABLE, lake.latestVersion(Products.TABLE))
                                .select(Products.ITEM_ID),
                        new String[] {SalesLines.ITEM_ID},
                        "left_anti")
                .agg(coalesce(sum("lines"), lit(0L)))
                .head();
        return unknown.getLong(0);
    }
}
