package io.scanline.report;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.scanline.table.Lake;
import io.scanline.table.Products;
import io.scanline.table.ReorderProposals;
import io.scanline.table.Stores;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The orders of the latest order date. Totals count all of them; rows are the most urgent ones, up to {@link #ROWS} and as
 * many as {@link #BYTES} hold.
 *
 * @param orderDate ISO date
 * @param lines order lines
 * @param stores stores with an order line
 * @param totals lines, stores and cost, one entry a currency
 * @param atRisk lines whose item runs out before the next delivery more likely than not, without the order
 * @param phantoms lines whose stock figure is doubtful
 * @param belowMinimum items in need that wait until the store's order of their supplier is large enough
 * @param suppliers lines, stores, cost and first delivery by supplier and currency, the largest cost first
 * @param changes against the proposals before
 * @param columns names of the cells of a row, in the order in which they are saved
 */
record Reorder(
        String orderDate,
        long lines,
        long stores,
        List<Map<String, Object>> totals,
        long atRisk,
        long phantoms,
        long belowMinimum,
        List<Map<String, Object>> suppliers,
        OrderChanges changes,
        List<String> columns,
        OrderColumns rows,
        String exportCommand) {

    /** Rows that the file carries: some 6 MB. The rest is what `export` is for. */
    static final int ROWS = 50_000;

    /** Of the file for rows, whatever is in them: with all else it stays below 10 MB. */
    private static final int BYTES = 8_000_000;

    static final String STORE_NAME = "storeName";
    static final String ITEM_NAME = "itemName";
    static final String UNIT = "uom";

    private static final int SUPPLIERS = 200;
    private static final int CURRENCIES = 50;

    /**
     * Null where nothing was ever proposed.
     *
     * @param exportCommand what a person types for the orders of a day
     */
    static Reorder of(Lake lake, UnaryOperator<String> exportCommand) {
        Dataset<Row> proposals = lake.read(ReorderProposals.TABLE);
        String orderDate = Days.latest(proposals, ReorderProposals.ORDER_DATE);
        if (orderDate == null) {
            return null;
        }
        Dataset<Row> items = proposals.where(
                col(ReorderProposals.ORDER_DATE).equalTo(lit(orderDate).cast("date")));
        Dataset<Row> orders = items.where(col(ReorderProposals.ORDER_UNITS).gt(0));
        List<Map<String, Object>> totals = totals(orders);
        Dataset<Row> rows = withNames(lake, mostUrgent(orders))
                .orderBy(urgency())
                .limit(ROWS)
                .select(cells());
        return new Reorder(
                orderDate,
                ofAll(totals, "lines"),
                ofAll(totals, "stores"),
                totals,
                ofAll(totals, "atRisk"),
                ofAll(totals, "phantoms"),
                items.where(col(ReorderProposals.STATUS).equalTo(ReorderProposals.BELOW_MINIMUM))
                        .count(),
                suppliers(orders),
                OrderChanges.of(lake, proposals, LocalDate.parse(orderDate)),
                List.of(rows.columns()),
                OrderColumns.of(rows.schema(), rows.toLocalIterator(), ReorderProposals.REASON, BYTES),
                exportCommand.apply(orderDate));
    }

    /** Counts of all currencies together; a store has one currency, so its stores add up too. */
    private static long ofAll(List<Map<String, Object>> totals, String count) {
        return totals.stream().mapToLong(total -> (Long) total.get(count)).sum();
    }

    private static List<Map<String, Object>> totals(Dataset<Row> orders) {
        return Figures.of(
                orders.groupBy(ReorderProposals.CURRENCY)
                        .agg(
                                count(lit(1)).as("lines"),
                                count_distinct(col(ReorderProposals.STORE_ID)).as("stores"),
                                sum(ReorderProposals.ORDER_COST).as("cost"),
                                count(when(
                                                col(ReorderProposals.STOCKOUT_PROBABILITY_WITHOUT_ORDER)
                                                        .gt(0.5),
                                                1))
                                        .as("atRisk"),
                                count(when(col(ReorderProposals.PHANTOM_STOCK_SUSPECT), 1))
                                        .as("phantoms"))
                        .orderBy(col("lines").desc(), col(ReorderProposals.CURRENCY)),
                CURRENCIES);
    }

    private static List<Map<String, Object>> suppliers(Dataset<Row> orders) {
        return Figures.of(
                orders.groupBy(col(ReorderProposals.SUPPLIER_ID).as("supplier"), col(ReorderProposals.CURRENCY))
                        .agg(
                                count(lit(1)).as("lines"),
                                count_distinct(col(ReorderProposals.STORE_ID)).as("stores"),
                                sum(ReorderProposals.ORDER_COST).as("cost"),
                                min(ReorderProposals.DELIVERY_ON).cast("string").as("delivery"))
                        .orderBy(col("cost").desc_nulls_last(), col("supplier"), col(ReorderProposals.CURRENCY)),
                SUPPLIERS);
    }

    /** Priorities count within a store, so that every store's first line comes before any store's second. */
    private static Dataset<Row> mostUrgent(Dataset<Row> orders) {
        return orders.orderBy(urgency()).limit(ROWS);
    }

    private static Column[] urgency() {
        return new Column[] {
            col(ReorderProposals.PRIORITY),
            col(ReorderProposals.STOCKOUT_PROBABILITY_WITHOUT_ORDER).desc(),
            col(ReorderProposals.EXPECTED_LOST_SALES_MONEY).desc_nulls_last(),
            col(ReorderProposals.PROPOSAL_ID)
        };
    }

    /** Adds {@link #STORE_NAME} and {@link #ITEM_NAME}, the ids where there are no names, and {@link #UNIT}. */
    static Dataset<Row> withNames(Lake lake, Dataset<Row> orders) {
        Dataset<Row> stores = lake.read(Stores.TABLE)
                .select(col(Stores.STORE_ID), col(Stores.NAME).as(STORE_NAME));
        Dataset<Row> products = lake.read(Products.TABLE)
                .select(
                        col(Products.ITEM_ID),
                        col(Products.NAME).as(ITEM_NAME),
                        Units.of(col(Products.UOM)).as(UNIT));
        return orders.join(stores, Stores.STORE_ID, "left")
                .join(products, Products.ITEM_ID, "left")
                .withColumn(STORE_NAME, coalesce(col(STORE_NAME), col(ReorderProposals.STORE_ID)))
                .withColumn(ITEM_NAME, coalesce(col(ITEM_NAME), col(ReorderProposals.ITEM_ID)))
                .withColumn(UNIT, coalesce(col(UNIT), lit(Units.PIECE)));
    }

    private static Column[] cells() {
        return new Column[] {
            col(ReorderProposals.STORE_ID).as("store"),
            col(STORE_NAME),
            col(ReorderProposals.ITEM_ID).as("item"),
            col(ITEM_NAME),
            col(ReorderProposals.SUPPLIER_ID).as("supplier"),
            col(UNIT),
            col(ReorderProposals.ORDER_UNITS).as("orderUnits"),
            col(ReorderProposals.ORDER_PACKS).as("orderPacks"),
            col(ReorderProposals.PACK_SIZE).as("packSize"),
            col(ReorderProposals.UNITS_IF_A_DAY_LATER).as("ifLater"),
            col(ReorderProposals.UNITS_IF_HALF_THE_MISSES).as("ifSurer"),
            col(ReorderProposals.UNITS_IF_A_PACK_LESS).as("ifLess"),
            col(ReorderProposals.ORDER_COST).as("cost"),
            col(ReorderProposals.CURRENCY),
            col(ReorderProposals.ON_HAND).as("onHand"),
            col(ReorderProposals.ON_ORDER_DUE).as("onOrder"),
            round(col(ReorderProposals.DEMAND_MEAN), 3).as("demandMean"),
            round(col(ReorderProposals.DEMAND_TARGET), 3).as("demandTarget"),
            round(col(ReorderProposals.SAFETY_STOCK), 2).as("safetyStock"),
            round(col(ReorderProposals.ORDER_UP_TO), 2).as("orderUpTo"),
            col(ReorderProposals.NET_NEED).as("netNeed"),
            col(ReorderProposals.ROUNDING_TO_PACK).as("rounding"),
            col(ReorderProposals.MINIMUM_ADJUSTMENT).as("minimum"),
            col(ReorderProposals.CAPACITY_CUT).as("capacity"),
            col(ReorderProposals.SHELF_LIFE_CUT).as("shelfLife"),
            round(col(ReorderProposals.STOCKOUT_PROBABILITY_WITHOUT_ORDER), 3).as("stockoutProbability"),
            col(ReorderProposals.SERVICE_TARGET).as("serviceTarget"),
            round(col(ReorderProposals.EXPECTED_LOST_SALES_MONEY), 2).as("lostSales"),
            round(col(ReorderProposals.EXPECTED_WASTE_UNITS), 3).as("waste"),
            col(ReorderProposals.DELIVERY_ON).cast("string").as("delivery"),
            col(ReorderProposals.NEXT_DELIVERY_ON).cast("string").as("nextDelivery"),
            col(ReorderProposals.PROTECTION_DAYS).as("protectionDays"),
            col(ReorderProposals.REASON),
            col(ReorderProposals.PHANTOM_STOCK_SUSPECT).as("phantom"),
            col(ReorderProposals.STOCK_AS_OF).cast("string").as("stockAsOf")
        };
    }
}
