package io.scanline.ingest;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;

import io.scanline.config.CustomerKey;
import io.scanline.spark.RowFiles;
import io.scanline.spark.Transform;
import io.scanline.storage.Location;
import io.scanline.table.Batches;
import io.scanline.table.Lake;
import io.scanline.table.SalesLines;
import io.scanline.table.Stores;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Reads a batch's files once, judges every line, and keeps the outcome in the lake's staging folder, from which duplicates are
 * told, the balance is struck and the tables are written.
 */
final class Staging {
    private static final String LINES = "lines";

    /** The lines once more, where some came without a number. */
    private static final String NUMBERED = "numbered";

    private final SparkSession spark;
    private final Lake lake;
    private final BatchPlan plan;
    private final SourceProfile profile;
    private final CustomerKey customerKey;
    private StagedSummary summary;

    Staging(Lake lake, BatchPlan plan, SourceProfile profile, CustomerKey customerKey) {
        this.spark = lake.spark();
        this.lake = lake;
        this.plan = plan;
        this.profile = profile;
        this.customerKey = customerKey;
    }

    /** Reads and judges all lines; the rows of {@link StagedLines} as they were stored. */
    Dataset<Row> stage() {
        List<Dataset<Row>> judged = new ArrayList<>();
        List<BatchPlan.PlannedFile> text = files(false);
        List<BatchPlan.PlannedFile> parquet = files(true);
        if (!text.isEmpty()) {
            judged.add(plan.replayOf() == null ? judgedText(text) : judgedAgain(text));
        }
        if (!parquet.isEmpty()) {
            parquet(parquet).forEach(alike -> judged.add(judgedParquet(alike)));
        }
        Dataset<Row> lines = stored(judged.stream().reduce(Dataset::unionAll).orElseThrow(), LINES);
        summary = StagedSummary.of(lines);
        Dataset<Row> numbered = summary.unnumbered() > 0 ? stored(lines.transform(withOrdinals()), NUMBERED) : lines;
        return numbered.transform(StagedLines.withCalendarTypes());
    }

    /** What {@link #stage} found, before anything else is done to the rows. */
    StagedSummary summary() {
        return summary;
    }

    /** The rows that an earlier {@link #stage} of the same batch stored. */
    Dataset<Row> staged() {
        return read(Batches.isStaged(lake, place(NUMBERED)) ? NUMBERED : LINES)
                .transform(StagedLines.withCalendarTypes());
    }

    private Dataset<Row> stored(Dataset<Row> rows, String name) {
        rows.write().mode("overwrite").format(RowFiles.FORMAT).save(place(name).toString());
        return read(name);
    }

    private Dataset<Row> read(String name) {
        return spark.read()
                .schema(StagedRow.SCHEMA)
                .format(RowFiles.FORMAT)
                .load(place(name).toString());
    }

    private Location place(String name) {
        return Batches.staging(lake.root(), plan.batch()).child(name);
    }

    /** What is staged where no file has to be read. */
    Dataset<Row> nothing() {
        return spark.createDataFrame(List.of(), StagedRow.SCHEMA).transform(StagedLines.withCalendarTypes());
    }

    Dataset<Row> nothingSettled() {
        return spark.createDataFrame(List.of(), KeySettlement.SCHEMA);
    }

    /** Checks the profile against the columns of the files, before a line is read. */
    void check() {
        if (!files(false).isEmpty()) {
            expressions(source(files(false)));
        }
        if (!files(true).isEmpty()) {
            parquet(files(true))
                    .forEach(alike -> expressions(
                            alike.drop(SourceLines.FILE, SourceLines.LINE).schema()));
        }
    }

    private List<BatchPlan.PlannedFile> files(boolean parquet) {
        return plan.filesToRead().stream()
                .filter(file -> parquet == (file.scanned().format() == Format.PARQUET))
                .toList();
    }

    private ProfileExpressions expressions(StructType source) {
        return ProfileExpressions.of(spark, profile, Fields.sales(), source);
    }

    private static StructType source(List<BatchPlan.PlannedFile> files) {
        return SourceColumns.union(
                files.stream().map(BatchPlan.PlannedFile::scanned).toList());
    }

