package io.scanline.cli;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map_entries;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.xxhash64;

import io.scanline.table.IngestFiles;
import io.scanline.table.Runs;
import io.scanline.table.Table;
import io.scanline.table.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;

/** What a local lake's tables say, but for the runs that wrote it and when files came, so that two lakes can be held against each other. */
final class LakeRows {
    private LakeRows() {}

    /** The rows of every table that the lake has, as sorted JSON, by the table's name. */
    static Map<String, List<String>> of(SparkSession spark, Path lake) {
        Map<String, List<String>> tables = new TreeMap<>();
        for (Table table : of(lake)) {
            tables.put(
                    table.name(),
                    in(spark, lake, table).toJSON().collectAsList().stream()
                            .sorted()
                            .toList());
        }
        return tables;
    }

    /**
     * How many rows each table has and the sum of their hashes, by the table's name, for lakes that memory does not hold.
     *
     * @param before a copy of the lake from before a job: tables that the job did not write are left out
     */
    static Map<String, String> digests(SparkSession spark, Path lake, Path before) throws IOException {
        Map<String, String> tables = new TreeMap<>();
        for (Table table : of(lake)) {
            if (commits(lake, table).equals(commits(before, table))) {
                continue;
            }
            Dataset<Row> rows = in(spark, lake, table);
            // a missing value leaves a hash as it was, so where values are missing is hashed too
            Column hash = xxhash64(Stream.of(rows.columns())
                            .flatMap(name ->
                                    Stream.of(rows.col(name), rows.col(name).isNull()))
                            .toArray(Column[]::new))
                    .cast(DataTypes.createDecimalType(38, 0));
            tables.put(table.name(), rows.agg(count(lit(1)), sum(hash)).head().mkString(" rows, hashes "));
        }
        return tables;
    }

    private static Set<String> commits(Path lake, Table table) throws IOException {
        Path log = lake.resolve(table.name()).resolve("_delta_log");
        if (!Files.exists(log)) {
            return Set.of();
        }
        try (Stream<Path> files = Files.list(log)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".json"))
                    .collect(Collectors.toSet());
        }
    }

    private static List<Table> of(Path lake) {
        return Tables.all().stream()
                .filter(table -> Files.exists(lake.resolve(table.name())) && !table.equals(Runs.TABLE))
                .toList();
    }

    /** The rows of one table. */
    static Dataset<Row> in(SparkSession spark, Path lake, Table table) {
        Column[] columns = Stream.of(table.rowSchema().fields())
                .filter(field ->
                        !(table.equals(IngestFiles.TABLE) && field.name().equals(IngestFiles.MODIFIED_AT)))
                .map(LakeRows::comparable)
                .toArray(Column[]::new);
        return spark.read()
                .format("delta")
                .load(lake.resolve(table.name()).toString())
                .select(columns);
    }

    private static Column comparable(StructField field) {
        Column column = col("`" + field.name() + "`");
        return field.dataType() instanceof MapType ? map_entries(column).as(field.name()) : column;
    }
}
