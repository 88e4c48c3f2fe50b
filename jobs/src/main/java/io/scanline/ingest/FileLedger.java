package io.scanline.ingest;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_contains;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.unix_millis;

import io.scanline.table.Corrections;
import io.scanline.table.IngestFiles;
import io.scanline.table.Lake;
import io.scanline.table.QuarantinedLines;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/** What ingest_files knows of the sales log's files. Only what concerns the files at hand comes to the driver. */
final class FileLedger {
    private static final String WANTED = "wanted";

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
        if (found.isEmpty()) {
            return found;
        }
        Set<SourceFile> asked = Set.copyOf(found);
        LongSummaryStatistics changes =
                found.stream().mapToLong(SourceFile::modifiedAt).summaryStatistics();
        List<Load> loads = files()
                .where(col(IngestFiles.MODIFIED_AT)
                        .between(new Timestamp(changes.getMin()), new Timestamp(changes.getMax())))
                .join(
                        wanted(found.stream().map(SourceFile::uri)),
                        col(IngestFiles.URI).equalTo(col(WANTED)),
                        "left_semi")
                .select(Load.COLUMNS)
                .collectAsList()
                .stream()
                .map(Load::of)
                .filter(load -> asked.contains(load.file()))
                .toList();
        Set<String> standing = loadedContents(loads.stream()
                .filter(load -> !load.isLoaded())
                .map(Load::sha256)
                .toList());
        Set<SourceFile> known = loads.stream()
                .filter(load -> load.isLoaded() || standing.contains(load.sha256()))
                .map(Load::file)
                .collect(Collectors.toSet());
        return found.stream().filter(file -> !known.contains(file)).toList();
    }

    private Set<String> loadedContents(Collection<String> contents) {
        return contents.isEmpty()
                ? Set.of()
                : Set.copyOf(loadedFiles()
                        .join(wanted(contents.stream()), col(IngestFiles.SHA256).equalTo(col(WANTED)), "left_semi")
                        .select(IngestFiles.SHA256)
                        .as(Encoders.STRING())
                        .collectAsList());
    }

    /** The loads that stand, of files with one of these names or contents. */
    Standing standing(List<ScannedFile> files) {
        Dataset<Row> wanted =
                wanted(files.stream().flatMap(file -> Stream.of(file.file().uri(), file.sha256())));
        return new Standing(Set.copyOf(loadedFiles()
                .withColumn("known", explode(array(col(IngestFiles.URI), col(IngestFiles.SHA256))))
                .join(wanted, col("known").equalTo(col(WANTED)), "left_semi")
                .select(Load.COLUMNS)
                .collectAsList()
                .stream()
                .map(Load::of)
                .toList()));
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
                .map(Load::of)
                .filter(load -> !replaced.containsKey(load.file().uri()))
                .forEach(load -> leaning.put(load.file(), load.replaced()));
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
                .select(Load.COLUMNS);
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
                .select(Load.COLUMNS);
    }

    private Dataset<Row> wanted(Stream<String> values) {
        return lake.spark()
                .createDataset(values.distinct().toList(), Encoders.STRING())
                .toDF(WANTED);
    }

    /** Loads that stand, with all that is in the lake of their names and contents. */
    record Standing(Set<Load> loads) {
        /** By place, the earlier loads of files that have another content now. */
        Map<String, BatchPlan.Replaced> replacedBy(List<ScannedFile> files) {
            Map<String, String> contents = new HashMap<>();
            files.forEach(file -> contents.put(file.file().uri(), file.sha256()));
            Map<String, BatchPlan.Replaced> replaced = new HashMap<>();
            for (Load load : loads) {
                String now = contents.getOrDefault(load.file().uri(), load.sha256());
                if (!load.sha256().equals(now)) {
                    replaced.put(load.file().uri(), load.replaced());
                }
            }
            return replaced;
        }

        /**
         * SHA-256 to net amount, of the contents that are in the lake, under whatever name.
         *
         * @param leaving places whose content leaves
         */
        Map<String, BigDecimal> contents(Set<String> leaving) {
            Map<String, BigDecimal> known = new HashMap<>();
            loads.stream()
                    .filter(load -> !leaving.contains(load.file().uri()))
                    .forEach(load -> known.put(load.sha256(), load.net()));
            return known;
        }
    }

    /** A file's load, as the ledger has it. */
    private record Load(SourceFile file, String state, String sha256, BigDecimal net, BatchPlan.Replaced replaced) {
        static final Column[] COLUMNS = {
            col(IngestFiles.URI),
            col(IngestFiles.LENGTH),
            unix_millis(col(IngestFiles.MODIFIED_AT)),
            col(IngestFiles.STATE),
            col(IngestFiles.SHA256),
            col(IngestFiles.NET_AMOUNT),
            col(IngestFiles.BATCH),
            col(IngestFiles.FIRST_BUSINESS_DATE).cast("string"),
            col(IngestFiles.LAST_BUSINESS_DATE).cast("string")
        };

        static Load of(Row row) {
            return new Load(
                    new SourceFile(row.getString(0), row.getLong(1), row.getLong(2)),
                    row.getString(3),
                    row.getString(4),
                    row.getDecimal(5),
                    new BatchPlan.Replaced(row.getLong(6), row.getString(7), row.getString(8)));
        }

        boolean isLoaded() {
            return state.equals(IngestFiles.LOADED);
        }
    }
}
