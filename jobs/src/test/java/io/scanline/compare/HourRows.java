package io.scanline.compare;

import io.scanline.spark.DeltaIo;
import io.scanline.table.HourlySales;
import io.scanline.table.Lake;
import io.scanline.table.TableRows;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;

/** Rows of hourly_sales for single stores; everything that a test does not say is 0. */
final class HourRows {
    static final String KOLKATA = "Asia/Kolkata";

    private final List<Row> rows = new ArrayList<>();
    private final int revision;

    HourRows() {
        this(1);
    }

    /** @param revision higher where they replace rows */
    HourRows(int revision) {
        this.revision = revision;
    }

    void sells(String store, String zone, LocalDateTime localHour, String net, long transactions) {
        sells(store, zone, localHour.atZone(ZoneId.of(zone)).toInstant(), net, transactions);
    }

    void sells(String store, String zone, Instant hour, String net, long transactions) {
        var local = hour.atZone(ZoneId.of(zone));
        Map<String, Object> said = new HashMap<>();
        said.put(HourlySales.LEVEL, "STORE");
        said.put(HourlySales.ENTITY, store);
        said.put(HourlySales.HOUR_START_UTC, Timestamp.from(hour));
        said.put(HourlySales.DEPARTMENT, "*");
        said.put(HourlySales.CURRENCY, zone.equals(KOLKATA) ? "INR" : "EUR");
        said.put(HourlySales.NET_SALES, new BigDecimal(net));
        said.put(HourlySales.GROSS_SALES, new BigDecimal(net));
        said.put(HourlySales.NET_SALES_REPORTING, new BigDecimal(net).multiply(rate(zone, hour)));
        said.put(HourlySales.UNITS_SOLD, BigDecimal.valueOf(transactions * 2));
        said.put(HourlySales.TRANSACTIONS, transactions);
        said.put(HourlySales.STORES_TRADING, 1L);
        said.put(HourlySales.REGISTERS_SEEN, 1L);
        said.put(HourlySales.REGISTERS_EXPECTED, 1L);
        said.put(HourlySales.COMPLETENESS, 1.0);
        said.put(HourlySales.LOCAL_DATE, Date.valueOf(local.toLocalDate()));
        said.put(HourlySales.LOCAL_HOUR, local.getHour());
        said.put(HourlySales.STATUS, "FINAL");
        said.put(HourlySales.REVISION, revision);
        rows.add(TableRows.row(HourlySales.TABLE, said));
    }

    void into(Lake lake) {
        DeltaIo.upsert(lake, HourlySales.TABLE, lake.spark().createDataFrame(rows, HourlySales.TABLE.rowSchema()));
    }

    /** Of the store's currency in euros; that of India rises in April 2024. */
    private static BigDecimal rate(String zone, Instant hour) {
        if (!zone.equals(KOLKATA)) {
            return BigDecimal.ONE;
        }
        return new BigDecimal(hour.isBefore(Instant.parse("2024-03-31T00:00:00Z")) ? "0.50" : "0.75");
    }
}
