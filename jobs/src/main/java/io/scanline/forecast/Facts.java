package io.scanline.forecast;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.unix_date;

import io.scanline.table.DemandHistory;
import io.scanline.table.Holidays;
import io.scanline.table.Lake;
import io.scanline.table.LocalEvents;
import io.scanline.table.Prices;
import io.scanline.table.Products;
import io.scanline.table.Promotions;
import io.scanline.table.StoreClosures;
import io.scanline.table.Stores;
import io.scanline.table.SupplyTerms;
import io.scanline.table.Table;
import io.scanline.table.Types;
import java.time.LocalDate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Everything that a store's forecast needs, as rows of one shape, so that one shuffle by store brings it together: demand, products,
 * promotions, shelf plans, holidays, events and closures. Days are days since 1970-01-01, {@code until} is the day after the last.
 */
final class Facts {
    /** What a row says; its ordinal is the row's {@code kind}. */
    enum Kind {
        /** name = region */
        STORE,
        /** name = holiday code */
        HOLIDAY,
        /** name = event name */
        EVENT,
        CLOSURE,
        /** name = department path; until = day off the range; flag = weighed */
        PRODUCT,
        PROMOTION,
        /** on the store's shelf plan; price may be null */
        LISTED,
        /** demand (null = unknown), sold, price; flag = censored */
        DEMAND,
        /** the store's list price */
        PRICE,
        /** demand = what the boosted engine expects of the day from; until = the first day after its origin */
        BOOSTED;

        static Kind of(int ordinal) {
            return ALL[ordinal];
        }

        private static final Kind[] ALL = values();
    }

    static final String STORE_ID = "store_id";
    static final StructType SCHEMA = new StructType()
            .add(STORE_ID, Types.STRING)
            .add("kind", Types.INT)
            .add("item_id", Types.STRING)
            .add("name", Types.STRING)
            .add("from", Types.INT)
            .add("until", Types.INT)
            .add("demand", Types.DOUBLE)
            .add("sold", Types.DOUBLE)
            .add("price", Types.DOUBLE)
            .add("flag", Types.BOOLEAN);

    /** Later than any day that is asked for. */
    private static final int NEVER = 1_000_000;

    private static final int NEW_ITEM_DAYS = 56;
    private static final String ALL = "*";

    private Facts() {}

    /** Also the list prices of the last years and of those to come, which only the boosted engine reads. */
    static Dataset<Row> withPrices(Dataset<Row> facts, Lake lake, LocalDate asOf) {
        Column recent = coalesce(col(Prices.TO), lit(asOf.plusDays(1))).gt(lit(asOf.minusDays(ListPrices.DAYS_KEPT)));
        return facts.unionByName(row(
                ofStores(lake, lake.read(Prices.TABLE).where(recent).drop(Table.RUN_ID, Table.COMPUTED_AT)),
                Kind.PRICE,
                col(Prices.ITEM_ID),
                null,
                day(Prices.FROM, 0),
                day(Prices.TO, NEVER),
                col(Prices.PRICE).cast("double"),
                lit(false)));
    }

    /** @param first day of history, {@code asOf} its last */
    static Dataset<Row> of(Lake lake, Dataset<Row> demandHistory, LocalDate first, LocalDate asOf) {
        Dataset<Row> stores =
                lake.read(Stores.TABLE).where(coalesce(col(Stores.CLOSED_ON).gt(lit(asOf)), lit(true)));
        Dataset<Row> ids = broadcast(stores.select(Stores.STORE_ID, Stores.REGION, Stores.COUNTRY));
        Dataset<Row> facts =
                demand(demandHistory, first, asOf).join(broadcast(stores.select(Stores.STORE_ID)), STORE_ID);
        return facts.unionByName(row(
                        stores,
                        Kind.STORE,
                        null,
                        col(Stores.REGION),
                        day(Stores.OPENED_ON, 0),
                        day(Stores.CLOSED_ON, NEVER)))
                .unionByName(holidays(lake, ids))
                .unionByName(events(lake, ids))
                .unionByName(row(
                        lake.read(StoreClosures.TABLE),
                        Kind.CLOSURE,
                        null,
                        null,
                        day(StoreClosures.FROM, 0),
                        day(StoreClosures.TO, NEVER)))
                .unionByName(products(lake, ids))
                .unionByName(row(
                        promotionsOfStores(lake),
                        Kind.PROMOTION,
                        col(Promotions.ITEM_ID),
                        null,
                        day(Promotions.FROM, 0),
                        day(Promotions.TO, NEVER)))
                .unionByName(priced(lake))
                .unionByName(supplied(lake))
                .unionByName(introduced(lake, ids, asOf));
    }

    private static Dataset<Row> demand(Dataset<Row> demandHistory, LocalDate first, LocalDate asOf) {
        Column date = unix_date(col(DemandHistory.DATE));
        return demandHistory
                .where(col(DemandHistory.DATE).between(lit(first), lit(asOf)))
                .select(
                        col(DemandHistory.STORE_ID).as(STORE_ID),
                        lit(Kind.DEMAND.ordinal()).as("kind"),
                        col(DemandHistory.ITEM_ID).as("item_id"),
                        lit(null).cast(Types.STRING).as("name"),
                        date.as("from"),
                        date.as("until"),
                        col(DemandHistory.DEMAND).as("demand"),
                        col(DemandHistory.UNITS_SOLD).cast("double").as("sold"),
                        col(DemandHistory.PRICE).cast("double").as("price"),
                        col(DemandHistory.CENSORED).as("flag"));
    }

