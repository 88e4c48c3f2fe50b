package io.scanline.detect;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.when;

import io.scanline.spark.Transform;
import io.scanline.table.HourlySales;
import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/** Which findings are kept: few false ones among them, and large enough in money and percent to be worth a look. */
final class Discoveries {
    private Discoveries() {}

    /**
     * Sets q_value after Benjamini and Hochberg ("Controlling the false discovery rate", 1995): the least over p' &gt;= p of p' x
     * tests / number of tests with a p of at most p'. By day, so that a day's events do not depend on which other days the
     * run scores; and by family, so that the many tests of departments do not drown the few of whole stores. Each family
     * has its share of the false ones that are allowed (weights as in Genovese, Roeder and Wasserman, "False discovery
     * control with p-value weighting", 2006).
     */
    static Dataset<Row> withQValues(Dataset<Row> tests) {
        WindowSpec family = Window.partitionBy(Finding.DAY, "share");
        Column rank = count(lit(1)).over(family.orderBy(Finding.P));
        Column all = count(lit(1)).over(family);
        return tests.withColumn("share", shareOfFalseOnes())
                .withColumn("raw_q", col(Finding.P).multiply(all).divide(rank).divide(col("share")))
                .withColumn(
                        Finding.Q,
                        least(
                                lit(1.0),
                                min("raw_q").over(family.orderBy(col(Finding.P).desc()))))
                .drop("raw_q", "share")
                .select(
                        Finding.SCHEMA.fieldNames()[0],
                        Arrays.copyOfRange(Finding.SCHEMA.fieldNames(), 1, Finding.SCHEMA.length()));
    }

    /** Half for sales and data of whole stores and what is above them, the rest for their other aspects and for departments. */
    private static Column shareOfFalseOnes() {
        Column department = col(HourSchema.DEPARTMENT).notEqual(HourlySales.ALL_DEPARTMENTS);
        Column returns = col(Finding.KIND).equalTo(Kind.RETURNS_SPIKE.name());
        Column aspect = col(Finding.KIND)
                .isin(
                        Kind.TRAFFIC_CHANGE.name(),
                        Kind.BASKET_CHANGE.name(),
                        Kind.VOID_SPIKE.name(),
                        Kind.DISCOUNT_SPIKE.name());
        return when(department, 0.14).when(returns, 0.2).when(aspect, 0.16).otherwise(0.5);
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
