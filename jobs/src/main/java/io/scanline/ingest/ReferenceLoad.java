package io.scanline.ingest;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.to_json;

import io.scanline.config.ScanlineException;
import io.scanline.spark.DeltaIo;
import io.scanline.spark.Held;
import io.scanline.spark.SessionSettings;
import io.scanline.spark.SideBySide;
import io.scanline.table.IngestFiles;
import io.scanline.table.Lake;
import io.scanline.table.QuarantinedLines;
import io.scanline.table.Table;
import io.scanline.table.Types;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Loads files into one reference table: sound rows are upserted by the table's key, the others go to quarantine with their
 * reasons, and every line is counted. The same files again change nothing.
 */
final class ReferenceLoad {
    private static final int REJECTS_SHOWN = 5;

    /** Lines that one task looks through sooner than Spark plans a shuffle of them, or compiles the plan. */
    private static final long FEW_LINES = 100_000;

    private static final Map<String, String> INTERPRETED =
            Map.of("spark.sql.codegen.wholeStage", "false", "spark.sql.codegen.factoryMode", "NO_CODEGEN");

    private final ReferenceOptions options;
    private final long batch;

    ReferenceLoad(ReferenceOptions options, long batch) {
        this.options = options;
        this.batch = batch;
    }

    /** @param files rows for the ledger; none where nothing changed */
    record Loaded(ReferenceIngestResult result, List<Row> files) {}

    Loaded run(SparkSession spark, Lake lake) {
        String dataset = options.table().name();
        lake.run().step("Looking at the files of " + dataset);
        Fields fields = Fields.of(options.table());
        ReferenceSource source = ReferenceSource.open(spark, options.source(), options.profile(), fields);
        ProfileExpressions expressions = ProfileExpressions.of(spark, options.profile(), fields, source.columns());

        long lines = source.files().stream().mapToLong(ScannedFile::lines).sum();
        lake.run().step("Checking %,d lines of %s".formatted(lines, dataset));
        lake.run().linesIn(lines);
        return lines < FEW_LINES
                ? SessionSettings.during(spark, INTERPRETED, () -> load(lake, source, expressions, true))
                : load(lake, source, expressions, false);
    }

    private Loaded load(Lake lake, ReferenceSource source, ProfileExpressions expressions, boolean few) {
        Dataset<Row> judged = verdicts(source, expressions)
                .transform(rows -> few ? rows.coalesce(1) : rows)
                .transform(rows -> ReferenceKeys.resolved(
                        options.table(), rows, source.files().size()));
        try (Held held = Held.of(judged)) {
            Dataset<Row> verdicts = held.rows();
            LineCounts counts = LineCounts.of(verdicts);
            counts.mustCover(source.files());
            List<String> rejects =
                    counts.of(ReferenceVerdicts.QUARANTINED) == 0 ? List.of() : firstRejects(verdicts, source);
            checkRejects(counts, rejects);
            return publish(lake, source, verdicts, counts, rejects);
        }
    }

    private Dataset<Row> verdicts(ReferenceSource source, ProfileExpressions expressions) {
        List<String> place =
                List.of(SourceLines.FILE, SourceLines.LINE, SourceLines.DEFECT, SourceLines.MESSAGE, SourceLines.RAW);
        ReferenceVerdicts verdict = new ReferenceVerdicts(
                options.table(), expressions.fields(), ReferenceVerdicts.zoneOf(options.profile()));
        return expressions
                .over(source.rows(), place)
                .map(verdict, Encoders.row(ReferenceVerdicts.schema(options.table())));
    }

    private void checkRejects(LineCounts counts, List<String> rejects) {
        long judged = counts.rows() - counts.of(ReferenceVerdicts.SKIPPED);
        long refused = counts.of(ReferenceVerdicts.QUARANTINED);
        if (refused > options.maxRejected() * judged) {
            throw ScanlineException.refused(
                    "%,d of %,d rows of %s are refused, more than --max-rejected %s allows; nothing was loaded:\n    %s"
                            .formatted(
                                    refused,
                                    judged,
                                    options.table().name(),
                                    options.maxRejected(),
                                    String.join("\n    ", rejects)),
                    "Mend the file or its profile, or load the sound rows with a higher --max-rejected.");
        }
    }

    private Loaded publish(
            Lake lake, ReferenceSource source, Dataset<Row> verdicts, LineCounts counts, List<String> rejects) {
        Table table = options.table();
        lake.run().step("Loading %,d rows into %s".formatted(counts.of(ReferenceVerdicts.ACCEPTED), table.name()));
        Dataset<Row> accepted = verdicts.where(col(ReferenceVerdicts.OUTCOME).equalTo(ReferenceVerdicts.ACCEPTED))
                .select(col(ReferenceVerdicts.ROW + ".*"));
        try (SideBySide parts = new SideBySide()) {
            SideBySide.Part<List<String>> warnings = parts.begin(() -> ReferenceWarnings.of(lake, table, accepted));
            // with nothing to compare with, an append says the same as an upsert, in a third of the time
            DeltaIo.Commit commit = lake.latestVersion(table) < 0
                    ? DeltaIo.append(lake, table, accepted, batch)
                    : DeltaIo.upsert(lake, table, accepted);
            long quarantined = quarantine(lake, source, verdicts, counts);
            boolean changed = !commit.skipped() || quarantined > 0;
            return new Loaded(
                    result(lake, source, counts, commit.rows(), warnings.outcome(), rejects),
                    changed ? files(source, counts) : List.of());
        }
    }

