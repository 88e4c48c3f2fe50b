package io.scanline.summarize;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lead;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.scanline.table.FxRates;
import io.scanline.table.HourlySales;
import io.scanline.table.Types;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/** Sales in the group's currency. */
final class Money {
    private Money() {}

    /**
     * Adds net_sales_reporting: net sales at the newest rate on or before the hour's local date; null where there is none.
     *
     * @param sales with currency, local_date and net_sales
     */
    static Dataset<Row> withReporting(Dataset<Row> sales, Dataset<Row> rates, String reportingCurrency) {
        Column until = lead(FxRates.DATE, 1)
                .over(Window.partitionBy(FxRates.FROM_CURRENCY).orderBy(FxRates.DATE));
        Dataset<Row> spans = rates.where(col(FxRates.TO_CURRENCY).equalTo(reportingCurrency))
                .select(
                        col(FxRates.FROM_CURRENCY),
                        col(FxRates.DATE).as("since"),
                        until.as("until"),
                        col(FxRates.RATE));
        Column applies = col(HourlySales.CURRENCY)
                .equalTo(col(FxRates.FROM_CURRENCY))
                .and(col(HourlySales.LOCAL_DATE).geq(col("since")))
                .and(coalesce(col(HourlySales.LOCAL_DATE).lt(col("until")), lit(true)));
        Column converted = when(col(HourlySales.CURRENCY).equalTo(reportingCurrency), col(HourlySales.NET_SALES))
                .otherwise(col(HourlySales.NET_SALES).multiply(col(FxRates.RATE)));
        return sales.join(broadcast(spans), applies, "left")
                .withColumn(HourlySales.NET_SALES_REPORTING, converted.cast(Types.MONEY))
                .drop(spans.columns());
    }
}
