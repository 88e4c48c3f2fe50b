package io.scanline.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.get_json_object;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;

import java.time.LocalDate;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.delta.DeltaLog;
import scala.Option;

/**
 * The least and greatest day that Delta noted for the files of a table's version as it wrote them. Rows that were taken out since
 * may have been the ones that had it.
 */
public record NotedDays(LocalDate first, LocalDate last) {

    /**
     * Without reading a row; empty where there is no file, or one of which nothing was noted.
     *
     * @param dayColumn a column of dates that no folder is named by
     */
    public static Optional<NotedDays> of(DeltaLog log, long version, String dayColumn) {
        Row noted = log.getSnapshotAt(version, Option.empty(), Option.empty(), false)
                .allFiles()
                .select(
                        get_json_object(col("stats"), "$.minValues." + dayColumn)
                                .cast("date")
                                .as("first"),
                        get_json_object(col("stats"), "$.maxValues." + dayColumn)
                                .cast("date")
                                .as("last"))
                .agg(
                        count(lit(1)),
                        count_if(col("first").isNotNull().and(col("last").isNotNull())),
                        min("first"),
                        max("last"))
                .head();
        boolean complete = noted.getLong(0) > 0 && noted.getLong(0) == noted.getLong(1);
        return complete
                ? Optional.of(new NotedDays(
                        noted.getDate(2).toLocalDate(), noted.getDate(3).toLocalDate()))
                : Optional.empty();
    }
}
