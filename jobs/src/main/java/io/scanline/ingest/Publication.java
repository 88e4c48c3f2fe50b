package io.scanline.ingest;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.when;

import io.scanline.calendar.CalendarColumns;
import io.scanline.spark.DeltaIo;
import io.scanline.spark.Scope;
import io.scanline.spark.Session;
import io.scanline.table.Corrections;
import io.scanline.table.IngestFiles;
import io.scanline.table.Lake;
import io.scanline.table.Products;
import io.scanline.table.QuarantinedLines;
import io.scanline.table.SalesLines;
import io.scanline.table.Table;
import io.scanline.table.Types;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * Writes a balanced batch to the tables, the ledger last. Every append carries the batch's number, and is skipped when
 * repeated; business days are rewritten from the version that the batch was compared with, and say the same again when
 * repeated. So a publication that broke off anywhere is finished by running it once more.
 */
final class Publication {
    private static final String URI = "_uri";
    private static final String STAYS = "stays";
    private static final String JUDGED = "judged";
    private static final String PRODUCT_DEPARTMENT = "product_department";

    private final Lake lake;
    private final BatchPlan plan;
    private final Verdicts verdicts;

    Publication(Lake lake, BatchPlan plan, Verdicts verdicts) {
        this.lake = lake;
        this.plan = plan;
        this.verdicts = verdicts;
    }

    /** @param due how many lines are quarantined; of none only the table is made, and the batch not read for them */
    void quarantine(long due) {
        Dataset<Row> lines = due == 0 ? verdicts.quarantined().limit(0) : verdicts.quarantined();
        DeltaIo.append(
                lake,
                QuarantinedLines.TABLE,
                withCollisions(withSource(lines))
                        .select(
                                lit(IngestFiles.SALES).as(QuarantinedLines.DATASET),
                                coalesce(col(StagedLines.RAW), to_json(struct(columns(StagedLines.SALES))))
                                        .as(QuarantinedLines.RAW),
                                col(QuarantinedLines.SOURCE_FILE),
                                col(QuarantinedLines.SOURCE_LINE),
                                col(StagedLines.REASONS).as(QuarantinedLines.REASONS),
                                col(StagedLines.FIELD).as(QuarantinedLines.FIELD),
                                col(StagedLines.MESSAGE).as(QuarantinedLines.MESSAGE),
                                col(StagedLines.PARSED_NET)
                                        .try_cast(Types.MONEY)
                                        .as(QuarantinedLines.NET_AMOUNT),
                                lit(plan.batch()).as(QuarantinedLines.INGEST_BATCH),
                                lit(QuarantinedLines.OPEN).as(QuarantinedLines.STATUS)),
                plan.batch());
    }

    /** Lines that broke no rule and whose key has another content say so. */
    private Dataset<Row> withCollisions(Dataset<Row> lines) {
        if (!verdicts.anySettled()) {
            return lines;
        }
        Column collides = col(KeySettlement.SUPERSEDED).isNotNull();
        return lines.withColumn(
                        StagedLines.REASONS,
                        when(collides, array(lit(Reasons.KEY_COLLISION))).otherwise(col(StagedLines.REASONS)))
                .withColumn(
                        StagedLines.MESSAGE,
                        when(
                                        collides,
                                        concat(
                                                lit(
                                                        "the key has another content already, and message_ts is not newer; that content: "),
                                                col(Corrections.REPLACED)))
                                .otherwise(col(StagedLines.MESSAGE)));
    }

