package io.scanline.ingest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/** What executors run to read and judge lines. */
final class LineTasks {
    private LineTasks() {}

    /** Reads the parts of files that the task numbers stand for. */
    static final class Reading implements MapPartitionsFunction<Long, Row> {
        private static final long serialVersionUID = 1;

        private final ArrayList<ArrayList<SourceLines.Part>> tasks = new ArrayList<>();
        private final ReaderOptions options;
        private final StructType source;
        private final HashSet<String> privateColumns;
        private final SerializableConfiguration hadoop;

        Reading(
                List<List<SourceLines.Part>> tasks,
                ReaderOptions options,
                StructType source,
                Set<String> privateColumns,
                SerializableConfiguration hadoop) {
            tasks.forEach(parts -> this.tasks.add(new ArrayList<>(parts)));
            this.options = options;
            this.source = source;
            this.privateColumns = new HashSet<>(privateColumns);
            this.hadoop = hadoop;
        }

        int tasks() {
            return tasks.size();
        }

        @Override
        public Iterator<Row> call(Iterator<Long> numbers) {
            List<SourceLines.Part> parts = new ArrayList<>();
            numbers.forEachRemaining(number -> parts.addAll(tasks.get(number.intValue())));
            return new SourceLines(parts, options, source, privateColumns, hadoop.value());
        }

        /** Reads and judges in one go, without rows in Spark's own form in between. */
        FlatMapFunction<Iterator<Long>, InternalRow> then(Judging judging) {
            return numbers -> judging.call(call(numbers));
        }
    }

    /** Judges lines. */
    static final class Judging implements FlatMapFunction<Iterator<Row>, InternalRow> {
        private static final long serialVersionUID = 1;

        private final SalesRules.Setting setting;
        private final HashMap<String, Integer> filesByUri;

        Judging(SalesRules.Setting setting, Map<String, Integer> filesByUri) {
            this.setting = setting;
            this.filesByUri = new HashMap<>(filesByUri);
        }

        @Override
        public Iterator<InternalRow> call(Iterator<Row> lines) {
            return new JudgedLines(lines, setting, filesByUri);
        }
    }
}
