package io.scanline.maintain;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.transform_values;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import io.scanline.spark.Transform;
import io.scanline.table.Corrections;
import io.scanline.table.QuarantinedLines;
import io.scanline.table.SalesLines;
import io.scanline.table.Table;
import io.scanline.table.Types;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF1;

/** The columns in which a customer can stand, and how each is rid of it. */
final class CustomerPlaces {
    /** Tables whose rows come from lines of the sales log. */
    static final List<Table> TABLES = List.of(SalesLines.TABLE, Corrections.TABLE, QuarantinedLines.TABLE);

    private static final Set<String> TEXTS = Set.of(SalesLines.EXTRAS, QuarantinedLines.RAW, QuarantinedLines.MESSAGE);
    private static final Set<String> LINES = Set.of(Corrections.REPLACED, Corrections.REPLACEMENT);

    private CustomerPlaces() {}

    /** @param ofLines whether the file has rows that come from lines of the sales log */
    static CustomerTraces.Kind kind(boolean ofLines, String column) {
        if (ofLines && LINES.contains(column)) {
            return CustomerTraces.Kind.LINE;
        }
        return ofLines && TEXTS.contains(column) ? CustomerTraces.Kind.TEXT : CustomerTraces.Kind.OTHER;
    }

    /** Rows of a table without the customer; all else in them stays. */
    static Transform without(Table table, CustomerTraces traces) {
        return rows -> {
            var erased = rows;
            for (String name : table.schema().fieldNames()) {
                CustomerTraces.Kind kind = kind(true, name);
                if (name.equals(SalesLines.CUSTOMER_ID)) {
                    Column isOther = udf(new IsOther(traces), Types.BOOLEAN).apply(col(name));
                    erased = erased.withColumn(name, when(isOther, col(name)));
                } else if (kind != CustomerTraces.Kind.OTHER) {
                    Column value = col(name);
                    var rid = udf(new Rid(traces, kind), Types.STRING);
                    erased = erased.withColumn(
                            name,
                            name.equals(SalesLines.EXTRAS)
                                    ? transform_values(value, (key, text) -> rid.apply(text))
                                    : rid.apply(value));
                }
            }
            return erased;
        };
    }

    /** Takes the customer with it in place of a literal, which plans and the table's log would show. */
    record IsOther(CustomerTraces traces) implements UDF1<String, Boolean> {
        @Override
        public Boolean call(String customer) {
            return customer != null && !traces.hasHash(customer);
        }
    }

    record Rid(CustomerTraces traces, CustomerTraces.Kind kind) implements UDF1<String, String> {
        @Override
        public String call(String text) {
            return text == null ? null : traces.without(kind, text);
        }
    }
}
