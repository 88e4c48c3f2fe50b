package io.scanline.calendar;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.struct;

import io.scanline.table.HourlySales;
import io.scanline.table.Stores;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The entities that a store rolls up to: itself, its region, its country and the chain, each with its clock.
 *
 * <p>Above the store, the clock is that of the entity's oldest store, so that opening stores does not move the hours of the past.
 */
public final class StoreLevels {
    public static final String ZONE = "entity_zone";

    private StoreLevels() {}

    /** One row a store and level: store_id, level, entity, entity_zone. */
    public static Dataset<Row> of(Dataset<Row> stores) {
        Dataset<Row> regions = clocks(stores, Stores.REGION);
        Dataset<Row> countries = clocks(stores, Stores.COUNTRY);
        Dataset<Row> chain = clocks(stores.withColumn("chain", lit(HourlySales.CHAIN_ENTITY)), "chain");
        Column levels = array(
                level(HourlySales.STORE, col(Stores.STORE_ID), col(Stores.TIME_ZONE)),
                level(HourlySales.REGION, col(Stores.REGION), col("region_zone")),
                level(HourlySales.COUNTRY, col(Stores.COUNTRY), col("country_zone")),
                level(HourlySales.CHAIN, col("chain"), col("chain_zone")));
        return stores.join(broadcast(regions), Stores.REGION)
                .join(broadcast(countries), Stores.COUNTRY)
                .crossJoin(broadcast(chain))
                .select(col(Stores.STORE_ID), explode(levels).as("at"))
                .select(Stores.STORE_ID, "at.*");
    }

    /** As {@link #of}, without the store's own level. */
    public static Dataset<Row> above(Dataset<Row> stores) {
        return of(stores).where(col(HourlySales.LEVEL).notEqual(HourlySales.STORE));
    }

    private static Dataset<Row> clocks(Dataset<Row> stores, String entity) {
        Column age = struct(coalesce(col(Stores.OPENED_ON), lit("0001-01-01").cast("date")), col(Stores.STORE_ID));
        return stores.groupBy(entity).agg(min_by(col(Stores.TIME_ZONE), age).as(entity + "_zone"));
    }

    private static Column level(String level, Column entity, Column zone) {
        return struct(lit(level).as(HourlySales.LEVEL), entity.as(HourlySales.ENTITY), zone.as(ZONE));
    }
}
