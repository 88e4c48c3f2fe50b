package io.scanline.summarize;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.scanline.spark.Exploded;
import io.scanline.table.HourlySales;
import io.scanline.table.SalesLines;
import io.scanline.table.Types;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * From lines to the hours of single stores, with one shuffle: by store and hour, within which all that is counted lies together.
 *
 * <p>Merchandise counts: unvoided SALE and RETURN lines of COMPLETED transactions. gross_sales - discount - returns_amount = net_sales.
 */
final class CountedLines {
    static final String STORE_ID = SalesLines.STORE_ID;
    static final String HOUR = SalesLines.HOUR_START_UTC;

    /** Whether the store sold anything in the hour, in any department and currency: 1 or 0. */
    static final String TRADING = HourlySales.STORES_TRADING;

    /** Amounts and counts that add up over lines, departments, stores and hours. */
    static final List<String> SUMS = List.of(
            HourlySales.GROSS_SALES,
            HourlySales.DISCOUNT,
            HourlySales.RETURNS_AMOUNT,
            HourlySales.NET_SALES,
            HourlySales.TAX,
            HourlySales.UNITS_SOLD,
            HourlySales.UNITS_RETURNED,
            HourlySales.WEIGHT_KG,
            HourlySales.VOIDED_LINES);

    /** All lines of the store hour, counted or not. */
    static final String LINES = "lines";

    private static final List<String> AMOUNTS = SUMS.subList(0, SUMS.indexOf(HourlySales.VOIDED_LINES));
    private static final int TEN_THOUSAND = 10_000;

    private static final String COUNTED = "counted";
    private static final String NOT_COUNTED = "not_counted";
    private static final String CANCELLED = "cancelled";
    private static final String BASKET_HASH = "basket_hash";
    private static final String OPENS_BASKET = "opens_basket";
    private static final String OPENS_BASKET_OF_DEPARTMENT = "opens_basket_of_department";
    private static final String ALL_TRANSACTIONS = "transactions_of_all";
    private static final String ALL_CANCELLED = "cancelled_of_all";

    private CountedLines() {}

    /** One row a store, hour, department (with *) and currency: the sums, transactions, registers_seen, stores_trading, lines. */
    static Dataset<Row> storeHours(Dataset<Row> lines) {
        return lines.transform(CountedLines::measured)
                .transform(CountedLines::withFirsts)
                .transform(CountedLines::byTill)
                .transform(CountedLines::byDepartment)
                .transform(CountedLines::withAllDepartments);
    }

    /** What each line adds; amounts and units as whole ten-thousandths, which add up fast and exactly. */
    private static Dataset<Row> measured(Dataset<Row> lines) {
        Column completed = col(SalesLines.STATUS).equalTo("COMPLETED");
        Column counted = SalesLines.isMerchandise();
        Column sale = counted.and(col(SalesLines.LINE_KIND).equalTo("SALE"));
        Column returned = counted.and(col(SalesLines.LINE_KIND).equalTo("RETURN"));
        Column net = col(SalesLines.NET_AMOUNT);
        Column gross = coalesce(
                col(SalesLines.GROSS_AMOUNT),
                net.plus(coalesce(col(SalesLines.DISCOUNT_AMOUNT), lit(0).cast(Types.MONEY))));
        Column quantity = col(SalesLines.QUANTITY);
        Column units = when(col(SalesLines.UOM).equalTo("EA"), quantity)
                .otherwise(when(quantity.lt(0), -1).otherwise(1));
        return lines.select(
                col(STORE_ID),
                col(HOUR),
                col(SalesLines.CURRENCY),
                HourlySales.topDepartment(col(SalesLines.DEPARTMENT)).as(HourlySales.DEPARTMENT),
                col(SalesLines.REGISTER_ID),
                col(SalesLines.BUSINESS_DATE),
                col(SalesLines.TRANSACTION_ID),
                col(SalesLines.LINE_NUMBER),
                counted.as(COUNTED),
                col(SalesLines.STATUS).isin("CANCELLED", "POST_VOIDED").as(CANCELLED),
                whole(when(sale, gross)).as(HourlySales.GROSS_SALES),
                whole(when(sale, gross.minus(net))).as(HourlySales.DISCOUNT),
                whole(when(returned, net.multiply(-1))).as(HourlySales.RETURNS_AMOUNT),
                whole(when(counted, net)).as(HourlySales.NET_SALES),
                whole(when(counted, col(SalesLines.TAX_AMOUNT))).as(HourlySales.TAX),
                whole(when(sale, units)).as(HourlySales.UNITS_SOLD),
                whole(when(returned, units.multiply(-1))).as(HourlySales.UNITS_RETURNED),
                whole(when(counted, kilograms())).as(HourlySales.WEIGHT_KG),
                when(completed.and(col(SalesLines.LINE_VOIDED)), 1L)
                        .otherwise(0L)
                        .as(HourlySales.VOIDED_LINES),
                lit(1L).as(LINES));
    }

    private static Column kilograms() {
        Column quantity = col(SalesLines.QUANTITY);
        Column uom = col(SalesLines.UOM);
        return when(uom.equalTo("KGM"), quantity)
                .when(uom.equalTo("GRM"), quantity.multiply(lit("0.001").cast("decimal(4,3)")))
                .when(uom.equalTo("LBR"), quantity.multiply(lit("0.45359237").cast("decimal(9,8)")));
    }

    private static Column whole(Column amount) {
        return coalesce(amount.cast(Types.MONEY).multiply(TEN_THOUSAND).cast("long"), lit(0L));
    }

