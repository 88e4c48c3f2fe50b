package io.scanline.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import io.scanline.table.EventFeedback;
import io.scanline.table.Lake;
import io.scanline.table.LocalEvents;
import io.scanline.table.Products;
import io.scanline.table.ProposalDecisions;
import io.scanline.table.ReorderProposals;
import io.scanline.table.Stores;
import io.scanline.table.Table;
import io.scanline.table.UnusualEvents;
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
    private static final String KNOWN = "known_";

    /** A column whose values another table knows, in all reference tables but one, which makes them up itself. */
    private record Naming(String column, Table knownBy, Table except) {
        boolean isIn(Table table) {
            return !table.equals(except)
                    && List.of(table.rowSchema().fieldNames()).contains(column);
        }

        String sentence() {
            String article = "aeiou".indexOf(column.charAt(0)) < 0 ? "a" : "an";
            return "%,d rows have " + article + " " + column + " that is not in " + knownBy.name() + ", such as %s";
        }
    }

    private static final List<Naming> NAMINGS = List.of(
            new Naming(Stores.STORE_ID, Stores.TABLE, Stores.TABLE),
            new Naming(Products.ITEM_ID, Products.TABLE, Products.TABLE),
            new Naming(EventFeedback.EVENT_ID, UnusualEvents.TABLE, LocalEvents.TABLE),
            new Naming(ProposalDecisions.PROPOSAL_ID, ReorderProposals.TABLE, ReorderProposals.TABLE));

    private ReferenceWarnings() {}

    static List<String> of(Lake lake, Table table, Dataset<Row> accepted) {
        List<Column> counts = new ArrayList<>();
        List<String> sentences = new ArrayList<>();
        Dataset<Row> rows = accepted;
        for (Naming naming : NAMINGS) {
            if (naming.isIn(table)) {
                String id = naming.column();
                rows = withKnown(rows, id, lake.read(naming.knownBy()));
                count(col(KNOWN + id).isNull().and(col(id).notEqual(ALL_STORES)), id, counts);
                sentences.add(naming.sentence());
            }
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

    private static Dataset<Row> withKnown(Dataset<Row> rows, String id, Dataset<Row> known) {
        return rows.join(known.select(col(id), col(id).as(KNOWN + id)), new String[] {id}, "left");
    }

    private static boolean hasWrongCheckDigit(String gtin) {
        return gtin != null && Gtin.hasWrongCheckDigit(gtin);
    }
}
