package io.scanline.compare;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_sub;
import static org.apache.spark.sql.functions.dayofweek;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.hour;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.scanline.calendar.CalendarColumns;
import io.scanline.table.DemandHistory;
import io.scanline.table.HourlySales;
import io.scanline.table.Lake;
import io.scanline.table.Stores;
import java.time.LocalDate;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What a department's demand came to in hourly_sales over the {@link ExpectedPrices#RECENT_DAYS} days up to a forecast's as_of:
 * net sales for each money that demand_history has, and units for each of its units, of which one weighed line is one there and its
 * kilograms here. Thereby returns, lines without an item, other currencies and tax are on neither side or on both.
 */
final class ForecastScale {
    /** Net sales for one of demand's money; null where either is not positive. */
    static final String OF_MONEY = "of_money";
    /** Units sold for one of demand's units; null where either is not positive. */
    static final String OF_UNITS = "of_units";
    /** Share of the running weekday's net sales that falls into hours that have elapsed on it, 0..1; null where there are none. */
    static final String ELAPSED = "share_elapsed";
    /** Net sales in the group's currency, and in the store's where their rate is known. */
    static final String REPORTED = "scale_reported";

    static final String RATED = "scale_rated";

    private static final String DEMAND_MONEY = "demand_money";
    private static final String DEMAND_UNITS = "demand_units";
    private static final String EARLY = "early";
    private static final String[] STORE_DAY = {StorePeriods.STORE_ID, HourlySales.DEPARTMENT, HourlySales.LOCAL_DATE};

    private ForecastScale() {}

    /** One row a store, department and forecast. */
    static Dataset<Row> of(Lake lake, ForecastOrigins origins, Dataset<Row> hourlySales, Dataset<Row> clocks) {
        NavigableSet<LocalDate> days = new TreeSet<>();
        origins.asOfs().forEach(asOf -> asOf.minusDays(ExpectedPrices.RECENT_DAYS - 1L)
                .datesUntil(asOf.plusDays(1))
                .forEach(days::add));
        Dataset<Row> currencies = lake.read(Stores.TABLE).select(Stores.STORE_ID, Stores.CURRENCY);
        Column asOf = col(ForecastOrigins.AS_OF);
        Column inWindow = col(HourlySales.LOCAL_DATE)
                .gt(date_sub(asOf, ExpectedPrices.RECENT_DAYS))
                .and(col(HourlySales.LOCAL_DATE).leq(asOf));
        Dataset<Row> windows = sold(hourlySales, days, clocks, currencies)
                .join(demand(lake, days), STORE_DAY, "left")
                .join(
                        broadcast(origins.days(lake.spark())
                                .select(ForecastOrigins.AS_OF)
                                .distinct()),
                        inWindow);
        return ofDepartments(windows, clocks);
    }

    /** One row a store, department and day: what the store sold in its own currency. */
    private static Dataset<Row> sold(
            Dataset<Row> hourlySales, NavigableSet<LocalDate> days, Dataset<Row> clocks, Dataset<Row> currencies) {
        Column early = col(HourlySales.LOCAL_HOUR).leq(hour(col(StorePeriods.LAST_HOUR)));
        Column rated = col(HourlySales.NET_SALES_REPORTING).isNotNull();
        return hourlySales
                .where(col(HourlySales.LEVEL)
                        .equalTo(HourlySales.STORE)
                        .and(col(HourlySales.DEPARTMENT).notEqual(HourlySales.ALL_DEPARTMENTS))
                        .and(CalendarColumns.onDays(col(HourlySales.LOCAL_DATE), days)))
                .withColumnRenamed(HourlySales.ENTITY, StorePeriods.STORE_ID)
                .join(broadcast(currencies), new String[] {StorePeriods.STORE_ID, HourlySales.CURRENCY}, "left_semi")
                .join(broadcast(clocks), StorePeriods.STORE_ID)
                .groupBy(StorePeriods.STORE_ID, HourlySales.DEPARTMENT, HourlySales.LOCAL_DATE)
                .agg(
                        sum(HourlySales.NET_SALES).as(HourlySales.NET_SALES),
                        sum(HourlySales.UNITS_SOLD).as(HourlySales.UNITS_SOLD),
                        sum(HourlySales.NET_SALES_REPORTING).as(REPORTED),
                        sum(when(rated, col(HourlySales.NET_SALES))).as(RATED),
                        sum(when(early, col(HourlySales.NET_SALES)).otherwise(0))
                                .as(EARLY));
    }

    /** One row a store, department and day: units and money of demand_history. */
    private static Dataset<Row> demand(Lake lake, NavigableSet<LocalDate> days) {
        return lake.read(DemandHistory.TABLE)
                .where(CalendarColumns.onDays(col(DemandHistory.DATE), days)
                        .and(col(DemandHistory.PRICE).isNotNull()))
                .join(ForecastValues.departments(lake), new String[] {DemandHistory.ITEM_ID}, "left")
                .groupBy(
                        col(DemandHistory.STORE_ID),
                        HourlySales.topDepartment(col(HourlySales.DEPARTMENT)).as(HourlySales.DEPARTMENT),
                        col(DemandHistory.DATE).as(HourlySales.LOCAL_DATE))
                .agg(
                        sum(DemandHistory.UNITS_SOLD).as(DEMAND_UNITS),
                        sum(col(DemandHistory.UNITS_SOLD).multiply(col(DemandHistory.PRICE)))
                                .as(DEMAND_MONEY));
    }

    private static Dataset<Row> ofDepartments(Dataset<Row> windows, Dataset<Row> clocks) {
        Column demanded = col(DEMAND_UNITS).isNotNull();
        Column sameWeekday = dayofweek(col(HourlySales.LOCAL_DATE)).equalTo(dayofweek(col(StorePeriods.RUNNING_DAY)));
        return windows.join(
                        broadcast(clocks.select(StorePeriods.STORE_ID, StorePeriods.RUNNING_DAY)),
                        StorePeriods.STORE_ID)
                .groupBy(StorePeriods.STORE_ID, HourlySales.DEPARTMENT, ForecastOrigins.AS_OF)
                .agg(
                        share(where(demanded, HourlySales.NET_SALES), sum(DEMAND_MONEY))
                                .as(OF_MONEY),
                        share(where(demanded, HourlySales.UNITS_SOLD), sum(DEMAND_UNITS))
                                .as(OF_UNITS),
                        elapsed(where(sameWeekday, EARLY), where(sameWeekday, HourlySales.NET_SALES))
                                .as(ELAPSED),
                        sum(REPORTED).as(REPORTED),
                        sum(RATED).as(RATED));
    }

    private static Column where(Column condition, String value) {
        return sum(when(condition, col(value)));
    }

    /** Returns may outweigh the sales of some hours. */
    private static Column elapsed(Column early, Column all) {
        return when(all.gt(0), greatest(lit(0.0), least(lit(1.0), ratio(early, all))));
    }

    /** Null where either is not positive. */
    private static Column share(Column part, Column whole) {
        return when(part.gt(0).and(whole.gt(0)), ratio(part, whole));
    }

    private static Column ratio(Column part, Column whole) {
        return part.cast("double").divide(whole.cast("double"));
    }
}