    /** Of the lines that the batch judged again: which left the quarantine, and why the others stay. */
    void resolve() {
        Column stays = col(StagedLines.VERDICT).equalTo(StagedLines.QUARANTINED);
        Dataset<Row> judged = withCollisions(withSource(verdicts.judged()))
                .select(
                        col(SalesLines.SOURCE_FILE),
                        col(SalesLines.SOURCE_LINE),
                        struct(
                                        stays.as(STAYS),
                                        col(StagedLines.REASONS),
                                        col(StagedLines.FIELD),
                                        col(StagedLines.MESSAGE))
                                .as(JUDGED));
        Dataset<Row> lines = lake.read(QuarantinedLines.TABLE)
                .where(col(QuarantinedLines.INGEST_BATCH).equalTo(plan.replayOf()))
                .join(judged, new String[] {SalesLines.SOURCE_FILE, SalesLines.SOURCE_LINE}, "inner");
        for (String why : List.of(QuarantinedLines.REASONS, QuarantinedLines.FIELD, QuarantinedLines.MESSAGE)) {
            lines = lines.withColumn(
                    why,
                    when(col(JUDGED).getField(STAYS), col(JUDGED).getField(why)).otherwise(col(why)));
        }
        DeltaIo.upsert(
                lake,
                QuarantinedLines.TABLE,
                lines.withColumn(
                                QuarantinedLines.STATUS,
                                when(col(JUDGED).getField(STAYS), col(QuarantinedLines.STATUS))
                                        .otherwise(QuarantinedLines.REPLAYED))
                        .select(columns(names(QuarantinedLines.TABLE))));
    }

    void correct() {
        if (!verdicts.anyCorrected()) {
            return;
        }
        Dataset<Row> corrected = withSource(verdicts.corrected())
                .join(broadcast(files(KeySettlement.REPLACED_FILE)), new String[] {KeySettlement.REPLACED_FILE}, "left")
                .withColumn(
                        Corrections.REPLACED_SOURCE_FILE,
                        coalesce(col(Corrections.REPLACED_SOURCE_FILE), col(KeySettlement.REPLACED_FILE + URI)))
                .withColumn(Corrections.INGEST_BATCH, lit(plan.batch()));
        DeltaIo.append(lake, Corrections.TABLE, corrected.select(columns(names(Corrections.TABLE))), plan.batch());
    }

    /** Refused lines of files that came with another content are settled by that. */
    void discardReplaced() {
        if (plan.filesToReplace().isEmpty() || lake.latestVersion(QuarantinedLines.TABLE) < 0) {
            return;
        }
        Column replaced = plan.filesToReplace().stream()
                .map(file -> col(QuarantinedLines.SOURCE_FILE)
                        .equalTo(file.uri())
                        // a replay stands for the file under its own number; its lines keep the number that met them
                        .and(col(QuarantinedLines.INGEST_BATCH)
                                .leq(file.replaced().batch())))
                .reduce(Column::or)
                .orElseThrow();
        DeltaIo.update(
                lake,
                QuarantinedLines.TABLE,
                replaced.and(col(QuarantinedLines.STATUS).equalTo(QuarantinedLines.OPEN)),
                Map.of(QuarantinedLines.STATUS, lit(QuarantinedLines.DISCARDED)));
    }

    /**
     * Writes the lines: rewrites the business days that lines of the lake leave, and adds those of all other days.
     *
     * @param counts by the batch's number of the file
     */
    void publish(Map<Integer, FileCounts> counts) {
        long due = counts.values().stream().mapToLong(FileCounts::published).sum();
        Dataset<Row> lines = withSource(verdicts.published());
        StandingLines standing = new StandingLines(lake, plan);
        Set<LocalDate> days = standing.daysLeft();
        days.addAll(Verdicts.daysOf(verdicts.replacing()));
        DayFiles files = DayFiles.of(plan.filesToRead(), counts, Session.cores(lake.spark()));
        if (days.isEmpty()) {
            add(lines, due, files);
            return;
        }
        // the two share no day: once the others are added, rewriting from the old version would drop them
        Column rewritten = CalendarColumns.onDays(col(SalesLines.BUSINESS_DATE), days);
        Dataset<Row> onDays = lines.where(rewritten);
        Dataset<Row> staying = standing.on(days)
                .join(
                        verdicts.replacing().select(columns(Duplicates.KEY)),
                        Duplicates.KEY.toArray(String[]::new),
                        "left_anti")
                .select(columns(names(SalesLines.TABLE)));
        DeltaIo.replace(
                lake, SalesLines.TABLE, staying.unionAll(sales(onDays)), Scope.dates(SalesLines.BUSINESS_DATE, days));
        add(lines.where(not(rewritten)), due - onDays.count(), files);
    }

