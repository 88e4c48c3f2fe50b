package io.scanline.reorder;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.scanline.config.ScanlineException;
import io.scanline.spark.DeltaIo;
import io.scanline.spark.Held;
import io.scanline.spark.Job;
import io.scanline.spark.Scope;
import io.scanline.table.Forecasts;
import io.scanline.table.Lake;
import io.scanline.table.ReorderProposals;
import io.scanline.table.SalesLines;
import io.scanline.table.StockPositions;
import io.scanline.table.SupplyTerms;
import io.scanline.table.Table;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;

/**
 * Proposes the orders of one day.
 *
 * <p>All proposals of the order date are replaced in one commit; an order's id depends on store, item, supplier and date
 * only, so running again never orders twice. Cost is linear in the items of the stores. First, the orders that stores decided on
 * and whose demand is known by now are scored.
 */
public final class ReorderJob implements Job<ReorderResult> {
    private final ReorderOptions options;

    public ReorderJob(ReorderOptions options) {
        this.options = options;
    }

    @Override
    public String name() {
        return "reorder";
    }

    @Override
    public Object options() {
        return options;
    }

    @Override
    public ReorderResult run(SparkSession spark, Lake lake) {
        requireRows(lake, SupplyTerms.TABLE, "what can be ordered, when and in which packs");
        requireRows(lake, StockPositions.TABLE, "what is in stock");
        LocalDate asOf = options.asOf() == null ? lastDay(lake) : options.asOf();
        requireForecasts(lake, asOf);
        LocalDate orderDate = asOf.plusDays(1);
        Decisions.Totals decided = new Decisions(lake, asOf).score();

        TunedSafety tuned = TunedSafety.in(lake, asOf, options.tuned());
        lake.run().step("Deciding the orders of " + orderDate);
        try (Held held = Held.of(new OrderInputs(lake, asOf, tuned)
                .rows()
                .mapPartitions(
                        new ProposeOrders(orderDate, options.serviceTarget()), Encoders.row(ProposeOrder.SCHEMA)))) {
            Dataset<Row> outcomes = held.rows();
            ReorderResult result = OutcomeCounts.of(asOf, counts(outcomes), tuned.replayedThrough(), decided);
            lake.run().linesIn(result.storeItems());
            lake.run().step("Writing " + result.orders() + " orders for " + orderDate);
            DeltaIo.replace(
                    lake,
                    ReorderProposals.TABLE,
                    outcomes.transform(ReorderJob::onlyProposals).transform(ReorderJob::withPriority),
                    Scope.dates(ReorderProposals.ORDER_DATE, List.of(orderDate)));
            return result;
        }
    }

    private static Dataset<Row> onlyProposals(Dataset<Row> outcomes) {
        return outcomes.where(col(ReorderProposals.PROPOSAL_ID).isNotNull()).drop(ProposeOrder.FLAGS);
    }

    /** Orders before the rest, then by the sales that they save; without a price, by the chance of running out. */
    private static Dataset<Row> withPriority(Dataset<Row> proposals) {
        return proposals.withColumn(
                ReorderProposals.PRIORITY,
                row_number()
                        .over(Window.partitionBy(col(ReorderProposals.STORE_ID))
                                .orderBy(
                                        when(col(ReorderProposals.ORDER_UNITS).gt(0), 0)
                                                .otherwise(1),
                                        coalesce(col(ReorderProposals.EXPECTED_LOST_SALES_MONEY), lit(0))
                                                .desc(),
                                        col(ReorderProposals.STOCKOUT_PROBABILITY_WITHOUT_ORDER)
                                                .desc(),
                                        col(ReorderProposals.ITEM_ID))));
    }

    private static List<Row> counts(Dataset<Row> outcomes) {
        return outcomes.groupBy(col(ReorderProposals.STATUS), col(ReorderProposals.CURRENCY))
                .agg(
                        count(lit(1)).alias(OutcomeCounts.ITEMS),
                        sum(col(ReorderProposals.ORDER_COST)).alias(OutcomeCounts.COST),
                        count_if(col(ReorderProposals.PROPOSAL_ID)
                                        .isNotNull()
                                        .and(col(ReorderProposals.STOCK_AS_OF).isNull()))
                                .alias(OutcomeCounts.WITHOUT_STOCK),
                        count_if(col(ProposeOrder.STOCK_IS_OLD)).alias(OutcomeCounts.OLD_STOCK),
                        count_if(col(ReorderProposals.PHANTOM_STOCK_SUSPECT)).alias(OutcomeCounts.PHANTOMS),
                        count_if(col(ProposeOrder.IS_BEYOND_HORIZON)).alias(OutcomeCounts.BEYOND_HORIZON),
                        count_if(col(ProposeOrder.IS_TUNED)).alias(OutcomeCounts.TUNED),
                        count_if(col(ProposeOrder.IS_FILLED_UP)).alias(OutcomeCounts.FILLED_UP),
                        min(when(col(ReorderProposals.PROPOSAL_ID).isNull(), col(ReorderProposals.REASON)))
                                .alias(OutcomeCounts.EXAMPLE))
                .collectAsList();
    }

    private static void requireRows(Lake lake, Table table, String meaning) {
        if (!lake.exists(table) || lake.read(table).isEmpty()) {
            throw ScanlineException.usage(
                    "There are no orders to propose: " + table.name() + " (" + meaning + ") has no rows in "
                            + lake.root() + ".",
                    "Load it: scanline ingest --dataset " + table.name() + " --source FILE");
        }
    }

    private static LocalDate lastDay(Lake lake) {
        LocalDate lastSale = latest(lake, SalesLines.TABLE, SalesLines.BUSINESS_DATE);
        LocalDate day = lastSale == null ? latest(lake, Forecasts.TABLE, Forecasts.AS_OF) : lastSale;
        if (day == null) {
            throw ScanlineException.usage(
                    "There are no sales and no forecasts to order from in " + lake.root() + ".",
                    "Load sales logs with scanline ingest, then run scanline forecast.");
        }
        return day;
    }

    private static void requireForecasts(Lake lake, LocalDate asOf) {
        if (lake.read(Forecasts.TABLE)
                .where(col(Forecasts.AS_OF).equalTo(lit(asOf)))
                .isEmpty()) {
            LocalDate newest = latest(lake, Forecasts.TABLE, Forecasts.AS_OF);
            throw ScanlineException.usage(
                    "There are no forecasts as of " + asOf + " in " + lake.root() + ".",
                    "Run scanline forecast --as-of " + asOf
                            + (newest == null
                                    ? "."
                                    : ", or order from the newest forecasts with --as-of " + newest + "."));
        }
    }

    private static LocalDate latest(Lake lake, Table table, String column) {
        Row newest = lake.read(table).agg(max(col(column))).head();
        return newest.isNullAt(0) ? null : newest.getDate(0).toLocalDate();
    }
}
