package io.scanline.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map_entries;
import static org.apache.spark.sql.functions.when;

import io.scanline.table.Table;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;

/** What computed rows say anew of those that a table has. */
public final class RowChanges {
    /** Whether the row of this key is computed no more. */
    static final String GONE = "_gone";

    private static final String NEW = "n";
    private static final String OLD = "o";

    private RowChanges() {}

    /**
     * Rows that the table does not have, or has with another content, and those of the table that are computed no more, as it has
     * them: told apart by {@link #GONE}.
     */
    public static Dataset<Row> between(Table table, Dataset<Row> computed, Dataset<Row> published) {
        Column isGone = qualified(NEW, table.key().get(0)).isNull();
        Column[] columns = Stream.concat(
                        Stream.of(table.rowSchema().fieldNames()).map(name -> when(isGone, qualified(OLD, name))
                                .otherwise(qualified(NEW, name))
                                .as(name)),
                        Stream.of(isGone.as(GONE)))
                .toArray(Column[]::new);
        return Contracts.conform(table, computed)
                .alias(NEW)
                .join(published.alias(OLD), sameKey(table, NEW, OLD), "full_outer")
                .where(sameContent(table).equalTo(false))
                .select(columns);
    }

    /** Rows that the table does not have, or has with another content. */
    public static Dataset<Row> changed(Table table, Dataset<Row> computed, Dataset<Row> published) {
        return computed.alias(NEW)
                .join(published.alias(OLD), sameKey(table, NEW, OLD).and(sameContent(table)), "left_anti");
    }

    /** Rows of the table that are computed no more. */
    public static Dataset<Row> gone(Table table, Dataset<Row> computed, Dataset<Row> published) {
        return published.alias(OLD).join(computed.alias(NEW), sameKey(table, NEW, OLD), "left_anti");
    }

    /** Whether rows of two aliases have the same key. */
    public static Column sameKey(Table table, String left, String right) {
        return table.key().stream()
                .map(name -> qualified(left, name).equalTo(qualified(right, name)))
                .reduce(Column::and)
                .orElseThrow(() -> new IllegalStateException(table.name() + " has no key"));
    }

    private static Column sameContent(Table table) {
        return Stream.of(table.rowSchema().fields())
                .map(field -> comparable(field, NEW).eqNullSafe(comparable(field, OLD)))
                .reduce(lit(true), Column::and);
    }

    private static Column comparable(StructField field, String side) {
        Column column = qualified(side, field.name());
        return field.dataType() instanceof MapType ? map_entries(column) : column;
    }

    static Column qualified(String side, String name) {
        return col(side + ".`" + name + "`");
    }
}
