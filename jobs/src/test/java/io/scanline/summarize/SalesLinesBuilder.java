package io.scanline.summarize;

import io.scanline.table.SalesLines;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;

/** Lines as ingest would have written them, with as little said as a test needs. */
final class SalesLinesBuilder {
    private final Map<String, Object> values = new HashMap<>();
    private final List<Row> rows = new ArrayList<>();

    SalesLinesBuilder() {
        set(SalesLines.REGISTER_ID, "1");
        set(SalesLines.STATUS, "COMPLETED");
        set(SalesLines.LINE_VOIDED, false);
        set(SalesLines.ITEM_ID, "4711");
        set(SalesLines.DEPARTMENT, "food/dairy");
        set(SalesLines.UOM, "EA");
        set(SalesLines.CURRENCY, "EUR");
        set(SalesLines.TS_QUALITY, "OFFSET");
        set(SalesLines.SOURCE_FILE, "test.csv");
        set(SalesLines.INGEST_BATCH, 1L);
        set(SalesLines.LINE_HASH, "");
        at("s1", "Europe/Berlin");
    }

    /** Sets a column for the lines that follow. */
    SalesLinesBuilder set(String column, Object value) {
        values.put(column, value);
        return this;
    }

    /** The store of the lines that follow, and its clock. */
    SalesLinesBuilder at(String store, String zone) {
        values.put("zone", ZoneId.of(zone));
        return set(SalesLines.STORE_ID, store);
    }

    /** A sale, or a return where the quantity is negative; discount 0. */
    SalesLinesBuilder line(String transaction, String soldAt, String quantity, String net) {
        Instant moment = Instant.parse(soldAt);
        ZonedDateTime local = moment.atZone((ZoneId) values.get("zone"));
        Map<String, Object> line = new HashMap<>(values);
        BigDecimal amount = new BigDecimal(net);
        BigDecimal discount = (BigDecimal) line.getOrDefault(SalesLines.DISCOUNT_AMOUNT, BigDecimal.ZERO);
        line.put(SalesLines.TRANSACTION_ID, transaction);
        line.put(SalesLines.LINE_NUMBER, rows.size());
        line.put(SalesLines.SOLD_AT, Timestamp.from(moment));
        line.putIfAbsent(SalesLines.BUSINESS_DATE, Date.valueOf(local.toLocalDate()));
        line.putIfAbsent(SalesLines.LINE_KIND, quantity.startsWith("-") ? "RETURN" : "SALE");
        line.put(SalesLines.QUANTITY, new BigDecimal(quantity));
        line.put(SalesLines.GROSS_AMOUNT, amount.add(discount));
        line.put(SalesLines.DISCOUNT_AMOUNT, discount);
        line.put(SalesLines.NET_AMOUNT, amount);
        line.put(
                SalesLines.HOUR_START_UTC,
                Timestamp.from(local.truncatedTo(ChronoUnit.HOURS).toInstant()));
        line.put(SalesLines.UTC_OFFSET_MINUTES, local.getOffset().getTotalSeconds() / 60);
        line.put(SalesLines.LOCAL_HOUR, local.getHour());
        line.put(SalesLines.SOURCE_LINE, (long) rows.size() + 2);
        List<Object> cells = new ArrayList<>();
        for (StructField field : SalesLines.TABLE.rowSchema().fields()) {
            cells.add(line.get(field.name()));
        }
        rows.add(RowFactory.create(cells.toArray()));
        return this;
    }

    Dataset<Row> in(SparkSession spark) {
        return spark.createDataFrame(rows, SalesLines.TABLE.rowSchema());
    }

    static Row store(String id, String region, String country, String zone, String currency, LocalDate openedOn) {
        return RowFactory.create(
                id,
                null,
                region,
                country,
                zone,
                currency,
                openedOn == null ? null : Date.valueOf(openedOn),
                null,
                null,
                null,
                null);
    }
}
