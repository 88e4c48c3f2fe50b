package io.scanline.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * One table of the lake: its name, its columns with comments, its key and its layout.
 *
 * @param schema all columns, {@link #RUN_ID} and {@link #COMPUTED_AT} last
 * @param key columns that name a row; a table of events that has none gives an empty list
 * @param partitionedBy columns whose values name the folders, and with them the unit that a write replaces
 * @param monthsOf DATE column of which a file holds whole months where the write is large; null for none. What partitions by
 *     day do for large tables, this does without a folder and a file for every day of a small one
 * @param sortedBy order of the rows within a file
 * @param marksRows whether a merge marks the rows that it replaces, beside the file, instead of writing the whole file anew;
 *     for tables of which a run changes a few rows among many
 */
public record Table(
        String name,
        String about,
        StructType schema,
        List<String> key,
        List<String> partitionedBy,
        String monthsOf,
        List<String> sortedBy,
        boolean changeFeed,
        boolean marksRows) {

    public static final String RUN_ID = "run_id";
    public static final String COMPUTED_AT = "computed_at";

    public static Builder named(String name) {
        return new Builder(name);
    }

    /** The columns that a job computes: all but run_id and computed_at, which the write adds. */
    public StructType rowSchema() {
        return new StructType(List.of(schema.fields()).stream()
                .filter(field -> !field.name().equals(RUN_ID) && !field.name().equals(COMPUTED_AT))
                .toArray(StructField[]::new));
    }

    /** The DATE column whose days are the table's folders; empty where it has none. */
    public Optional<String> dayColumn() {
        return partitionedBy.stream()
                .filter(name -> schema.apply(name).dataType().equals(Types.DATE))
                .findFirst();
    }

    /** The columns by whose least and greatest values a read passes files over: those that files are sorted by, and times. */
    public List<String> skippedBy() {
        return Stream.of(rowSchema().fields())
                .filter(field -> sortedBy.contains(field.name())
                        || field.dataType().equals(Types.DATE)
                        || field.dataType().equals(Types.TIMESTAMP))
                .map(StructField::name)
                .filter(name -> !partitionedBy.contains(name))
                .toList();
    }

    /** The columns that may be null and that a table written by an older version lacks. */
    public List<StructField> newerThan(StructType stored) {
        return Stream.of(schema.fields())
                .filter(StructField::nullable)
                .filter(field -> Stream.of(stored.fieldNames()).noneMatch(field.name()::equals))
                .toList();
    }

    /** Collects a table's columns in the order in which they are written. */
    public static final class Builder {
        private final String name;
        private String about = "";
        private final List<StructField> fields = new ArrayList<>();
        private List<String> key = List.of();
        private List<String> partitionedBy = List.of();
        private String monthsOf;
        private List<String> sortedBy = List.of();
        private boolean changeFeed;
        private boolean marksRows;

        private Builder(String name) {
            this.name = name;
        }

        public Builder about(String sentence) {
            about = sentence;
            return this;
        }

        /** A column that is never null; the comment states unit and meaning. */
        public Builder required(String column, DataType type, String comment) {
            return column(column, type, false, comment);
        }

        /** A column that may be null; the comment states unit, meaning, and what null says. */
        public Builder optional(String column, DataType type, String comment) {
            return column(column, type, true, comment);
        }

        private Builder column(String column, DataType type, boolean nullable, String comment) {
            fields.add(new StructField(column, type, nullable, Metadata.empty()).withComment(comment));
            return this;
        }

        public Builder key(String... columns) {
            key = List.of(columns);
            return this;
        }

        public Builder partitionedBy(String... columns) {
            partitionedBy = List.of(columns);
            return this;
        }

        /** Keeps rows of one month of this date together, in as many files as they need. */
        public Builder monthsOf(String dateColumn) {
            monthsOf = dateColumn;
            return this;
        }

        public Builder sortedBy(String... columns) {
            sortedBy = List.of(columns);
            return this;
        }

        /** Keeps row-level changes, so that a later job can ask what changed since a version. */
        public Builder withChangeFeed() {
            changeFeed = true;
            return this;
        }

        /** Lets a merge mark the rows that it replaces, so that it costs what changed and not what lies beside it. */
        public Builder marksRows() {
            marksRows = true;
            return this;
        }

        public Table build() {
            required(RUN_ID, Types.STRING, "run that wrote the row; key of runs");
            required(COMPUTED_AT, Types.TIMESTAMP, "start of that run, UTC");
            StructType schema = new StructType(fields.toArray(StructField[]::new));
            List.of(key, partitionedBy, sortedBy).forEach(names -> names.forEach(schema::fieldIndex));
            return new Table(name, about, schema, key, partitionedBy, monthsOf, sortedBy, changeFeed, marksRows);
        }
    }
}
