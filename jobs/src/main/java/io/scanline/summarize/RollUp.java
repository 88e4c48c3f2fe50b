package io.scanline.summarize;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.hour;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.when;

import io.scanline.calendar.CalendarColumns;
import io.scanline.calendar.StoreLevels;
import io.scanline.table.HourlySales;
import io.scanline.table.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * From the hours of single stores to their regions, countries and the chain, and to the table's full rows.
 *
 * <p>A store's hour counts, whole, in the hour of the entity's clock in which it starts.
 */
final class RollUp {
    private RollUp() {}

    /** Adds up; sales in the reporting currency are null as soon as those of one store are. */
    static Dataset<Row> toLevels(Dataset<Row> storeHours, Dataset<Row> levels) {
        Column reporting = when(
                count(HourlySales.NET_SALES_REPORTING).equalTo(count(lit(1))), sum(HourlySales.NET_SALES_REPORTING));
        List<Column> sums =
                new ArrayList<>(added().stream().map(name -> sum(name).as(name)).toList());
        sums.add(reporting.as(HourlySales.NET_SALES_REPORTING));
        return storeHours
                .join(broadcast(levels), CountedLines.STORE_ID)
                .withColumn(
                        HourlySales.HOUR_START_UTC,
                        CalendarColumns.hourStart(col(CountedLines.HOUR), col(StoreLevels.ZONE)))
                .groupBy(
                        HourlySales.LEVEL,
                        HourlySales.ENTITY,
                        HourlySales.HOUR_START_UTC,
                        HourlySales.DEPARTMENT,
                        HourlySales.CURRENCY,
                        StoreLevels.ZONE)
                .agg(sums.get(0), sums.subList(1, sums.size()).toArray(Column[]::new));
    }

    /** What every level shares: the names of the columns that add up. */
    static List<String> added() {
        List<String> added = new ArrayList<>(CountedLines.SUMS);
        added.addAll(List.of(HourlySales.TRANSACTIONS, HourlySales.CANCELLED_TRANSACTIONS, HourlySales.LATE_LINES));
        return added;
    }

    /** Adds the local date and hour of the zone in a column. */
    static Dataset<Row> withLocalHour(Dataset<Row> rows, String zone) {
        Column local = CalendarColumns.localTime(col(HourlySales.HOUR_START_UTC), col(zone));
        return rows.withColumns(Map.of(HourlySales.LOCAL_DATE, to_date(local), HourlySales.LOCAL_HOUR, hour(local)));
    }

    /** Adds the ratios and the retail week, in the table's types; a day without a store that should be open expects 0. */
    static Dataset<Row> withRatios(Dataset<Row> rows) {
        Column net = col(HourlySales.NET_SALES);
        Column gross = col(HourlySales.GROSS_SALES);
        Column transactions = col(HourlySales.TRANSACTIONS);
        Column afterDiscount = gross.minus(col(HourlySales.DISCOUNT));
        Map<String, Column> columns = new HashMap<>();
        for (String name : CountedLines.SUMS) {
            columns.put(
                    name, col(name).cast(HourlySales.TABLE.schema().apply(name).dataType()));
        }
        columns.put(
                HourlySales.NET_SALES_REPORTING,
                col(HourlySales.NET_SALES_REPORTING).cast(Types.MONEY));
        columns.put(HourlySales.BASKET_VALUE, ratio(net, transactions).cast(Types.MONEY));
        columns.put(
                HourlySales.UNITS_PER_TRANSACTION,
                ratio(col(HourlySales.UNITS_SOLD), transactions).cast(Types.QUANTITY));
        columns.put(HourlySales.DISCOUNT_RATE, rate(col(HourlySales.DISCOUNT), gross));
        columns.put(HourlySales.RETURN_RATE, rate(col(HourlySales.RETURNS_AMOUNT), afterDiscount));
        columns.put(HourlySales.RETAIL_YEAR, CalendarColumns.retailYear(col(HourlySales.LOCAL_DATE)));
        columns.put(HourlySales.RETAIL_WEEK, CalendarColumns.retailWeek(col(HourlySales.LOCAL_DATE)));
        columns.put(HourlySales.STORES_EXPECTED, coalesce(col(HourlySales.STORES_EXPECTED), lit(0L)));
        return rows.withColumns(columns).drop(StoreLevels.ZONE);
    }

    private static Column ratio(Column part, Column whole) {
        return when(whole.notEqual(0), part.divide(whole));
    }

    /** A ratio outside of what the type can hold, as a return against a sale of one cent, is null. */
    private static Column rate(Column part, Column whole) {
        return ratio(part, whole).try_cast(Types.RATE);
    }
}
