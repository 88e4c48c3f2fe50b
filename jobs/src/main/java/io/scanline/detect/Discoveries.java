package io.scanline.detect;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;

import io.scanline.spark.Transform;
import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/** Which findings are kept: few false ones among them, and large enough in money and percent to be worth a look. */
final class Discoveries {
    private Discoveries() {}

    /**
     * Sets q_value after Benjamini and Hochberg ("Controlling the false discovery rate", 1995) over all tests of a day:
     * the least over p' &gt;= p of p' x tests / number of tests with a p of at most p'. By day, so that a day's events do not
     * depend on which other days the run scores.
     */
    static Dataset<Row> withQValues(Dataset<Row> tests) {
        Column rank = count(lit(1)).over(Window.partitionBy(Finding.DAY).orderBy(Finding.P));
        Column all = count(lit(1)).over(Window.partitionBy(Finding.DAY));
        return tests.withColumn("raw_q", col(Finding.P).multiply(all).divide(rank))
                .withColumn(
                        Finding.Q,
                        least(
                                lit(1.0),
                                min("raw_q")
                                        .over(Window.partitionBy(Finding.DAY)
                                                .orderBy(col(Finding.P).desc()))))
                .drop("raw_q")
                .select(
                        Finding.SCHEMA.fieldNames()[0],
                        Arrays.copyOfRange(Finding.SCHEMA.fieldNames(), 1, Finding.SCHEMA.length()));
    }

    static Transform worthALook(DetectOptions options) {
        Column enoughMoney = abs(col(Finding.MONEY))
                .geq(
                        options.minMoney() == null
                                ? col(Finding.DAY_MONEY).multiply(DetectOptions.SHARE_OF_DAY)
                                : lit(options.minMoney().doubleValue()));
        Column change = abs(col(Finding.ACTUAL).minus(col(Finding.EXPECTED)));
        Column enoughPercent = change.geq(col(Finding.EXPECTED).multiply(options.minPercent() / 100));
        Column sure = col(Finding.Q).leq(options.falseDiscoveryRate());
        return findings -> findings.where(sure.and(enoughMoney).and(enoughPercent));
    }
}
