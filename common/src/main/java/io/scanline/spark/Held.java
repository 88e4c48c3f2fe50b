package io.scanline.spark;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.execution.columnar.InMemoryRelation;
import org.apache.spark.sql.execution.columnar.InMemoryRelation$;
import org.apache.spark.storage.StorageLevel;
import scala.Option;

/**
 * Rows that are made once and kept on the executors until closed; parts that are lost are made again.
 *
 * <p>A plan over {@link #rows} begins at the kept rows. Over a dataset that is only persisted, Spark analyses and optimizes all
 * that made it anew in every plan, which for a chain of joins takes longer than the work on a few thousand rows.
 *
 * <p>Spark's own list of persisted datasets does not know of them. It is one for all jobs of an application: where one job gives
 * up rows that another's, still being made, are made of too, Spark throws the other's away in the midst, and may then take them
 * for an empty relation (4.2.0).
 */
public final class Held implements AutoCloseable {
    private final InMemoryRelation kept;
    private final Dataset<Row> rows;

    private Held(Dataset<Row> made) {
        SparkSession spark = (SparkSession) made.sparkSession();
        QueryExecution making = ((org.apache.spark.sql.classic.Dataset<Row>) made).queryExecution();
        // a plan of its own, as a plan that has run knows how it went
        QueryExecution anew = org.apache.spark.sql.classic.Dataset.ofRows(spark, making.analyzed())
                .queryExecution();
        kept = InMemoryRelation$.MODULE$.apply(StorageLevel.MEMORY_AND_DISK(), anew, Option.empty());
        rows = org.apache.spark.sql.classic.Dataset.ofRows(
                spark, kept.withOutput(making.analyzed().output()));
    }

    /** Nothing is computed until the rows are first read. */
    public static Held of(Dataset<Row> rows) {
        return new Held(rows);
    }

    public Dataset<Row> rows() {
        return rows;
    }

    /** Nobody may be reading the rows. */
    @Override
    public void close() {
        kept.cacheBuilder().clearCache(false);
    }
}
