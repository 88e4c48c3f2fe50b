package io.scanline.spark;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A named step from rows to rows, for {@code Dataset.transform}. */
@FunctionalInterface
public interface Transform extends scala.Function1<Dataset<Row>, Dataset<Row>> {}
