package io.scanline.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import io.scanline.table.Lake;
import io.scanline.table.Products;
import io.scanline.table.Stores;
import io.scanline.table.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;

/** What is odd in sound rows and does not keep them out: ids that no other table knows, check digits that are wrong. */
final class ReferenceWarnings {
    private static final String ALL_STORES = "*";
    private static final String KNOWN_STORE = "known_store";
    private static final String KNOWN_ITEM = "known_item";

    private ReferenceWarnings() {}

    static List<String> of(Lake lake, Table table, Dataset<Row> accepted) {
        List<String> columns = List.of(table.rowSchema().fieldNames());
        List<Column> counts = new ArrayList<>();
        List<String> sentences = new ArrayList<>();
        Dataset<Row> rows = accepted;
        if (columns.contains(Stores.STORE_ID) && !table.equals(Stores.TABLE)) {
            rows = withKnown(rows, Stores.STORE_ID, lake.read(Stores.TABLE), KNOWN_STORE);
            Column unknown = col(KNOWN_STORE).isNull().and(col(Stores.STORE_ID).notEqual(ALL_STORES));
            count(unknown, Stores.STORE_ID, counts);
            sentences.add("%,d rows have a store_id that is not in stores, such as %s");
        }
        if (columns.contains(Products.ITEM_ID) && !table.equals(Products.TABLE)) {
            rows = withKnown(rows, Products.ITEM_ID, lake.read(Products.TABLE), KNOWN_ITEM);
            count(col(KNOWN_ITEM).isNull(), Products.ITEM_ID, counts);
            sentences.add("%,d rows have an item_id that is not in products, such as %s");
        }
        if (table.equals(Products.TABLE)) {
            Column wrong = udf((UDF1<String, Boolean>) ReferenceWarnings::hasWrongCheckDigit, DataTypes.BooleanType)
                    .apply(col(Products.GTIN));
            count(wrong, Products.GTIN, counts);
            sentences.add("%,d products have a gtin with a wrong check digit, such as %s");
        }
        return sentences.isEmpty() ? List.of() : found(rows, counts, sentences);
    }

    /** How often a condition holds, and the least value of a column where it does. */
    private static void count(Column condition, String column, List<Column> counts) {
        counts.add(count_if(condition));
        counts.add(min(when(condition, col(column))));
    }

    private static List<String> found(Dataset<Row> rows, List<Column> counts, List<String> sentences) {
        Row row = rows.agg(counts.get(0), counts.subList(1, counts.size()).toArray(Column[]::new))
                .head();
        return IntStream.range(0, sentences.size())
                .filter(i -> row.getLong(2 * i) > 0)
                .mapToObj(i -> sentences.get(i).formatted(row.getLong(2 * i), row.getString(2 * i + 1)))
                .toList();
    }

    private static Dataset<Row> withKnown(Dataset<Row> rows, String id, Dataset<Row> known, String as) {
        return rows.join(known.select(col(id), col(id).as(as)), new String[] {id}, "left");
    }

    private static boolean hasWrongCheckDigit(String gtin) {
        return gtin != null && Gtin.hasWrongCheckDigit(gtin);
    }
}
