package io.scanline.detect;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.rint;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.unix_seconds;
import static org.apache.spark.sql.functions.weekday;
import static org.apache.spark.sql.functions.when;

import io.scanline.spark.Exploded;
import io.scanline.table.Holidays;
import io.scanline.table.HourlySales;
import io.scanline.table.Lake;
import io.scanline.table.LocalEvents;
import io.scanline.table.StoreClosures;
import io.scanline.table.Stores;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The hours of single stores, sorted so that a store comes in one piece: first a row that says what the store is (its frame),
 * then all departments together, then each department, by hour. Hours are epoch seconds and days epoch days.
 */
final class StoreHistory {
    static final String STORE = "store_id";
    static final String CURRENCY = "currency";
    static final String DEPARTMENT = "department";
    static final String HOUR = "hour_start";
    static final String LOCAL_DATE = "local_date";
    static final String LOCAL_HOUR = "local_hour";
    static final String SALES = "sales";
    static final String COMPLETENESS = "completeness";
    static final String[] MEASURES = {SALES, "transactions", "returns", "units_returned", "voids", "discount"};
    static final String REGION = "region";
    static final String COUNTRY = "country";
    static final String ZONE = "zone";
    static final String CLOSURES = "closures";
    static final String SPECIALS = "specials";
    static final String POOLS = "pools";
    static final String RANK = "rank";
    /** Rank of a row that says what the store is. */
    static final int FRAME = 0;

    private StoreHistory() {}

    /**
     * @param days condition on local_date: the days to read
     * @param blocks those whose regional profiles are wanted
     */
    static Dataset<Row> of(Lake lake, Column days, List<ProfileBlock> blocks) {
        return of(lake, storeHours(lake).where(days), blocks);
    }

    /** As {@link #of(Lake, Column, List)}, with when those hours came that were late ({@link LateArrivals#ARRIVED}). */
    static Dataset<Row> of(Lake lake, Column days, List<ProfileBlock> blocks, Dataset<Row> lateArrivals) {
        String[] hour = {STORE, HOUR};
        return of(lake, storeHours(lake).where(days).join(broadcast(lateArrivals), hour, "left"), blocks);
    }

    private static Dataset<Row> of(Lake lake, Dataset<Row> hours, List<ProfileBlock> blocks) {
        Dataset<Row> frames = frames(lake, hours, blocks);
        return frames.unionByName(hours, true)
                .repartition(col(STORE), col(CURRENCY))
                .sortWithinPartitions(STORE, CURRENCY, RANK, DEPARTMENT, HOUR)
                // whole numbers cost a fraction of what dates and times do in a task
                .withColumn(HOUR, unix_seconds(col(HOUR)))
                .withColumn(LOCAL_DATE, unix_date(col(LOCAL_DATE)));
    }

    private static Dataset<Row> storeHours(Lake lake) {
        Column merchandise = col(HourlySales.NET_SALES).plus(col(HourlySales.RETURNS_AMOUNT));
        return lake.read(HourlySales.TABLE)
                .where(col(HourlySales.LEVEL).equalTo(HourlySales.STORE))
                .select(
                        col(HourlySales.ENTITY).as(STORE),
                        col(HourlySales.CURRENCY).as(CURRENCY),
                        when(col(HourlySales.DEPARTMENT).equalTo(HourlySales.ALL_DEPARTMENTS), 1)
                                .otherwise(2)
                                .as(RANK),
                        col(HourlySales.DEPARTMENT).as(DEPARTMENT),
                        col(HourlySales.HOUR_START_UTC).as(HOUR),
                        col(HourlySales.LOCAL_DATE).as(LOCAL_DATE),
                        col(HourlySales.LOCAL_HOUR).as(LOCAL_HOUR),
                        merchandise.cast("double").as(SALES),
                        col(HourlySales.TRANSACTIONS).cast("double").as(MEASURES[1]),
                        col(HourlySales.RETURNS_AMOUNT).cast("double").as(MEASURES[2]),
                        col(HourlySales.UNITS_RETURNED).cast("double").as(MEASURES[3]),
                        col(HourlySales.VOIDED_LINES).cast("double").as(MEASURES[4]),
                        col(HourlySales.DISCOUNT).cast("double").as(MEASURES[5]),
                        col(HourlySales.COMPLETENESS).as(COMPLETENESS));
    }

