package io.scanline.report;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.when;

import io.scanline.table.HourlySales;
import io.scanline.table.Lake;
import io.scanline.table.Stores;
import io.scanline.table.UnusualEvents;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What people call the places of events, and by which clock they live. */
final class EventPlaces {
    static final String PLACE = "place";
    static final String ZONE = "zone";
    static final String REGION = "region";

    private EventPlaces() {}

    /** Name, time zone and region of every place; above stores the zone is null where the stores have several, and above regions the region. */
    static Dataset<Row> of(Lake lake) {
        Dataset<Row> stores = lake.read(Stores.TABLE);
        Column oneZone = when(count_distinct(col(Stores.TIME_ZONE)).equalTo(1), min(Stores.TIME_ZONE))
                .as(ZONE);
        return stores.select(
                        lit(HourlySales.STORE).as(UnusualEvents.LEVEL),
                        col(Stores.STORE_ID).as(UnusualEvents.ENTITY),
                        col(Stores.TIME_ZONE).as(ZONE),
                        label(),
                        col(Stores.REGION).as(REGION))
                .union(above(HourlySales.REGION, stores.groupBy(Stores.REGION).agg(oneZone), Stores.REGION))
                .union(above(HourlySales.COUNTRY, stores.groupBy(Stores.COUNTRY).agg(oneZone), Stores.COUNTRY))
                .union(above(
                        HourlySales.CHAIN,
                        stores.groupBy().agg(oneZone).withColumn("chain", lit(HourlySales.CHAIN_ENTITY)),
                        "chain"));
    }

    /** "Lyon Centre (S1)", or the id alone. */
    private static Column label() {
        Column named = concat(col(Stores.NAME), lit(" ("), col(Stores.STORE_ID), lit(")"));
        return coalesce(named, col(Stores.STORE_ID)).as(PLACE);
    }

    private static Dataset<Row> above(String level, Dataset<Row> zones, String entity) {
        return zones.select(
                lit(level).as(UnusualEvents.LEVEL),
                col(entity).as(UnusualEvents.ENTITY),
                col(ZONE),
                col(entity).as(PLACE),
                (level.equals(HourlySales.REGION) ? col(entity) : lit(null).cast("string")).as(REGION));
    }

    /** Drivers name stores by id; people know them by name. */
    static void nameDrivers(Lake lake, List<Map<String, Object>> stories) {
        List<Map<String, Object>> drivers = stories.stream()
                .flatMap(story -> ((List<?>) story.get(UnusualEvents.DRIVERS)).stream())
                .map(EventPlaces::figures)
                .filter(driver -> "store".equals(driver.get("dimension")))
                .toList();
        Object[] ids =
                drivers.stream().map(driver -> driver.get("value")).distinct().toArray();
        Map<Object, Object> names = new HashMap<>();
        if (ids.length > 0) {
            Dataset<Row> stores = lake.read(Stores.TABLE)
                    .where(col(Stores.STORE_ID).isin(ids))
                    .select(col(Stores.STORE_ID), label());
            Figures.of(stores, ids.length).forEach(store -> names.put(store.get(Stores.STORE_ID), store.get(PLACE)));
        }
        drivers.forEach(driver -> driver.computeIfPresent("value", (key, id) -> names.getOrDefault(id, id)));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> figures(Object driver) {
        return (Map<String, Object>) driver;
    }
}
