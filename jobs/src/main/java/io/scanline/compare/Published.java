package io.scanline.compare;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.scanline.table.Table;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What a computation says anew of the rows that a table has of the same periods. */
final class Published {
    private Published() {}

    /** Rows that the table does not have, or has with another content. */
    static Dataset<Row> changed(Table table, Dataset<Row> computed, Dataset<Row> published) {
        return computed.alias("n").join(published.alias("o"), sameKey(table).and(same(table)), "left_anti");
    }

    /** Rows of the table that are computed no more. */
    static Dataset<Row> gone(Table table, Dataset<Row> computed, Dataset<Row> published) {
        return published.alias("o").join(computed.alias("n"), sameKey(table), "left_anti");
    }

    private static Column sameKey(Table table) {
        return table.key().stream().map(Published::sameColumn).reduce(lit(true), Column::and);
    }

    private static Column same(Table table) {
        return Stream.of(table.rowSchema().fieldNames())
                .filter(name -> !table.key().contains(name))
                .map(name -> col("n." + name).eqNullSafe(col("o." + name)))
                .reduce(lit(true), Column::and);
    }

    private static Column sameColumn(String name) {
        return col("n." + name).equalTo(col("o." + name));
    }
}