    private Dataset<Row> judgedText(List<BatchPlan.PlannedFile> files) {
        StructType source = source(files);
        ProfileExpressions expressions = expressions(source);
        StructType lines = SourceLines.schema(source);
        LineTasks.Reading reading = new LineTasks.Reading(
                FileScans.packed(
                        parts(files), part -> weight(part), spark.sparkContext().defaultParallelism()),
                profile.options(),
                source,
                expressions.columnsOf(SalesLines.CUSTOMER_ID),
                new SerializableConfiguration(spark.sparkContext().hadoopConfiguration()));
        Dataset<Long> tasks = spark.range(0, reading.tasks(), 1, reading.tasks());
        if (profile.byName()) {
            LineTasks.Judging judging = new LineTasks.Judging(setting(LineLayout.byName(lines)), Map.of());
            return numbered(staged(tasks.javaRDD().mapPartitions(reading.then(judging))), expressions);
        }
        return judgedText(tasks.mapPartitions(reading, Encoders.row(lines)), source, expressions);
    }

    /** The quarantined lines that the plan replays, by what the quarantine has of them. */
    private Dataset<Row> judgedAgain(List<BatchPlan.PlannedFile> files) {
        StructType source = source(files);
        ProfileExpressions expressions = expressions(source);
        StructType lines = SourceLines.schema(source);
        Dataset<Row> raw = ReplayPlans.lines(lake, plan)
                .mapPartitions(new ReplayedLines(files, profile.options(), source), Encoders.row(lines));
        if (profile.byName()) {
            LineTasks.Judging judging = new LineTasks.Judging(setting(LineLayout.byName(lines)), Map.of());
            return numbered(staged(raw.javaRDD().mapPartitions(judging)), expressions);
        }
        return judgedText(raw, source, expressions);
    }

    private Dataset<Row> judgedText(Dataset<Row> raw, StructType source, ProfileExpressions expressions) {
        return judged(
                raw,
                source,
                expressions,
                List.of(
                        SourceLines.FILE,
                        SourceLines.LINE,
                        SourceLines.DEFECT,
                        SourceLines.MESSAGE,
                        SourceLines.RAW,
                        SourceLines.OTHERS),
                true);
    }

    private static List<SourceLines.Part> parts(List<BatchPlan.PlannedFile> files) {
        return files.stream()
                .flatMap(file -> file.scanned().ranges().stream()
                        .map(range -> new SourceLines.Part(
                                file.id(),
                                file.scanned().file(),
                                file.scanned().format(),
                                file.scanned().columns(),
                                range)))
                .toList();
    }

    private static long weight(SourceLines.Part part) {
        return Math.min(part.range().length(), part.file().length());
    }

    private Dataset<Row> judgedParquet(Dataset<Row> rows) {
        StructType source = rows.drop(SourceLines.FILE, SourceLines.LINE).schema();
        return judged(rows, source, expressions(source), List.of(SourceLines.FILE, SourceLines.LINE), false);
    }

    /** The files with the same columns and types together; columns that only others have are empty. */
    private List<Dataset<Row>> parquet(List<BatchPlan.PlannedFile> files) {
        Map<List<String>, List<String>> byColumns = new LinkedHashMap<>();
        files.forEach(file -> byColumns
                .computeIfAbsent(file.scanned().columns(), columns -> new ArrayList<>())
                .add(file.uri()));
        List<Dataset<Row>> alike =
                byColumns.values().stream().map(this::parquetAt).toList();
        Map<String, StructField> all = new LinkedHashMap<>();
        alike.forEach(rows -> Stream.of(rows.schema().fields())
                .forEach(field -> all.putIfAbsent(field.name().toLowerCase(Locale.ROOT), field)));
        return alike.stream().map(rows -> withColumns(all.values(), rows)).toList();
    }

    private static Dataset<Row> withColumns(Collection<StructField> columns, Dataset<Row> rows) {
        List<Column> own =
                Stream.of(rows.columns()).map(name -> col("`" + name + "`")).toList();
        Stream<Column> absent = columns.stream()
                .filter(field -> Stream.of(rows.columns()).noneMatch(field.name()::equalsIgnoreCase))
                .map(field -> lit(null).cast(field.dataType()).as(field.name()));
        return rows.select(Stream.concat(own.stream(), absent).toArray(Column[]::new));
    }

    private Dataset<Row> parquetAt(List<String> uris) {
        return spark.read()
                .parquet(uris.toArray(String[]::new))
                .select(
                        col("*"),
                        col("_metadata.file_path").as(SourceLines.FILE),
                        col("_metadata.row_index").plus(1).as(SourceLines.LINE));
    }

