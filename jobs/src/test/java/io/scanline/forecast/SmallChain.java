package io.scanline.forecast;

import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import io.scanline.spark.DeltaIo;
import io.scanline.table.Lake;
import io.scanline.table.Products;
import io.scanline.table.SalesLines;
import io.scanline.table.StockPositions;
import io.scanline.table.Stores;
import io.scanline.table.Table;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;

/**
 * Two stores that sell three items a department each: item n of a department sells n * 2 units on an ordinary day and twice that on
 * Saturdays, one line of one unit per half hour from 10:00 local time on.
 */
final class SmallChain {
    static final String FIRST_DAY = "2024-01-01";

    private SmallChain() {}

    static void reference(Lake lake, SparkSession spark) {
        write(
                lake,
                Stores.TABLE,
                spark.sql(
                        "SELECT * FROM VALUES ('N1', 'North', 'GB', 'Europe/London', 'GBP'), ('S1', 'South', 'GB', 'Europe/London', 'GBP') AS t(store_id, region, country, time_zone, currency)"));
        write(
                lake,
                Products.TABLE,
                spark.sql(
                        "SELECT department || n AS item_id, 'FOOD/' || department AS department FROM (SELECT explode(array('BREAD', 'MILK')) AS department), range(1, 4) AS r(n)"));
    }

    /** Lines of the days {@code from} until before {@code to}, counted from the first day. */
    static Dataset<Row> lines(SparkSession spark, int from, int to) {
        Dataset<Row> sales = spark.sql("""
                SELECT store_id, department || n AS item_id, 'FOOD/' || department AS department, business_date, u AS unit, n * 10 AS price
                FROM (SELECT explode(array('N1', 'S1')) AS store_id), (SELECT explode(array('BREAD', 'MILK')) AS department), range(1, 4) AS r(n),
                     (SELECT date_add(DATE'%s', CAST(id AS INT)) AS business_date FROM range(%d, %d)), range(0, 12) AS s(u)
                WHERE u < n * 2 * IF(weekday(business_date) = 5, 2, 1)""".formatted(FIRST_DAY, from, to));
        return of(sales);
    }

    /** Fills in what all lines share; rows have store_id, item_id, department, business_date, unit and price. */
    static Dataset<Row> of(Dataset<Row> sales) {
        Column soldAt = expr(
                "to_utc_timestamp(CAST(business_date AS TIMESTAMP) + make_dt_interval(0, 10, 30 * unit), 'Europe/London')");
        return sales.withColumn("register_id", lit("1"))
                .withColumn("transaction_id", expr("item_id || '-' || unit"))
                .withColumn("line_number", lit(0))
                .withColumn("sold_at", soldAt)
                .withColumn("status", lit("COMPLETED"))
                .withColumn("line_kind", lit("SALE"))
                .withColumn("line_voided", lit(false))
                .withColumn("quantity", lit(1).cast("decimal(18,4)"))
                .withColumn("uom", lit("EA"))
                .withColumn("net_amount", expr("CAST(price AS DECIMAL(18,4))"))
                .withColumn("currency", lit("GBP"))
                .withColumn("ts_quality", lit("STORE_TZ"))
                .withColumn("hour_start_utc", expr("date_trunc('HOUR', sold_at)"))
                .withColumn("utc_offset_minutes", lit(0))
                .withColumn("local_hour", expr("10 + CAST(unit DIV 2 AS INT)"))
                .withColumn("source_file", lit("test"))
                .withColumn("source_line", lit(1L))
                .withColumn("ingest_batch", lit(1L))
                .withColumn("line_hash", expr("store_id || item_id || unit"));
    }

    static void sell(Lake lake, Dataset<Row> lines) {
        write(lake, SalesLines.TABLE, lines);
    }

    /** Out of stock from one local time to another: two positions. */
    static void outOfStock(Lake lake, SparkSession spark, String store, String item, String from, String until) {
        write(lake, StockPositions.TABLE, spark.sql("""
                SELECT * FROM VALUES ('%1$s', '%2$s', to_utc_timestamp('%3$s', 'Europe/London'), 0BD), ('%1$s', '%2$s', to_utc_timestamp('%4$s', 'Europe/London'), 9BD)
                AS t(store_id, item_id, as_of, on_hand)""".formatted(store, item, from, until)));
    }

    static void write(Lake lake, Table table, Dataset<Row> rows) {
        for (StructField field : table.rowSchema().fields()) {
            Column value = List.of(rows.columns()).contains(field.name()) ? rows.col(field.name()) : lit(null);
            rows = rows.withColumn(field.name(), value.cast(field.dataType()));
        }
        DeltaIo.append(
                lake,
                table,
                rows.selectExpr(Stream.of(table.rowSchema().fieldNames())
                        .map(n -> "`" + n + "`")
                        .toArray(String[]::new)),
                System.nanoTime());
    }
}