    private static Dataset<Row> frames(Lake lake, Dataset<Row> hours, List<ProfileBlock> blocks) {
        Dataset<Row> stores = lake.read(Stores.TABLE);
        String[] regionCurrency = {REGION, CURRENCY};
        return hours.select(STORE, CURRENCY)
                .distinct()
                .join(
                        broadcast(stores.select(
                                col(Stores.STORE_ID),
                                col(Stores.REGION),
                                col(Stores.COUNTRY),
                                col(Stores.TIME_ZONE).as(ZONE))),
                        STORE)
                .join(broadcast(closures(lake, stores)), new String[] {STORE}, "left")
                .join(broadcast(specials(lake, stores)), new String[] {STORE}, "left")
                .join(broadcast(pools(hours, stores, blocks)), regionCurrency, "left")
                .withColumn(CLOSURES, orEmpty(CLOSURES, "array<struct<from:date,to:date>>"))
                .withColumn(SPECIALS, orEmpty(SPECIALS, "array<struct<from:date,to:date,holiday:boolean,code:string>>"))
                .withColumn(
                        POOLS, orEmpty(POOLS, "array<struct<block:bigint,department:string,slot:int,value:double>>"))
                .withColumn(RANK, lit(FRAME))
                .withColumn(DEPARTMENT, lit(""));
    }

    private static Column orEmpty(String column, String type) {
        return coalesce(col(column), expr("cast(array() as " + type + ")"));
    }

    /** Closures, and the days before opening and after closing for good. */
    private static Dataset<Row> closures(Lake lake, Dataset<Row> stores) {
        Column never = lit("9999-12-31").cast("date");
        Dataset<Row> closed = stores.where(col(Stores.CLOSED_ON).isNotNull())
                .select(
                        col(STORE),
                        struct(col(Stores.CLOSED_ON).as("from"), never.as("to")).as("days"));
        return lake.read(StoreClosures.TABLE)
                .select(
                        col(STORE),
                        struct(
                                        col(StoreClosures.FROM).as("from"),
                                        col(StoreClosures.TO).as("to"))
                                .as("days"))
                .union(closed)
                .groupBy(STORE)
                .agg(sort_array(collect_list("days")).as(CLOSURES));
    }

    /** Holidays of a store's country or region, and local events of the store, its region, its country or the chain. */
    private static Dataset<Row> specials(Lake lake, Dataset<Row> stores) {
        Dataset<Row> holidays = Occasions.holidays(lake, stores)
                .select(
                        col(STORE),
                        struct(
                                        col(Holidays.DATE).as("from"),
                                        date_add(col(Holidays.DATE), 1).as("to"),
                                        lit(true).as("holiday"),
                                        concat(lit("H:"), col(Holidays.CODE)).as("code"))
                                .as("special"));
        Column name = coalesce(col(LocalEvents.NAME), col(Occasions.LOCAL_EVENT));
        Dataset<Row> events = Occasions.localEvents(lake, stores)
                .select(
                        col(STORE),
                        struct(
                                        col(LocalEvents.FROM).as("from"),
                                        col(LocalEvents.TO).as("to"),
                                        lit(false).as("holiday"),
                                        concat(lit("E:"), name).as("code"))
                                .as("special"));
        return holidays.union(events)
                .groupBy(STORE)
                .agg(sort_array(collect_list("special")).as(SPECIALS));
    }

    /** What the region sells in each hour of the week, department by department: small, whatever the number of stores. */
    private static Dataset<Row> pools(Dataset<Row> hours, Dataset<Row> stores, List<ProfileBlock> blocks) {
        Column[] blocksOfDay =
                blocks.stream().map(block -> block.whenPooled(col(LOCAL_DATE))).toArray(Column[]::new);
        Column slot =
                weekday(col(LOCAL_DATE)).multiply(lit(24)).plus(col(LOCAL_HOUR)).cast("int");
        // summed as whole numbers: the sum of doubles would depend on the order of the rows
        Column amount = rint(col(SALES).multiply(HourSchema.UNIT)).cast("long");
        // by day first, as a day is in several blocks
        return hours.join(broadcast(stores.select(Stores.STORE_ID, Stores.REGION)), STORE)
                .groupBy(REGION, CURRENCY, DEPARTMENT, LOCAL_DATE, LOCAL_HOUR)
                .agg(sum(amount).as(SALES))
                .transform(rows -> Exploded.of(
                        rows, "block", array_compact(array(blocksOfDay).cast("array<bigint>"))))
                .groupBy(col(REGION), col(CURRENCY), col("block"), col(DEPARTMENT), slot.as("slot"))
                .agg(sum(SALES).divide(HourSchema.UNIT).as("value"))
                .groupBy(REGION, CURRENCY)
                .agg(sort_array(collect_list(struct("block", DEPARTMENT, "slot", "value")))
                        .as(POOLS));
    }
}