    /** Lines put through the profile's expressions, then through the rules. */
    private Dataset<Row> judged(
            Dataset<Row> raw, StructType source, ProfileExpressions expressions, List<String> own, boolean text) {
        Map<String, Set<String>> witnesses = text ? witnesses(expressions) : Map.of();
        // quarantine shows these, the customer's left out
        List<String> sourceKept = text
                ? List.of()
                : Stream.of(source.fieldNames())
                        .filter(name ->
                                !expressions.columnsOf(SalesLines.CUSTOMER_ID).contains(name))
                        .toList();
        List<String> extras = expressions.unusedColumns();
        List<String> keep = Stream.of(
                        own.stream(),
                        extras.stream(),
                        sourceKept.stream(),
                        witnesses.values().stream().flatMap(Set::stream))
                .flatMap(names -> names)
                .distinct()
                .toList();
        Dataset<Row> mapped = flat(expressions.over(raw, keep), keep, witnesses);
        LineLayout layout = LineLayout.mapped(mapped.schema(), extras, sourceKept, text);
        Map<String, Integer> filesByUri = new HashMap<>();
        if (!text) {
            plan.files().forEach(file -> filesByUri.put(file.uri(), file.id()));
        }
        LineTasks.Judging judging = new LineTasks.Judging(setting(layout), filesByUri);
        return numbered(staged(mapped.javaRDD().mapPartitions(judging)), expressions);
    }

    private Dataset<Row> staged(JavaRDD<InternalRow> judged) {
        return ((org.apache.spark.sql.classic.SparkSession) spark)
                .internalCreateDataFrame(judged.rdd(), StagedRow.SCHEMA, false);
    }

    private static Dataset<Row> numbered(Dataset<Row> judged, ProfileExpressions expressions) {
        return expressions.fields().contains(SalesLines.LINE_NUMBER) ? judged : judged.transform(withOrdinals());
    }

    /** The profile's results as columns of their own, beside those that are kept and the text that required times and quantities come from. */
    private static Dataset<Row> flat(Dataset<Row> results, List<String> keep, Map<String, Set<String>> witnesses) {
        List<Column> columns =
                new ArrayList<>(keep.stream().map(name -> col("`" + name + "`")).toList());
        columns.add(col(ProfileExpressions.REJECTED_BY).as(LineLayout.REJECTED_BY));
        Map<String, String> prefixes = new LinkedHashMap<>();
        prefixes.put(ProfileExpressions.FIELDS, LineLayout.CONTRACT);
        prefixes.put(ProfileExpressions.NEW_STORE, LineLayout.STORE);
        prefixes.put(ProfileExpressions.NEW_PRODUCT, LineLayout.PRODUCT);
        prefixes.forEach((struct, prefix) -> fieldsOf(results.schema(), struct)
                .forEach(field ->
                        columns.add(col(struct + ".`" + field.name() + "`").as(prefix + field.name()))));
        witnesses.forEach((field, sources) -> columns.add(concat_ws(
                        " ", sources.stream().map(name -> col("`" + name + "`")).toArray(Column[]::new))
                .as(LineLayout.WITNESS + field)));
        return results.select(columns.toArray(Column[]::new));
    }

    private static Stream<StructField> fieldsOf(StructType schema, String struct) {
        return Stream.of(schema.fields())
                .filter(field -> field.name().equals(struct))
                .flatMap(field -> Stream.of(((StructType) field.dataType()).fields()));
    }

    /** The columns behind the required fields that an expression may fail to make anything of. */
    private static Map<String, Set<String>> witnesses(ProfileExpressions expressions) {
        Map<String, Set<String>> witnesses = new HashMap<>();
        for (String field : List.of(SalesLines.SOLD_AT, SalesLines.QUANTITY)) {
            Set<String> columns = expressions.columnsOf(field);
            if (!columns.isEmpty()) {
                witnesses.put(field, columns);
            }
        }
        return witnesses;
    }

    private SalesRules.Setting setting(LineLayout layout) {
        List<Row> stores = lake.read(Stores.TABLE).collectAsList();
        return new SalesRules.Setting(
                layout,
                StoreClock.byStore(stores),
                profile.timeZone().orElse(null),
                plan.registersStores(profile),
                customerKey,
                plan.dates());
    }

    /** Gives lines without a number their ordinal within their transaction in their file. */
    private static Transform withOrdinals() {
        Column ordinal = row_number()
                .over(Window.partitionBy(
                                col(StagedLines.FILE),
                                col(SalesLines.STORE_ID),
                                col(SalesLines.BUSINESS_DATE),
                                col(SalesLines.REGISTER_ID),
                                col(SalesLines.TRANSACTION_ID))
                        .orderBy(col(StagedLines.LINE)));
        return judged -> judged.withColumn(SalesLines.LINE_NUMBER, coalesce(col(SalesLines.LINE_NUMBER), ordinal))
                .select(Stream.of(StagedRow.SCHEMA.fieldNames())
                        .map(name -> col(name))
                        .toArray(Column[]::new));
    }
}