    private ReferenceIngestResult result(
            Lake lake,
            ReferenceSource source,
            LineCounts counts,
            long written,
            List<String> warnings,
            List<String> rejects) {
        return new ReferenceIngestResult(
                options.table().name(),
                source.files().size(),
                counts.rows(),
                counts.of(ReferenceVerdicts.ACCEPTED),
                written,
                counts.of(ReferenceKeys.DUPLICATE),
                counts.of(ReferenceKeys.SUPERSEDED),
                counts.of(ReferenceVerdicts.SKIPPED),
                counts.of(ReferenceVerdicts.QUARANTINED),
                warnings,
                rejects,
                lake.dryRun());
    }

    /** Refused lines that quarantine does not have yet from an earlier load of the same file. */
    private long quarantine(Lake lake, ReferenceSource source, Dataset<Row> verdicts, LineCounts counts) {
        if (counts.of(ReferenceVerdicts.QUARANTINED) == 0) {
            return 0;
        }
        Dataset<Row> known = lake.read(QuarantinedLines.TABLE)
                .where(col(QuarantinedLines.DATASET).equalTo(options.table().name()));
        Dataset<Row> refused = verdicts.where(col(ReferenceVerdicts.OUTCOME).equalTo(ReferenceVerdicts.QUARANTINED))
                .join(fileNames(lake.spark(), source), ReferenceVerdicts.FILE)
                .select(
                        lit(options.table().name()).as(QuarantinedLines.DATASET),
                        coalesce(col(ReferenceVerdicts.RAW), to_json(col(ReferenceVerdicts.ROW)))
                                .as(QuarantinedLines.RAW),
                        col(QuarantinedLines.SOURCE_FILE),
                        col(ReferenceVerdicts.LINE).as(QuarantinedLines.SOURCE_LINE),
                        col(ReferenceVerdicts.REASONS).as(QuarantinedLines.REASONS),
                        col(ReferenceVerdicts.FIELD).as(QuarantinedLines.FIELD),
                        col(ReferenceVerdicts.MESSAGE).as(QuarantinedLines.MESSAGE),
                        lit(null).cast("decimal(18,4)").as(QuarantinedLines.NET_AMOUNT),
                        lit(batch).as(QuarantinedLines.INGEST_BATCH),
                        lit(QuarantinedLines.OPEN).as(QuarantinedLines.STATUS))
                .join(
                        known.select(QuarantinedLines.SOURCE_FILE, QuarantinedLines.SOURCE_LINE, QuarantinedLines.RAW),
                        CollectionConverters.asScala(List.of(
                                        QuarantinedLines.SOURCE_FILE,
                                        QuarantinedLines.SOURCE_LINE,
                                        QuarantinedLines.RAW))
                                .toSeq(),
                        "left_anti");
        return refused.isEmpty()
                ? 0
                : DeltaIo.append(lake, QuarantinedLines.TABLE, refused, batch).rows();
    }

    private static Dataset<Row> fileNames(SparkSession spark, ReferenceSource source) {
        List<Row> names = IntStream.range(0, source.files().size())
                .mapToObj(id ->
                        RowFactory.create(id, source.files().get(id).file().uri()))
                .toList();
        return spark.createDataFrame(
                names,
                new StructType()
                        .add(ReferenceVerdicts.FILE, Types.INT)
                        .add(QuarantinedLines.SOURCE_FILE, Types.STRING));
    }

    private List<Row> files(ReferenceSource source, LineCounts counts) {
        List<Row> rows = new ArrayList<>();
        for (int id = 0; id < source.files().size(); id++) {
            ScannedFile file = source.files().get(id);
            rows.add(RowFactory.create(
                    batch,
                    options.table().name(),
                    file.file().uri(),
                    file.file().length(),
                    Timestamp.from(Instant.ofEpochMilli(file.file().modifiedAt())),
                    file.sha256(),
                    IngestFiles.LOADED,
                    file.lines(),
                    counts.of(id, ReferenceVerdicts.HEADER),
                    counts.of(id, ReferenceVerdicts.BLANK),
                    counts.of(id, ReferenceVerdicts.ACCEPTED),
                    counts.of(id, ReferenceKeys.DUPLICATE),
                    counts.of(id, ReferenceKeys.SUPERSEDED),
                    counts.of(id, ReferenceVerdicts.QUARANTINED),
                    counts.of(id, ReferenceVerdicts.SKIPPED),
                    BigDecimal.ZERO.setScale(4),
                    null,
                    null));
        }
        return rows;
    }

    private List<String> firstRejects(Dataset<Row> verdicts, ReferenceSource source) {
        return verdicts
                .where(col(ReferenceVerdicts.OUTCOME).equalTo(ReferenceVerdicts.QUARANTINED))
                .orderBy(ReferenceVerdicts.FILE, ReferenceVerdicts.LINE)
                .limit(REJECTS_SHOWN)
                .select(ReferenceVerdicts.FILE, ReferenceVerdicts.LINE, ReferenceVerdicts.MESSAGE)
                .collectAsList()
                .stream()
                .map(row -> source.files().get(row.getInt(0)).file().uri() + " line " + row.getLong(1) + ": "
                        + row.getString(2))
                .toList();
    }
}
