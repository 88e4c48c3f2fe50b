package io.scanline.summarize;

import static io.scanline.summarize.SalesLinesBuilder.store;
import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.scanline.spark.DeltaIo;
import io.scanline.spark.Scope;
import io.scanline.spark.TestLake;
import io.scanline.table.HourlySales;
import io.scanline.table.Lake;
import io.scanline.table.SalesLines;
import io.scanline.table.Stores;
import io.scanline.table.Table;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A lake of two stores in Berlin and one in Delhi, to which a test adds lines. */
final class SummarizedLake {
    private final Path folder;
    private final SparkSession spark;
    private long batch;

    /** What the last summarize left; null until somebody asks. */
    private List<Row> hourlyRows;

    SummarizedLake(Path folder, SparkSession spark) {
        this.folder = folder;
        this.spark = spark;
        List<Row> stores = List.of(
                store("s1", "north", "DE", "Europe/Berlin", "EUR", null),
                store("s2", "north", "DE", "Europe/Berlin", "EUR", null),
                store("s3", "delhi", "IN", "Asia/Kolkata", "INR", null));
        DeltaIo.replace(
                lake(), Stores.TABLE, spark.createDataFrame(stores, Stores.TABLE.rowSchema()), Scope.everything());
    }

    SummarizeResult summarize(SalesLinesBuilder lines) {
        append(lines);
        return summarize();
    }

    SummarizeResult summarize() {
        return summarize(SummarizeOptions.defaults());
    }

    SummarizeResult summarize(SummarizeOptions options) {
        hourlyRows = null;
        return TestLake.run(folder, spark, new SummarizeJob(options));
    }

    void append(SalesLinesBuilder lines) {
        DeltaIo.append(lake(), SalesLines.TABLE, lines.in(spark), ++batch);
    }

    /** Adds lines as a batch does that replaces others of the day: all that stay are written again. */
    void rewriteDay(String day, SalesLinesBuilder lines) {
        Dataset<Row> staying = lake().read(SalesLines.TABLE)
                .where(col(SalesLines.BUSINESS_DATE).equalTo(day))
                .drop(Table.RUN_ID, Table.COMPUTED_AT);
        DeltaIo.replace(
                lake(),
                SalesLines.TABLE,
                staying.unionByName(lines.in(spark)),
                Scope.dates(SalesLines.BUSINESS_DATE, List.of(LocalDate.parse(day))));
    }

    Lake lake() {
        return TestLake.in(folder, spark);
    }

    Dataset<Row> hourly() {
        return lake().read(HourlySales.TABLE);
    }

    List<Row> hourlyRows() {
        if (hourlyRows == null) {
            hourlyRows = hourly().collectAsList();
        }
        return hourlyRows;
    }

    Row row(String level, String entity, String hour, String department) {
        return row(level, entity, hour, department, entity.equals("delhi") || entity.equals("s3") ? "INR" : "EUR");
    }

    Row row(String level, String entity, String hour, String department, String currency) {
        Timestamp start = Timestamp.from(Instant.parse(hour));
        List<Row> rows = hourlyRows().stream()
                .filter(row -> row.getAs(HourlySales.LEVEL).equals(level)
                        && row.getAs(HourlySales.ENTITY).equals(entity)
                        && row.getAs(HourlySales.DEPARTMENT).equals(department)
                        && row.getAs(HourlySales.CURRENCY).equals(currency)
                        && row.getAs(HourlySales.HOUR_START_UTC).equals(start))
                .toList();
        assertThat(rows).as(level + " " + entity + " " + hour).hasSize(1);
        return rows.get(0);
    }

    static BigDecimal money(Row row, String column) {
        return row.getAs(column);
    }
}
