package io.scanline.detect;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;

import io.scanline.table.Holidays;
import io.scanline.table.HourlySales;
import io.scanline.table.Lake;
import io.scanline.table.LocalEvents;
import io.scanline.table.Stores;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Which holidays and local events touch which store. */
final class Occasions {
    static final String LOCAL_EVENT = "local_event_id";

    private Occasions() {}

    /** store_id and the columns of holidays. */
    static Dataset<Row> holidays(Lake lake, Dataset<Row> stores) {
        Column sameCountry = col("s." + Stores.COUNTRY).equalTo(col("h." + Holidays.COUNTRY));
        Column inRegion = col("h." + Holidays.REGION)
                .equalTo("*")
                .or(col("h." + Holidays.REGION).equalTo(col("s." + Stores.REGION)));
        return stores.alias("s")
                .join(broadcast(lake.read(Holidays.TABLE).alias("h")), sameCountry.and(inRegion))
                .select(
                        col("s." + Stores.STORE_ID),
                        col("h." + Holidays.DATE),
                        col("h." + Holidays.CODE),
                        col("h." + Holidays.NAME));
    }

    /** store_id, local_event_id and the other columns of local_events. */
    static Dataset<Row> localEvents(Lake lake, Dataset<Row> stores) {
        Column level = col("e." + LocalEvents.LEVEL);
        Column entity = col("e." + LocalEvents.ENTITY);
        Column touches = level.equalTo(HourlySales.CHAIN)
                .or(level.equalTo(HourlySales.STORE).and(entity.equalTo(col("s." + Stores.STORE_ID))))
                .or(level.equalTo(HourlySales.REGION).and(entity.equalTo(col("s." + Stores.REGION))))
                .or(level.equalTo(HourlySales.COUNTRY).and(entity.equalTo(col("s." + Stores.COUNTRY))));
        return stores.alias("s")
                .join(broadcast(lake.read(LocalEvents.TABLE).alias("e")), touches)
                .select(
                        col("s." + Stores.STORE_ID),
                        col("e." + LocalEvents.EVENT_ID).as(LOCAL_EVENT),
                        col("e." + LocalEvents.FROM),
                        col("e." + LocalEvents.TO),
                        col("e." + LocalEvents.NAME));
    }
}
