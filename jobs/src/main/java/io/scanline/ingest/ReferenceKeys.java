package io.scanline.ingest;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;

import io.scanline.table.Table;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/** Leaves one sound row a key: what a load says of a key more than once is a duplicate, superseded, or a collision. */
final class ReferenceKeys {
    static final String DUPLICATE = "DUPLICATE";
    static final String SUPERSEDED = "SUPERSEDED";

    private static final String LOWEST = "lowest";
    private static final String HIGHEST = "highest";
    private static final String PLACE = "place";

    private ReferenceKeys() {}

    /**
     * Verdicts with the sound rows told apart: in one file, equal rows of a key are one row and its duplicates, and unequal ones
     * are all refused; of several files, the last by name has the word.
     */
    static Dataset<Row> resolved(Table table, Dataset<Row> verdicts, int files) {
        Dataset<Row> sound = verdicts.where(isAccepted());
        Dataset<Row> others = verdicts.where(not(isAccepted()));
        Dataset<Row> judged = withinFiles(table, sound);
        return others.unionByName(files == 1 ? judged : acrossFiles(table, judged));
    }

    private static Column isAccepted() {
        return col(ReferenceVerdicts.OUTCOME).equalTo(ReferenceVerdicts.ACCEPTED);
    }

    private static Dataset<Row> withinFiles(Table table, Dataset<Row> sound) {
        WindowSpec sameKey = Window.partitionBy(Stream.concat(key(table), Stream.of(col(ReferenceVerdicts.FILE)))
                .toArray(Column[]::new));
        Column collides = col(LOWEST).notEqual(col(HIGHEST));
        Column message = concat(
                lit("the file has other rows with the same " + String.join(", ", table.key()) + " ("),
                concat_ws(", ", key(table).map(part -> part.cast("string")).toArray(Column[]::new)),
                lit(") and other content; keep one"));
        return sound.withColumn(LOWEST, min(col(ReferenceVerdicts.ROW)).over(sameKey))
                .withColumn(HIGHEST, max(col(ReferenceVerdicts.ROW)).over(sameKey))
                .withColumn(PLACE, row_number().over(sameKey.orderBy(ReferenceVerdicts.LINE)))
                .withColumn(
                        ReferenceVerdicts.OUTCOME,
                        when(collides, lit(ReferenceVerdicts.QUARANTINED))
                                .when(col(PLACE).gt(1), lit(DUPLICATE))
                                .otherwise(lit(ReferenceVerdicts.ACCEPTED)))
                .withColumn(
                        ReferenceVerdicts.REASONS,
                        when(collides, array(lit(Reasons.KEY_COLLISION))).otherwise(col(ReferenceVerdicts.REASONS)))
                .withColumn(
                        ReferenceVerdicts.FIELD, when(collides, lit(table.key().get(0))))
                .withColumn(ReferenceVerdicts.MESSAGE, when(collides, message))
                .drop(LOWEST, HIGHEST, PLACE);
    }

    private static Dataset<Row> acrossFiles(Table table, Dataset<Row> judged) {
        WindowSpec sameKey = Window.partitionBy(
                        Stream.concat(key(table), Stream.of(isAccepted())).toArray(Column[]::new))
                .orderBy(col(ReferenceVerdicts.FILE).desc());
        return judged.withColumn(PLACE, row_number().over(sameKey))
                .withColumn(
                        ReferenceVerdicts.OUTCOME,
                        when(isAccepted().and(col(PLACE).gt(1)), lit(SUPERSEDED))
                                .otherwise(col(ReferenceVerdicts.OUTCOME)))
                .drop(PLACE);
    }

    private static Stream<Column> key(Table table) {
        return table.key().stream().map(name -> col(ReferenceVerdicts.ROW).getField(name));
    }
}
