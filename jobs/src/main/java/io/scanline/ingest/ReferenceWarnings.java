package io.scanline.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.udf;

import io.scanline.table.Lake;
import io.scanline.table.Products;
import io.scanline.table.Stores;
import io.scanline.table.SupplyTerms;
import io.scanline.table.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;

/** What is odd in sound rows and does not keep them out: ids that no other table knows, check digits that are wrong. */
final class ReferenceWarnings {
    private static final String ALL_STORES = "*";

    private ReferenceWarnings() {}

    static List<String> of(Lake lake, Table table, Dataset<Row> accepted) {
        List<String> columns = List.of(table.rowSchema().fieldNames());
        List<String> warnings = new ArrayList<>();
        if (columns.contains(Stores.STORE_ID) && !table.equals(Stores.TABLE)) {
            Dataset<Row> named = accepted.where(col(Stores.STORE_ID).notEqual(ALL_STORES));
            unknown(named, Stores.STORE_ID, lake.read(Stores.TABLE), "stores").ifPresent(warnings::add);
        }
        if (columns.contains(SupplyTerms.ITEM_ID) && !table.equals(Products.TABLE)) {
            unknown(accepted, Products.ITEM_ID, lake.read(Products.TABLE), "products")
                    .ifPresent(warnings::add);
        }
        if (table.equals(Products.TABLE)) {
            long wrong = accepted.where(
                            udf((UDF1<String, Boolean>) ReferenceWarnings::hasWrongCheckDigit, DataTypes.BooleanType)
                                    .apply(col(Products.GTIN)))
                    .count();
            if (wrong > 0) {
                warnings.add("%,d products have a gtin with a wrong check digit".formatted(wrong));
            }
        }
        return warnings;
    }

    private static boolean hasWrongCheckDigit(String gtin) {
        return gtin != null && Gtin.hasWrongCheckDigit(gtin);
    }

    private static Optional<String> unknown(Dataset<Row> rows, String id, Dataset<Row> known, String knownAs) {
        Row found = rows.select(id)
                .alias("r")
                .join(known.select(id).alias("k"), col("r." + id).equalTo(col("k." + id)), "left_anti")
                .agg(countDistinct(id), min(id))
                .head();
        return found.getLong(0) == 0
                ? Optional.empty()
                : Optional.of("%,d values of %s are not in %s, such as %s"
                        .formatted(found.getLong(0), id, knownAs, found.getString(1)));
    }
}
