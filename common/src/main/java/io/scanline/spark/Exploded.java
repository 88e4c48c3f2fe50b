package io.scanline.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Several rows of each. */
public final class Exploded {
    private Exploded() {}

    /**
     * A row for each element of an array, which becomes the named column. Spark interprets an expression that {@code explode} is
     * given, so the array is made by a projection before, which is compiled.
     */
    public static Dataset<Row> of(Dataset<Row> rows, String name, Column array) {
        return rows.withColumn(name, array).withColumn(name, explode(col(name)));
    }
}
