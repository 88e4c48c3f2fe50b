package io.scanline.report;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.scanline.table.Lake;
import io.scanline.table.PolicyScores;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What reorder policies would have done in the latest replay, over all stores of a currency: the fill rate that stock buys.
 *
 * @param asOf last day replayed, ISO; null where nothing was replayed yet
 * @param scores a row a currency, policy and target, in this order
 * @param command that replays them
 */
record Policies(String asOf, List<Map<String, Object>> scores, String command) {
    /** Policies times targets times currencies that come to the driver and into the file. */
    private static final int LIMIT = 300;

    static Policies of(Lake lake, String command) {
        Dataset<Row> all = lake.read(PolicyScores.TABLE);
        String asOf = Days.latest(all, PolicyScores.AS_OF);
        if (asOf == null) {
            return new Policies(null, List.of(), command);
        }
        Column wholeChain = col(PolicyScores.STORE_ID)
                .equalTo(PolicyScores.ALL)
                .and(col(PolicyScores.DEPARTMENT).equalTo(PolicyScores.ALL))
                .and(col(PolicyScores.VELOCITY).equalTo(PolicyScores.ALL));
        Dataset<Row> scores = all.where(
                        col(PolicyScores.AS_OF).equalTo(lit(asOf).cast("date")).and(wholeChain))
                .orderBy(PolicyScores.CURRENCY, PolicyScores.POLICY, PolicyScores.SERVICE_TARGET)
                .select(
                        col(PolicyScores.CURRENCY).as("currency"),
                        col(PolicyScores.POLICY).as("policy"),
                        col(PolicyScores.SERVICE_TARGET).as("target"),
                        col(PolicyScores.DAYS).as("days"),
                        col(PolicyScores.ITEMS).as("items"),
                        col(PolicyScores.FILL_RATE).as("fillRate"),
                        col(PolicyScores.MEAN_STOCK_DAYS).as("stockDays"),
                        col(PolicyScores.WASTE_UNITS).as("waste"),
                        col(PolicyScores.LOST_SALES_MONEY).as("lostSales"),
                        col(PolicyScores.TOTAL_COST).as("cost"));
        return new Policies(asOf, Figures.of(scores, LIMIT), command);
    }
}
