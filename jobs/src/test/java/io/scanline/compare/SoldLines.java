package io.scanline.compare;

import io.scanline.spark.DeltaIo;
import io.scanline.table.HourlySales;
import io.scanline.table.Lake;
import io.scanline.table.SalesLines;
import io.scanline.table.TableRows;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Lines sold at noon UTC in single stores, and the hours of hourly_sales that they make; what is not said is 0 or empty. */
final class SoldLines {
    private record StoreDay(String store, String currency, LocalDate day) {}

    private final List<Row> lines = new ArrayList<>();
    private final Map<StoreDay, BigDecimal[]> sums = new LinkedHashMap<>();

    /** @param rate of the currency in that of the group */
    SoldLines add(String store, String currency, String rate, LocalDate day, String item, String quantity, String net) {
        int number = lines.size();
        lines.add(TableRows.row(
                SalesLines.TABLE,
                Map.ofEntries(
                        Map.entry(SalesLines.STORE_ID, store),
                        Map.entry(SalesLines.TRANSACTION_ID, "t" + number),
                        Map.entry(SalesLines.SOLD_AT, noon(day)),
                        Map.entry(SalesLines.HOUR_START_UTC, noon(day)),
                        Map.entry(SalesLines.BUSINESS_DATE, Date.valueOf(day)),
                        Map.entry(SalesLines.STATUS, "COMPLETED"),
                        Map.entry(SalesLines.LINE_KIND, net.startsWith("-") ? "RETURN" : "SALE"),
                        Map.entry(SalesLines.LINE_VOIDED, false),
                        Map.entry(SalesLines.ITEM_ID, item),
                        Map.entry(SalesLines.QUANTITY, new BigDecimal(quantity)),
                        Map.entry(SalesLines.NET_AMOUNT, new BigDecimal(net)),
                        Map.entry(SalesLines.CURRENCY, currency))));
        BigDecimal[] sum = sums.computeIfAbsent(
                new StoreDay(store, currency, day), key -> new BigDecimal[] {BigDecimal.ZERO, BigDecimal.ZERO});
        sum[0] = sum[0].add(new BigDecimal(net));
        sum[1] = sum[1].add(new BigDecimal(net).multiply(new BigDecimal(rate)));
        return this;
    }

    void write(Lake lake) {
        SparkSession spark = lake.spark();
        List<Row> hours = new ArrayList<>();
        sums.forEach((at, sum) -> hours.add(TableRows.row(
                HourlySales.TABLE,
                Map.ofEntries(
                        Map.entry(HourlySales.LEVEL, HourlySales.STORE),
                        Map.entry(HourlySales.ENTITY, at.store()),
                        Map.entry(HourlySales.HOUR_START_UTC, noon(at.day())),
                        Map.entry(HourlySales.DEPARTMENT, HourlySales.ALL_DEPARTMENTS),
                        Map.entry(HourlySales.CURRENCY, at.currency()),
                        Map.entry(HourlySales.NET_SALES, sum[0]),
                        Map.entry(HourlySales.NET_SALES_REPORTING, sum[1]),
                        Map.entry(HourlySales.STORES_TRADING, 1L),
                        Map.entry(HourlySales.LOCAL_DATE, Date.valueOf(at.day())),
                        Map.entry(HourlySales.LOCAL_HOUR, 12),
                        Map.entry(HourlySales.REVISION, 1)))));
        DeltaIo.append(lake, SalesLines.TABLE, spark.createDataFrame(lines, SalesLines.TABLE.rowSchema()));
        DeltaIo.upsert(lake, HourlySales.TABLE, spark.createDataFrame(hours, HourlySales.TABLE.rowSchema()));
        lines.clear();
        sums.clear();
    }

    private static Timestamp noon(LocalDate day) {
        return Timestamp.from(day.atTime(12, 0).toInstant(ZoneOffset.UTC));
    }
}
