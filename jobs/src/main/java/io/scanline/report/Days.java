package io.scanline.report;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;

import java.time.LocalDate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Calendar days in and out of tables, as ISO text. */
final class Days {
    /** The days from one year's weekday back to the same weekday of the year before. */
    static final int YEAR = 364;

    static final int WEEK = 7;

    private Days() {}

    /** The latest day of a DATE column; null where there are no rows. */
    static String latest(Dataset<Row> rows, String column) {
        return rows.agg(max(column).cast("string")).first().getString(0);
    }

    /** Whether a DATE column lies between two days, both included. */
    static Column between(String column, LocalDate first, LocalDate last) {
        return col(column)
                .between(
                        lit(first.toString()).cast("date"), lit(last.toString()).cast("date"));
    }
}
