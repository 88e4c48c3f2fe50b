package io.scanline.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.scanline.config.ScanlineException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/** The files of one load and their rows: every line of every file, with the columns of {@link SourceLines}. */
final class ReferenceSource {
    private static final int MOST_TASKS = 10_000;

    private final SparkSession spark;
    private final SourceProfile profile;
    private final List<ScannedFile> files;
    private final StructType columns;

    private ReferenceSource(SparkSession spark, SourceProfile profile, List<ScannedFile> files, StructType columns) {
        this.spark = spark;
        this.profile = profile;
        this.files = files;
        this.columns = columns;
    }

    /**
     * Finds the files and reads their bytes once, on executors.
     *
     * @throws ScanlineException usage error where there are none or their layouts differ in kind, refusal that names each file that cannot be read whole
     */
    static ReferenceSource open(SparkSession spark, String source, SourceProfile profile, Fields fields) {
        List<SourceFile> found = Discovery.list(source, spark.sparkContext().hadoopConfiguration());
        List<ScannedFile> files = FileScans.scan(spark, found, profile);
        boolean parquet = files.stream().anyMatch(file -> file.format() == Format.PARQUET);
        if (parquet && files.stream().anyMatch(file -> file.format() != Format.PARQUET)) {
            throw ScanlineException.usage(
                    source + " has Parquet and text files.",
                    "Load them one after the other, each with its own --source.");
        }
        StructType columns = parquet ? parquetColumns(spark, files) : textColumns(files, profile, fields);
        return new ReferenceSource(spark, profile, files, columns);
    }

    private static StructType textColumns(List<ScannedFile> files, SourceProfile profile, Fields fields) {
        return profile.byName() ? SourceColumns.unionByName(files, fields) : SourceColumns.union(files);
    }

    private static StructType parquetColumns(SparkSession spark, List<ScannedFile> files) {
        Dataset<Row> all = spark.read()
                .parquet(files.stream().map(file -> file.file().uri()).toArray(String[]::new));
        return all.select(ParquetLines.texts(all.schema()).toArray(Column[]::new))
                .schema();
    }

    List<ScannedFile> files() {
        return files;
    }

    /** The source's columns; text, unless the files are Parquet. */
    StructType columns() {
        return columns;
    }

    Dataset<Row> rows() {
        return isParquet() ? parquetRows() : textRows();
    }

    private boolean isParquet() {
        return files.get(0).format() == Format.PARQUET;
    }

    private Dataset<Row> textRows() {
        List<SourceLines.Part> parts = new ArrayList<>();
        for (int id = 0; id < files.size(); id++) {
            ScannedFile file = files.get(id);
            for (ScannedFile.Range range : file.ranges()) {
                parts.add(new SourceLines.Part(id, file.file(), file.format(), file.columns(), range));
            }
        }
        Lines lines = new Lines(
                profile.options(),
                columns,
                new SerializableConfiguration(spark.sparkContext().hadoopConfiguration()));
        JavaSparkContext context = new JavaSparkContext(spark.sparkContext());
        return spark.createDataFrame(
                context.parallelize(parts, Math.min(parts.size(), MOST_TASKS)).mapPartitions(lines),
                SourceLines.schema(columns));
    }

    /** A row's line is its place in its file, from 1. */
    private Dataset<Row> parquetRows() {
        Dataset<Row> all = null;
        for (int id = 0; id < files.size(); id++) {
            Column[] own = {
                lit(id).as(SourceLines.FILE),
                col("_metadata.row_index").plus(1).as(SourceLines.LINE),
                lit(null).cast("string").as(SourceLines.DEFECT),
                lit(null).cast("string").as(SourceLines.MESSAGE),
                lit(null).cast("string").as(SourceLines.RAW),
            };
            Column[] theirs = Stream.of(columns.fieldNames())
                    .map(name -> col("`" + name + "`"))
                    .toArray(Column[]::new);
            Dataset<Row> file = spark.read()
                    .schema(columns)
                    .parquet(files.get(id).file().uri())
                    .select(Stream.concat(Arrays.stream(own), Arrays.stream(theirs))
                            .toArray(Column[]::new));
            all = Optional.ofNullable(all).map(before -> before.unionAll(file)).orElse(file);
        }
        return all;
    }

    /** Reads parts of text files on an executor. */
    private record Lines(ReaderOptions options, StructType columns, SerializableConfiguration hadoop)
            implements FlatMapFunction<Iterator<SourceLines.Part>, Row> {
        @Override
        public Iterator<Row> call(Iterator<SourceLines.Part> parts) {
            List<SourceLines.Part> all = new ArrayList<>();
            parts.forEachRemaining(all::add);
            return new SourceLines(all, options, columns, Set.of(), hadoop.value());
        }
    }
}
