package io.scanline.forecast;

import static io.scanline.forecast.Facts.day;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.unix_date;

import io.scanline.forecast.Facts.Kind;
import io.scanline.table.Holidays;
import io.scanline.table.Lake;
import io.scanline.table.LocalEvents;
import io.scanline.table.StoreClosures;
import io.scanline.table.Stores;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** When the stores trade as on no other day: holidays, local events and closures. */
final class CalendarFacts {
    private CalendarFacts() {}

    /** @param stores whose facts are asked for */
    static Dataset<Row> of(Lake lake, Dataset<Row> stores) {
        Dataset<Row> ids = broadcast(stores.select(Stores.STORE_ID, Stores.REGION, Stores.COUNTRY));
        return holidays(lake, ids).unionByName(events(lake, ids)).unionByName(closures(lake));
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
                .and(col("of_region").isin(Facts.EVERY).or(col("of_region").equalTo(col(Stores.REGION))));
        return Facts.row(
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
        return Facts.row(
                lake.read(LocalEvents.TABLE).join(ids, here),
                Kind.EVENT,
                null,
                name,
                day(LocalEvents.FROM, 0),
                day(LocalEvents.TO, Facts.NEVER));
    }

    private static Dataset<Row> closures(Lake lake) {
        return Facts.row(
                lake.read(StoreClosures.TABLE),
                Kind.CLOSURE,
                null,
                null,
                day(StoreClosures.FROM, 0),
                day(StoreClosures.TO, Facts.NEVER));
    }
}
