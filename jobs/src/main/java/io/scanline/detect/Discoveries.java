package io.scanline.detect;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.scanline.spark.Transform;
import io.scanline.table.HourlySales;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/** Which findings are kept: few false ones among them, and large enough in money and percent to be worth a look. */
final class Discoveries {
    private static final double DEPARTMENTS_SHARE = 0.13;

    private Discoveries() {}

    /**
     * Sets q_value after Benjamini and Hochberg ("Controlling the false discovery rate", 1995): the least over p' &gt;= p of p' x
     * tests / number of tests with a p of at most p'. By day, so that a day's events do not depend on which other days the
     * run scores; and by family, so that the many tests of departments do not drown the few of whole stores. Each family
     * has its share of the false ones that are allowed (weights as in Genovese, Roeder and Wasserman, "False discovery
     * control with p-value weighting", 2006).
     */
    static Dataset<Row> withQValues(Dataset<Row> tests) {
        return withQValues(tests, lit(1L));
    }

    /**
     * As {@link #withQValues(Dataset)}.
     *
     * @param count tests that a row stands for
     * @param within further columns that make a run of its own of the rows that have them equal
     */
    static Dataset<Row> withQValues(Dataset<Row> tests, Column count, String... within) {
        Column[] familyColumns = Stream.concat(Stream.of(Finding.DAY, "share"), Stream.of(within))
                .map(Column::new)
                .toArray(Column[]::new);
        WindowSpec family = Window.partitionBy(familyColumns);
        Column rank = sum(count).over(family.orderBy(Finding.P));
        Column all = sum(count).over(family);
        return tests.withColumn("share", shareOfFalseOnes())
                .withColumn("raw_q", col(Finding.P).multiply(all).divide(rank).divide(col("share")))
                .withColumn(
                        Finding.Q,
                        least(
                                lit(1.0),
                                min("raw_q").over(family.orderBy(col(Finding.P).desc()))))
                .drop("raw_q", "share");
    }

    /** Near a half for sales of whole stores and what is above them, the rest for their other aspects, missing data and departments. */
    private static Column shareOfFalseOnes() {
        Column share = lit(DEPARTMENTS_SHARE);
        for (Kind kind : Kind.values()) {
            Column whole = col(HourSchema.DEPARTMENT).equalTo(HourlySales.ALL_DEPARTMENTS);
            share = when(whole.and(col(Finding.KIND).equalTo(kind.name())), kind.shareOfFalseOnes())
                    .otherwise(share);
        }
        return share;
    }

    static double shareOfFalseOnes(Finding finding) {
        return finding.department().equals(HourlySales.ALL_DEPARTMENTS)
                ? finding.kind().shareOfFalseOnes()
                : DEPARTMENTS_SHARE;
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