    private static Dataset<Row> holidays(Lake lake, Dataset<Row> ids) {
        Dataset<Row> holidays = lake.read(Holidays.TABLE)
                .select(
                        col(Holidays.COUNTRY).as("of_country"),
                        col(Holidays.REGION).as("of_region"),
                        col(Holidays.DATE),
                        col(Holidays.CODE));
        Column here = col("of_country")
                .equalTo(col(Stores.COUNTRY))
                .and(col("of_region").isin(ALL).or(col("of_region").equalTo(col(Stores.REGION))));
        return row(
                holidays.join(ids, here),
                Kind.HOLIDAY,
                null,
                col(Holidays.CODE),
                day(Holidays.DATE, 0),
                unix_date(date_add(col(Holidays.DATE), 1)));
    }

    private static Dataset<Row> events(Lake lake, Dataset<Row> ids) {
        Column level = col(LocalEvents.LEVEL);
        Column entity = col(LocalEvents.ENTITY);
        Column here = level.equalTo("CHAIN")
                .or(level.equalTo("STORE").and(entity.equalTo(col(Stores.STORE_ID))))
                .or(level.equalTo("REGION").and(entity.equalTo(col(Stores.REGION))))
                .or(level.equalTo("COUNTRY").and(entity.equalTo(col(Stores.COUNTRY))));
        Column name = coalesce(col(LocalEvents.NAME), col(LocalEvents.EVENT_ID));
        return row(
                lake.read(LocalEvents.TABLE).join(ids, here),
                Kind.EVENT,
                null,
                name,
                day(LocalEvents.FROM, 0),
                day(LocalEvents.TO, NEVER));
    }

    private static Dataset<Row> products(Lake lake, Dataset<Row> ids) {
        Dataset<Row> products = lake.read(Products.TABLE).crossJoin(ids);
        Column weighed = coalesce(col(Products.UOM).isin("KGM", "GRM", "LBR"), lit(false));
        return row(
                products,
                Kind.PRODUCT,
                col(Products.ITEM_ID),
                col(Products.DEPARTMENT),
                lit(0),
                day(Products.DISCONTINUED_ON, NEVER),
                none(),
                weighed);
    }

    /** Promotions with a store of their own: one for all stores becomes one a store. */
    static Dataset<Row> promotionsOfStores(Lake lake) {
        return ofStores(
                lake,
                lake.read(Promotions.TABLE)
                        .where(col(Promotions.TO).gt(col(Promotions.FROM)))
                        .drop(Table.RUN_ID, Table.COMPUTED_AT));
    }

    private static Dataset<Row> ofStores(Lake lake, Dataset<Row> rows) {
        Dataset<Row> ids = lake.read(Stores.TABLE).select(col(Stores.STORE_ID).as("each"));
        Column here = col(STORE_ID).equalTo(ALL).or(col(STORE_ID).equalTo(col("each")));
        return rows.join(broadcast(ids), here).withColumn(STORE_ID, col("each")).drop("each");
    }

    /** A price of the store's own says that the store sells the item. */
    private static Dataset<Row> priced(Lake lake) {
        Dataset<Row> spans = lake.read(Prices.TABLE)
                .where(col(Prices.STORE_ID).notEqual(ALL))
                .groupBy(Prices.STORE_ID, Prices.ITEM_ID)
                .agg(
                        min(day(Prices.FROM, 0)).as("first"),
                        max(day(Prices.TO, NEVER)).as("last"),
                        max_by(col(Prices.PRICE), col(Prices.FROM)).as("newest"));
        return row(
                spans,
                Kind.LISTED,
                col(Prices.ITEM_ID),
                null,
                col("first"),
                col("last"),
                col("newest").cast("double"),
                lit(false));
    }

    private static Dataset<Row> supplied(Lake lake) {
        Dataset<Row> terms =
                lake.read(SupplyTerms.TABLE).where(col(SupplyTerms.STORE_ID).notEqual(ALL));
        return row(terms, Kind.LISTED, col(SupplyTerms.ITEM_ID), null, lit(0), lit(NEVER));
    }

    /** An item that is new to the chain is on every store's shelf plan for its first weeks. */
    private static Dataset<Row> introduced(Lake lake, Dataset<Row> ids, LocalDate asOf) {
        Column recent = col(Products.INTRODUCED_ON).between(lit(asOf.minusDays(NEW_ITEM_DAYS)), lit(asOf.plusDays(1)));
        Dataset<Row> items = lake.read(Products.TABLE).where(recent).crossJoin(ids);
        return row(items, Kind.LISTED, col(Products.ITEM_ID), null, day(Products.INTRODUCED_ON, 0), lit(NEVER));
    }

    private static Column day(String date, int otherwise) {
        return coalesce(unix_date(col("`" + date + "`")), lit(otherwise));
    }

    private static Dataset<Row> row(Dataset<Row> rows, Kind kind, Column item, Column name, Column from, Column until) {
        return row(rows, kind, item, name, from, until, none(), lit(false));
    }

    private static Dataset<Row> row(
            Dataset<Row> rows,
            Kind kind,
            Column item,
            Column name,
            Column from,
            Column until,
            Column price,
            Column flag) {
        return rows.select(
                col(STORE_ID),
                lit(kind.ordinal()).as("kind"),
                (item == null ? lit(null).cast(Types.STRING) : item).as("item_id"),
                (name == null ? lit(null).cast(Types.STRING) : name).as("name"),
                from.as("from"),
                until.as("until"),
                none().as("demand"),
                none().as("sold"),
                price.as("price"),
                flag.as("flag"));
    }

    private static Column none() {
        return lit(null).cast(Types.DOUBLE);
    }
}
