package io.scanline.spark;

import io.scanline.storage.Location;
import io.scanline.table.DemandHistory;
import io.scanline.table.Lake;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Date;
import java.util.List;
import java.util.stream.Stream;
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

    /** A row of demand_history for each day, of one store and item. */
    static Dataset<Row> demand(SparkSession spark, String... days) {
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
