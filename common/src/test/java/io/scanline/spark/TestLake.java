package io.scanline.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.scanline.storage.Location;
import io.scanline.table.DemandHistory;
import io.scanline.table.Lake;
import io.scanline.table.Table;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Date;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;

/** Lakes in a test's own folder. */
public final class TestLake {
    private TestLake() {}

    /** The lake as a new run of a job called "test" sees it. */
    public static Lake in(Path folder, SparkSession spark) {
        return Lake.open(spark, Location.of(folder), Run.start("test", "", spark, (run, step) -> {}), false);
    }

    /** Runs a job as the command line does: with its lease and its line in the ledger. */
    public static <R extends Result> R run(Path folder, SparkSession spark, Job<R> job) {
        return new JobRunner(spark, Location.of(folder), false, (run, step) -> {}).run(job);
    }

    /** Runs a job that is killed after its last commit, before its line in the ledger. */
    public static <R extends Result> R runUntilLedger(Path folder, SparkSession spark, Job<R> job) {
        Run run = Run.start(job.name(), job.options(), spark, (id, step) -> {}).within(job.interval());
        return job.run(spark, Lake.open(spark, Location.of(folder), run, false));
    }

    /** Adds rows to a table; columns that they leave out are null. */
    public static void append(Path folder, SparkSession spark, Table table, Dataset<Row> rows) {
        List<String> given = List.of(rows.columns());
        Column[] columns = Stream.of(table.rowSchema().fields())
                .map(field -> given.contains(field.name())
                        ? col("`" + field.name() + "`")
                        : lit(null).cast(field.dataType()).as(field.name()))
                .toArray(Column[]::new);
        DeltaIo.append(in(folder, spark), table, rows.select(columns), 1);
    }

    /** A row of demand_history for each day, of one store and item. */
    public static Dataset<Row> demand(SparkSession spark, String... days) {
        List<Row> rows = Stream.of(days)
                .map(day -> RowFactory.create(
                        "001",
                        "4711",
                        Date.valueOf(day),
                        new BigDecimal("3"),
                        1.0,
                        3.0,
                        new BigDecimal("1.99"),
                        false,
                        false))
                .toList();
        return spark.createDataFrame(rows, DemandHistory.TABLE.rowSchema());
    }
}
