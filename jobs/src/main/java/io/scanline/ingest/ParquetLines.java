package io.scanline.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The lines of Parquet files, with the file and the line that each has in it. */
final class ParquetLines {
    private ParquetLines() {}

    /** The files with the same columns and types together; columns that only others have are empty. */
    static List<Dataset<Row>> alike(SparkSession spark, List<BatchPlan.PlannedFile> files) {
        Map<List<String>, List<String>> byColumns = new LinkedHashMap<>();
        files.forEach(file -> byColumns
                .computeIfAbsent(file.scanned().columns(), columns -> new ArrayList<>())
                .add(file.uri()));
        List<Dataset<Row>> alike =
                byColumns.values().stream().map(uris -> at(spark, uris)).toList();
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

    private static Dataset<Row> at(SparkSession spark, List<String> uris) {
        Dataset<Row> rows = spark.read().parquet(uris.toArray(String[]::new));
        Stream<Column> own = Stream.of(
                col("_metadata.file_path").as(SourceLines.FILE),
                col("_metadata.row_index").plus(1).as(SourceLines.LINE));
        return rows.select(Stream.concat(texts(rows.schema()), own).toArray(Column[]::new));
    }

    /** The columns, bytes among them as text: older writers do not mark text as such. */
    static Stream<Column> texts(StructType columns) {
        return Stream.of(columns.fields()).map(field -> {
            Column column = col("`" + field.name() + "`");
            return field.dataType().equals(DataTypes.BinaryType)
                    ? column.cast(DataTypes.StringType).as(field.name())
                    : column;
        });
    }
}