    private static Column amount(Column tenThousandths) {
        return tenThousandths.cast("decimal(19,0)").divide(TEN_THOUSAND).cast(Types.MONEY);
    }

    /** Marks the first line of each basket, and of its part in a department; counted lines come first. */
    private static Dataset<Row> withFirsts(Dataset<Row> lines) {
        Column[] basket = {
            col(BASKET_HASH),
            col(STORE_ID),
            col(HOUR),
            col(SalesLines.REGISTER_ID),
            col(SalesLines.CURRENCY),
            col(SalesLines.BUSINESS_DATE),
            col(SalesLines.TRANSACTION_ID)
        };
        Column[] part = Stream.concat(Stream.of(basket), Stream.of(col(NOT_COUNTED), col(HourlySales.DEPARTMENT)))
                .toArray(Column[]::new);
        // one sort serves both windows, and the hash first makes it a sort of numbers
        WindowSpec byBasket = Window.partitionBy(basket)
                .orderBy(col(NOT_COUNTED), col(HourlySales.DEPARTMENT), col(SalesLines.LINE_NUMBER));
        WindowSpec byPart = Window.partitionBy(part).orderBy(col(SalesLines.LINE_NUMBER));
        Column[] hashed = Stream.of(basket).skip(1).toArray(Column[]::new);
        return lines.repartition(col(STORE_ID), col(HOUR))
                .withColumns(Map.of(NOT_COUNTED, col(COUNTED).equalTo(false), BASKET_HASH, xxhash64(hashed)))
                .withColumns(Map.of(
                        OPENS_BASKET, row_number().over(byBasket).equalTo(1),
                        OPENS_BASKET_OF_DEPARTMENT, row_number().over(byPart).equalTo(1)));
    }

    private static Dataset<Row> byTill(Dataset<Row> lines) {
        return lines.groupBy(STORE_ID, HOUR, SalesLines.CURRENCY, HourlySales.DEPARTMENT, SalesLines.REGISTER_ID)
                .agg(
                        count_if(col(OPENS_BASKET_OF_DEPARTMENT).and(col(COUNTED)))
                                .as(HourlySales.TRANSACTIONS),
                        with(
                                sums(),
                                count_if(col(OPENS_BASKET_OF_DEPARTMENT).and(col(CANCELLED)))
                                        .as(HourlySales.CANCELLED_TRANSACTIONS),
                                count_if(col(OPENS_BASKET).and(col(COUNTED))).as(ALL_TRANSACTIONS),
                                count_if(col(OPENS_BASKET).and(col(CANCELLED))).as(ALL_CANCELLED)));
    }

    private static Dataset<Row> byDepartment(Dataset<Row> tills) {
        WindowSpec till = Window.partitionBy(STORE_ID, HOUR, SalesLines.REGISTER_ID)
                .orderBy(col(SalesLines.CURRENCY), col(HourlySales.DEPARTMENT));
        WindowSpec storeHour = Window.partitionBy(STORE_ID, HOUR);
        return tills.withColumn("opens_till", row_number().over(till).equalTo(1))
                .groupBy(STORE_ID, HOUR, SalesLines.CURRENCY, HourlySales.DEPARTMENT)
                .agg(
                        count_if(col("opens_till")).as("tills"),
                        with(
                                sums(),
                                sumOf(HourlySales.TRANSACTIONS),
                                sumOf(HourlySales.CANCELLED_TRANSACTIONS),
                                sumOf(ALL_TRANSACTIONS),
                                sumOf(ALL_CANCELLED)))
                .withColumn(HourlySales.REGISTERS_SEEN, sum("tills").over(storeHour))
                .withColumn(
                        TRADING,
                        max(when(col(ALL_TRANSACTIONS).gt(0), 1L).otherwise(0L)).over(storeHour));
    }

    /** Baskets are counted once over all departments, and not as the sum of the departments' baskets. */
    private static Dataset<Row> withAllDepartments(Dataset<Row> departments) {
        Column all = col("of").equalTo(HourlySales.ALL_DEPARTMENTS);
        Dataset<Row> hours = departments
                .transform(rows ->
                        Exploded.of(rows, "of", array(col(HourlySales.DEPARTMENT), lit(HourlySales.ALL_DEPARTMENTS))))
                .groupBy(col(STORE_ID), col(HOUR), col("of").as(HourlySales.DEPARTMENT), col(SalesLines.CURRENCY))
                .agg(
                        sum(when(all, col(ALL_TRANSACTIONS)).otherwise(col(HourlySales.TRANSACTIONS)))
                                .as(HourlySales.TRANSACTIONS),
                        with(
                                sums(),
                                sum(when(all, col(ALL_CANCELLED)).otherwise(col(HourlySales.CANCELLED_TRANSACTIONS)))
                                        .as(HourlySales.CANCELLED_TRANSACTIONS),
                                max(HourlySales.REGISTERS_SEEN).as(HourlySales.REGISTERS_SEEN),
                                max(TRADING).as(TRADING)));
        Map<String, Column> amounts = new HashMap<>();
        AMOUNTS.forEach(name -> amounts.put(name, amount(col(name))));
        return hours.withColumns(amounts);
    }

    private static List<Column> sums() {
        return Stream.concat(SUMS.stream(), Stream.of(LINES))
                .map(CountedLines::sumOf)
                .toList();
    }

    private static Column sumOf(String name) {
        return sum(name).as(name);
    }

    private static Column[] with(List<Column> sums, Column... more) {
        return Stream.concat(sums.stream(), Stream.of(more)).toArray(Column[]::new);
    }
}
