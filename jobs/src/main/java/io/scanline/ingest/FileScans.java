package io.scanline.ingest;

import io.scanline.config.ScanlineException;
import io.scanline.spark.Session;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/** Scans many files on executors, small ones together in a task. */
final class FileScans {
    private static final int PROBLEMS_SHOWN = 10;
    private static final long LEAST_A_TASK = 1L << 20;
    private static final long MOST_A_TASK = 64L << 20;
    private static final int TASKS_A_CORE = 4;

    private FileScans() {}

    /**
     * The files as scanned, in the order given.
     *
     * @throws ScanlineException refusal that names every file that cannot be read whole, with the way out
     */
    static List<ScannedFile> scan(SparkSession spark, List<SourceFile> files, SourceProfile profile) {
        if (files.isEmpty()) {
            return List.of();
        }
        JavaSparkContext context = new JavaSparkContext(spark.sparkContext());
        List<List<SourceFile>> tasks = packed(files, SourceFile::length, Session.cores(spark));
        Scan scan = new Scan(
                profile.format().orElse(null),
                profile.options(),
                new SerializableConfiguration(spark.sparkContext().hadoopConfiguration()));
        List<ScannedFile> scanned =
                context.parallelize(tasks, tasks.size()).flatMap(scan).collect();
        List<String> problems = scanned.stream()
                .filter(file -> !file.usable())
                .map(file -> file.file().uri() + " " + file.problem())
                .toList();
        if (!problems.isEmpty()) {
            throw ScanlineException.refused(
                    "Nothing was loaded: " + problems.size() + " of " + files.size()
                            + " files cannot be taken in:\n    "
                            + String.join("\n    ", problems.subList(0, Math.min(PROBLEMS_SHOWN, problems.size()))),
                    "Mend or remove them, then run ingest again; the lake is as it was.");
        }
        return scanned;
    }

    /** Cuts a list into stretches of about the same weight, enough of them to keep every core busy. */
    static <T> List<List<T>> packed(List<T> all, ToLongFunction<T> weight, int cores) {
        long total = all.stream().mapToLong(weight).sum();
        long target = Math.min(MOST_A_TASK, Math.max(LEAST_A_TASK, total / ((long) cores * TASKS_A_CORE)));
        List<List<T>> stretches = new ArrayList<>();
        List<T> stretch = new ArrayList<>();
        long load = 0;
        for (T one : all) {
            if (!stretch.isEmpty() && load + weight.applyAsLong(one) > target) {
                stretches.add(stretch);
                stretch = new ArrayList<>();
                load = 0;
            }
            stretch.add(one);
            load += weight.applyAsLong(one);
        }
        if (!stretch.isEmpty()) {
            stretches.add(stretch);
        }
        return stretches;
    }

    /** Scans a task's files on an executor. */
    private record Scan(Format stated, ReaderOptions options, SerializableConfiguration hadoop)
            implements FlatMapFunction<List<SourceFile>, ScannedFile> {
        @Override
        public Iterator<ScannedFile> call(List<SourceFile> files) {
            FileScan scan = new FileScan(Optional.ofNullable(stated), options, hadoop.value());
            return files.stream().map(scan::scan).iterator();
        }
    }
}
