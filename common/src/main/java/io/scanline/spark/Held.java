package io.scanline.spark;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.storage.StorageLevel;

/**
 * Rows that are made once and kept on the executors until closed; parts that are lost are made again.
 *
 * <p>A plan over {@link #rows} begins at the kept rows. Over a dataset that is only persisted, Spark analyses and optimizes all
 * that made it anew in every plan, which for a chain of joins takes longer than the work on a few thousand rows.
 */
public final class Held implements AutoCloseable {
    private final Dataset<Row> made;
    private final Dataset<Row> rows;

    private Held(Dataset<Row> made) {
        this.made = made.persist(StorageLevel.MEMORY_AND_DISK());
        this.rows = org.apache.spark.sql.classic.Dataset.ofRows(
                (SparkSession) made.sparkSession(), this.made.queryExecution().withCachedData());
    }

    /** Nothing is computed until the rows are first read. */
    public static Held of(Dataset<Row> rows) {
        return new Held(rows);
    }

    public Dataset<Row> rows() {
        return rows;
    }

    @Override
    public void close() {
        made.unpersist();
    }
}
