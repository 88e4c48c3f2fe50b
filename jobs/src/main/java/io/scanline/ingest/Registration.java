package io.scanline.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.negate;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;

import io.scanline.spark.DeltaIo;
import io.scanline.table.Lake;
import io.scanline.table.Products;
import io.scanline.table.SalesLines;
import io.scanline.table.Stores;
import io.scanline.table.Table;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;

/** Adds the stores and products that a batch's accepted lines name and the lake does not know; those it knows stay as they are. */
final class Registration {
    private static final String COLUMNS = "columns";

    private Registration() {}

    static long stores(Lake lake, Dataset<Row> staged, long batch) {
        return register(lake, batch, Stores.TABLE, SalesLines.STORE_ID, Stores.STORE_ID, staged, StagedLines.NEW_STORE);
    }

    static long products(Lake lake, Dataset<Row> staged, long batch) {
        return register(
                lake, batch, Products.TABLE, SalesLines.ITEM_ID, Products.ITEM_ID, staged, StagedLines.NEW_PRODUCT);
    }

    private static long register(
            Lake lake, long batch, Table table, String id, String key, Dataset<Row> staged, String columns) {
        // of several lines that name it the one that says most speaks, then the first
        Column first = struct(negate(size(col(columns))), col(StagedLines.FILE), col(StagedLines.LINE));
        Dataset<Row> named = staged.where(col(StagedLines.VERDICT)
                        .equalTo(StagedLines.ACCEPTED)
                        .and(col(columns).isNotNull()))
                .groupBy(col(id).as(key))
                .agg(min_by(col(columns), first).as(COLUMNS));
        Column[] values = Stream.of(table.rowSchema().fields())
                .map(field -> field.name().equals(key) ? col(key) : value(field))
                .toArray(Column[]::new);
        Dataset<Row> unknown = named.join(lake.read(table).select(key), new String[] {key}, "left_anti")
                .select(values);
        // not the commit's rows: of a batch that broke off, the commit may have been made already
        long rows = unknown.count();
        if (rows > 0) {
            DeltaIo.append(lake, table, unknown.coalesce(1), batch);
        }
        return rows;
    }

    private static Column value(StructField field) {
        return col(COLUMNS)
                .getItem(lit(field.name()))
                .try_cast(field.dataType())
                .as(field.name());
    }
}
