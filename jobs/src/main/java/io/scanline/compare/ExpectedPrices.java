package io.scanline.compare;

import static org.apache.spark.sql.functions.array_max;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.nullif;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.scanline.table.DemandHistory;
import io.scanline.table.Forecasts;
import io.scanline.table.Lake;
import io.scanline.table.Prices;
import io.scanline.table.Promotions;
import java.sql.Date;
import java.time.LocalDate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What a unit is expected to cost on the day that is forecast: what was last paid before the forecast was made, moved as planned
 * prices move between the two days; the planned price where nothing was paid in {@link #RECENT_DAYS} days. Planned is the price of
 * a promotion, otherwise the list price; the store's own before that of all stores.
 */
final class ExpectedPrices {
    /** The expected price, DOUBLE; null where nothing was paid and nothing is planned. */
    static final String PRICE = "expected_price";

    /** What was paid longer ago is not looked for; whole weeks. */
    static final int RECENT_DAYS = 28;

    private static final String ALL_STORES = "*";
    private static final String PAID = "paid";
    private static final String PLANNED = "planned";
    private static final String PLANNED_EVERYWHERE = "planned_everywhere";
    private static final String UNTIL = "until";
    private static final String[] STORE_ITEM = {Forecasts.STORE_ID, Forecasts.ITEM_ID};

    private ExpectedPrices() {}

    /** Adds {@link #PRICE} to rows of a store, item, {@link ForecastOrigins#AS_OF} and {@link ForecastOrigins#DATE}. */
    static Dataset<Row> add(Dataset<Row> forecasts, Lake lake, ForecastOrigins origins) {
        LocalDate first = origins.asOfs().first().minusDays(RECENT_DAYS);
        Dataset<Row> plans = plans(lake, first, origins.dates().last());
        Column own = col(Prices.STORE_ID).notEqual(ALL_STORES);
        return forecasts
                .join(paid(lake, first, origins.asOfs().last()), STORE_ITEM, "left")
                .join(plans.where(own).groupBy(Prices.STORE_ID, Prices.ITEM_ID).agg(all(PLANNED)), STORE_ITEM, "left")
                .join(
                        plans.where(own.equalTo(false)).groupBy(Prices.ITEM_ID).agg(all(PLANNED_EVERYWHERE)),
                        new String[] {Forecasts.ITEM_ID},
                        "left")
                .withColumn(PAID, lastPaid())
                .withColumn(PRICE, price())
                .drop(PAID, PLANNED, PLANNED_EVERYWHERE);
    }

    private static Dataset<Row> paid(Lake lake, LocalDate first, LocalDate last) {
        return lake.read(DemandHistory.TABLE)
                .where(col(DemandHistory.DATE).between(Date.valueOf(first), Date.valueOf(last)))
                .where(col(DemandHistory.PRICE).isNotNull())
                .groupBy(DemandHistory.STORE_ID, DemandHistory.ITEM_ID)
                .agg(collect_list(struct(
                                col(DemandHistory.DATE),
                                col(DemandHistory.PRICE).cast("double").as(DemandHistory.PRICE)))
                        .as(PAID));
    }

    /** Prices of promotions and of the list, the one that goes before others with the greater rank. */
    private static Dataset<Row> plans(Lake lake, LocalDate first, LocalDate last) {
        Dataset<Row> listed = lake.read(Prices.TABLE)
                .select(
                        col(Prices.STORE_ID),
                        col(Prices.ITEM_ID),
                        plan(0, Prices.FROM, coalesce(col(Prices.TO), lit(Date.valueOf("9999-12-31"))), Prices.PRICE));
        Dataset<Row> promoted = lake.read(Promotions.TABLE)
                .where(col(Promotions.PRICE).isNotNull())
                .select(
                        col(Promotions.STORE_ID),
                        col(Promotions.ITEM_ID),
                        plan(2, Promotions.FROM, col(Promotions.TO), Promotions.PRICE));
        return listed.unionAll(promoted)
                .where(col(PLANNED).getField(Prices.FROM).leq(Date.valueOf(last)))
                .where(col(PLANNED).getField(UNTIL).gt(Date.valueOf(first)));
    }

    private static Column plan(int rank, String from, Column until, String price) {
        return struct(
                        when(col(Prices.STORE_ID).equalTo(ALL_STORES), rank)
                                .otherwise(rank + 1)
                                .as("rank"),
                        col("`" + from + "`").as(Prices.FROM),
                        until.as(UNTIL),
                        col(price).cast("double").as(Prices.PRICE))
                .as(PLANNED);
    }

    private static Column all(String plans) {
        return collect_list(PLANNED).as(plans);
    }

    private static Column lastPaid() {
        Column asOf = col(ForecastOrigins.AS_OF);
        return array_max(filter(col(PAID), day -> day.getField(DemandHistory.DATE)
                .leq(asOf)
                .and(day.getField(DemandHistory.DATE).gt(asOf.minus(RECENT_DAYS)))));
    }

    private static Column price() {
        Column paid = col(PAID).getField(DemandHistory.PRICE);
        Column then = planned(col(PAID).getField(DemandHistory.DATE));
        Column now = planned(col(ForecastOrigins.DATE));
        return coalesce(paid.multiply(now.divide(nullif(then, lit(0.0)))), paid, now);
    }

    private static Column planned(Column date) {
        return greatest(planned(PLANNED, date), planned(PLANNED_EVERYWHERE, date))
                .getField(Prices.PRICE);
    }

    private static Column planned(String plans, Column date) {
        return array_max(filter(col(plans), plan -> plan.getField(Prices.FROM)
                .leq(date)
                .and(plan.getField(UNTIL).gt(date))));
    }
}
