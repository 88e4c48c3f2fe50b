package io.scanline.ingest;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.scanline.config.ScanlineException;
import io.scanline.spark.RowExpression;
import io.scanline.spark.SessionSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * A profile's expressions, checked against the columns that the source has before a line is read.
 *
 * <p>They run without ANSI errors, so that one bad value gives null for its own line instead of ending the run; a time
 * without an offset, such as {@code to_timestamp} gives, stays a local time ({@code TIMESTAMP_NTZ}), and
 * {@code to_timestamp_ltz} gives an instant.
 */
final class ProfileExpressions {
    /** STRUCT of the contract fields that the profile fills, each of the type that its expression gives. */
    static final String FIELDS = "fields";

    /** STRUCT of the columns for an unknown store, or product; absent where the profile registers none. */
    static final String NEW_STORE = "new_store";

    static final String NEW_PRODUCT = "new_product";

    /** ARRAY of the names of the reject-when rules that hold. */
    static final String REJECTED_BY = "rejected_by";

    /** ARRAY of the names of the skip-when rules that hold. */
    static final String SKIPPED_BY = "skipped_by";

    private static final Map<String, String> QUIET = Map.of(
            "spark.sql.ansi.enabled", "false",
            "spark.sql.timestampType", "TIMESTAMP_NTZ");

    private final SparkSession spark;
    private final Map<String, String> columns;
    private final SourceProfile profile;
    private final List<String> unused;
    private final Map<String, Set<String>> columnsByField;

    private ProfileExpressions(
            SparkSession spark,
            Map<String, String> columns,
            SourceProfile profile,
            List<String> unused,
            Map<String, Set<String>> columnsByField) {
        this.spark = spark;
        this.columns = columns;
        this.profile = profile;
        this.unused = unused;
        this.columnsByField = columnsByField;
    }

    /**
     * Checks every expression of the profile.
     *
     * @param source the source's columns and their types
     * @throws ScanlineException usage error that lists all expressions that do not fit, and the columns that the source has
     */
    static ProfileExpressions of(SparkSession spark, SourceProfile profile, Fields fields, StructType source) {
        Map<String, String> columns = profile.byName() ? byName(fields, source) : profile.columns();
        List<String> problems = new ArrayList<>();
        fields.required().stream()
                .filter(group -> group.stream().noneMatch(columns::containsKey))
                .forEach(group ->
                        problems.add(String.join(" or ", group) + " is required and the source has no such column"));
        Map<String, Set<String>> columnsByField = new TreeMap<>();
        Set<String> used = quietly(spark, () -> check(spark, profile, columns, source, columnsByField, problems));
        if (!problems.isEmpty()) {
            throw ScanlineException.usage(
                    "By " + profile.origin() + " the source cannot be read as " + fields.dataset() + ":\n    "
                            + String.join("\n    ", problems),
                    "The source has these columns: " + String.join(", ", source.fieldNames()) + ". "
                            + separatorMissed(source.fieldNames())
                            + (profile.byName()
                                    ? "Describe its layout in a profile (--profile FILE; data-samples/profiles/README.md says how)."
                                    : "Mend the profile."));
        }
        List<String> unused = Stream.of(source.fieldNames())
                .filter(name -> !used.contains(name))
                .toList();
        return new ProfileExpressions(spark, columns, profile, unused, columnsByField);
    }

    /** A header that was not split: one column whose name has a separator that files often have. */
    private static String separatorMissed(String[] names) {
        return Stream.of(";", "\t", "|")
                .filter(separator -> names.length == 1 && names[0].contains(separator))
                .map(separator -> "They look separated by '" + separator.replace("\t", "\\t")
                        + "': the profile says so under options, separator. ")
                .findFirst()
                .orElse("");
    }

    private static Map<String, String> byName(Fields fields, StructType source) {
        Map<String, String> columns = new LinkedHashMap<>();
        for (String field : fields.names()) {
            Optional<String> found = Stream.of(source.fieldNames())
                    .filter(field::equalsIgnoreCase)
                    .findFirst();
            found.ifPresent(name -> columns.put(field, "`" + name.replace("`", "``") + "`"));
        }
        return columns;
    }

    private static Set<String> check(
            SparkSession spark,
            SourceProfile profile,
            Map<String, String> columns,
            StructType source,
            Map<String, Set<String>> columnsByField,
            List<String> problems) {
        Set<String> used = new TreeSet<>();
        Map<String, Map<String, String>> values = new TreeMap<>();
        values.put("columns", columns);
        profile.autoRegister().forEach((table, expressions) -> values.put("auto-register." + table, expressions));
        values.forEach((at, expressions) -> expressions.forEach((name, text) -> {
            Set<String> own = new TreeSet<>();
            RowExpression.check(spark, source, text, own)
                    .ifPresent(problem -> problems.add(at + "." + name + ": " + problem));
            used.addAll(own);
            if (at.equals("columns")) {
                columnsByField.put(name, own);
            }
        }));
        Map<String, Map<String, String>> rules =
                Map.of("reject-when", profile.rejectWhen(), "skip-when", profile.skipWhen());
        rules.forEach((at, expressions) ->
                expressions.forEach((name, text) -> RowExpression.checkCondition(spark, source, text, used)
                        .ifPresent(problem -> problems.add(at + "." + name + ": " + problem))));
        return used;
    }

    /** The contract fields that the profile fills. */
    Set<String> fields() {
        return columns.keySet();
    }

    /** The source's columns that a contract field comes from. */
    Set<String> columnsOf(String field) {
        return columnsByField.getOrDefault(field, Set.of());
    }

    /** The source's columns that no expression uses: a sales line's extras. */
    List<String> unusedColumns() {
        return unused;
    }

    /**
     * Rows of the source with the results of the expressions beside them: {@link #FIELDS}, {@link #REJECTED_BY},
     * {@link #SKIPPED_BY}, and {@link #NEW_STORE} and {@link #NEW_PRODUCT} where the profile has them.
     *
     * @param keep columns of {@code rows} to keep, the source's own ones included where they are wanted
     */
    Dataset<Row> over(Dataset<Row> rows, List<String> keep) {
        List<Column> results =
                new ArrayList<>(keep.stream().map(name -> col("`" + name + "`")).toList());
        results.add(structOf(columns).as(FIELDS));
        results.add(hits(profile.rejectWhen()).as(REJECTED_BY));
        results.add(hits(profile.skipWhen()).as(SKIPPED_BY));
        if (!profile.autoRegisterStores().isEmpty()) {
            results.add(structOf(profile.autoRegisterStores()).as(NEW_STORE));
        }
        if (!profile.autoRegisterProducts().isEmpty()) {
            results.add(structOf(profile.autoRegisterProducts()).as(NEW_PRODUCT));
        }
        return quietly(spark, () -> rows.select(results.toArray(Column[]::new)));
    }

    private static Column structOf(Map<String, String> expressions) {
        return struct(expressions.entrySet().stream()
                .map(entry -> expr(entry.getValue()).as(entry.getKey()))
                .toArray(Column[]::new));
    }

    private static Column hits(Map<String, String> rules) {
        Column[] names = rules.entrySet().stream()
                .map(rule -> when(expr(rule.getValue()), lit(rule.getKey())))
                .toArray(Column[]::new);
        return names.length == 0
                ? array().cast(DataTypes.createArrayType(DataTypes.StringType))
                : array_compact(array(names));
    }

    /** An expression takes the session's settings when it is resolved: set for that long and put back. */
    private static <T> T quietly(SparkSession spark, Supplier<T> work) {
        return SessionSettings.during(spark, QUIET, work);
    }
}