    private void add(Dataset<Row> lines, long due, DayFiles files) {
        DeltaIo.Commit commit = files.worthwhile()
                ? DeltaIo.appendInPlace(lake, SalesLines.TABLE, sales(lines), plan.batch())
                : DeltaIo.append(lake, SalesLines.TABLE, sales(lines), plan.batch());
        if (!commit.skipped() && commit.rows() != due) {
            throw new IllegalStateException(
                    "Batch " + plan.batch() + ": " + due + " rows were due, " + commit.rows() + " were committed");
        }
    }

    private Dataset<Row> sales(Dataset<Row> lines) {
        return withDepartment(lines.withColumn(SalesLines.INGEST_BATCH, lit(plan.batch())))
                .select(columns(names(SalesLines.TABLE)));
    }

    private Dataset<Row> withDepartment(Dataset<Row> lines) {
        // not the version that the run began with: the batch's own products have been registered since
        long version = lake.latestVersion(Products.TABLE);
        if (version < 0) {
            return lines;
        }
        Dataset<Row> departments = lake.read(Products.TABLE, version)
                .where(col(Products.DEPARTMENT).isNotNull())
                .select(
                        col(Products.ITEM_ID).as(SalesLines.ITEM_ID),
                        col(Products.DEPARTMENT).as(PRODUCT_DEPARTMENT));
        return lines.join(departments, new String[] {SalesLines.ITEM_ID}, "left")
                .withColumn(SalesLines.DEPARTMENT, coalesce(col(SalesLines.DEPARTMENT), col(PRODUCT_DEPARTMENT)));
    }

    private Dataset<Row> withSource(Dataset<Row> lines) {
        return lines.join(broadcast(files(StagedLines.FILE)), new String[] {StagedLines.FILE}, "inner")
                .withColumn(SalesLines.SOURCE_FILE, col(StagedLines.FILE + URI))
                .withColumn(SalesLines.SOURCE_LINE, col(StagedLines.LINE));
    }

    /** The batch's files: their numbers under the name given, and their places under that name and {@link #URI}. */
    private Dataset<Row> files(String number) {
        StructType schema = new StructType().add(number, Types.INT).add(number + URI, Types.STRING);
        List<Row> rows = plan.files().stream()
                .map(file -> RowFactory.create(file.id(), file.uri()))
                .toList();
        return lake.spark().createDataFrame(rows, schema);
    }

    void record(boolean header, Map<Integer, FileCounts> counts) {
        Dataset<Row> rows = LedgerRows.of(lake, plan, header, counts);
        if (plan.filesToReplace().isEmpty()) {
            DeltaIo.Commit commit = DeltaIo.append(lake, IngestFiles.TABLE, rows.coalesce(1), plan.batch());
            if (commit.skipped() && !lake.dryRun()) {
                throw new IllegalStateException("batch " + plan.batch()
                        + " is published and cannot be entered in the ledger, which takes its number for an old one");
            }
        } else {
            DeltaIo.upsert(lake, IngestFiles.TABLE, rows.unionByName(LedgerRows.replaced(lake, plan)));
        }
    }

    void recordReplay(Map<Integer, FileCounts> counts) {
        DeltaIo.upsert(lake, IngestFiles.TABLE, ReplayLedger.rows(lake, plan, counts));
    }

    private static List<String> names(Table table) {
        return List.of(table.rowSchema().fieldNames());
    }

    private static Column[] columns(Collection<String> names) {
        return Stream.of(names.toArray(String[]::new)).map(name -> col(name)).toArray(Column[]::new);
    }
}
