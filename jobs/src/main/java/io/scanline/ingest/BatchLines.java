package io.scanline.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.to_json;

import io.scanline.config.CustomerKey;
import io.scanline.spark.Session;
import io.scanline.table.Lake;
import io.scanline.table.SalesLines;
import io.scanline.table.Stores;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
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
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/** Reads a batch's files and puts every line through the profile and the rules: rows of {@link StagedRow#SCHEMA}. */
final class BatchLines {
    private final SparkSession spark;
    private final Lake lake;
    private final BatchPlan plan;
    private final SourceProfile profile;
    private final CustomerKey customerKey;

    /** @param customerKey null: customers are not stored */
    BatchLines(Lake lake, BatchPlan plan, SourceProfile profile, CustomerKey customerKey) {
        this.spark = lake.spark();
        this.lake = lake;
        this.plan = plan;
        this.profile = profile;
        this.customerKey = customerKey;
    }

    /** All lines; those of a profile that numbers none have their ordinal. */
    Dataset<Row> judged() {
        List<Dataset<Row>> judged = new ArrayList<>();
        List<BatchPlan.PlannedFile> text = files(false);
        List<BatchPlan.PlannedFile> parquet = files(true);
        if (!text.isEmpty()) {
            judged.add(plan.replayOf() == null ? judgedText(text) : judgedAgain(text));
        }
        if (!parquet.isEmpty()) {
            ParquetLines.alike(spark, parquet).forEach(alike -> judged.add(judgedParquet(alike)));
        }
        return judged.stream().reduce(Dataset::unionAll).orElseThrow();
    }

    /** Checks the profile against the columns of the files, before a line is read. */
    void check() {
        if (!files(false).isEmpty()) {
            expressions(source(files(false)));
        }
        if (!files(true).isEmpty()) {
            ParquetLines.alike(spark, files(true))
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

    private StructType source(List<BatchPlan.PlannedFile> files) {
        List<ScannedFile> scanned =
                files.stream().map(BatchPlan.PlannedFile::scanned).toList();
        return profile.byName() ? SourceColumns.unionByName(scanned, Fields.sales()) : SourceColumns.union(scanned);
    }

    private Dataset<Row> judgedText(List<BatchPlan.PlannedFile> files) {
        StructType source = source(files);
        ProfileExpressions expressions = expressions(source);
        StructType lines = SourceLines.schema(source);
        LineTasks.Reading reading = new LineTasks.Reading(
                FileScans.packed(parts(files), part -> weight(part), Session.cores(spark)),
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
        return expressions.fields().contains(SalesLines.LINE_NUMBER)
                ? judged
                : judged.transform(StagedLines.withOrdinals());
    }

    /** The profile's results as columns of their own, beside those that are kept and the text that required times and quantities come from. */
    private static Dataset<Row> flat(Dataset<Row> results, List<String> keep, Map<String, Set<String>> witnesses) {
        List<Column> columns = new ArrayList<>(
                keep.stream().map(name -> kept(results.schema().apply(name))).toList());
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

    /** A column for extras and quarantine; what is nested in a typed source is JSON there, as it is in JSON Lines. */
    private static Column kept(StructField field) {
        Column column = col("`" + field.name() + "`");
        boolean nested = !field.name().equals(SourceLines.OTHERS)
                && (field.dataType() instanceof StructType
                        || field.dataType() instanceof ArrayType
                        || field.dataType() instanceof MapType);
        return nested ? to_json(column).as(field.name()) : column;
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
}
