package io.scanline.notebook;

import io.scanline.config.Html;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;

/** Rows as an HTML table: numbers to the right, nulls empty, nothing taken for markup. */
final class HtmlTable {
    private HtmlTable() {}

    static String of(Dataset<Row> rows, int most) {
        List<Row> taken = rows.limit(most + 1).collectAsList();
        StructField[] fields = rows.schema().fields();
        String head = Stream.of(fields)
                .map(field -> "<th scope=\"col\"" + align(field) + ">" + Html.escaped(field.name()) + "</th>")
                .collect(Collectors.joining());
        String body = taken.stream()
                .limit(most)
                .map(row -> "<tr>" + cells(fields, row) + "</tr>\n")
                .collect(Collectors.joining());
        String more = taken.size() > most ? "<p>The first " + most + " rows.</p>" : "";
        return "<table>\n<thead><tr>" + head + "</tr></thead>\n<tbody>\n" + body + "</tbody>\n</table>" + more;
    }

    private static String cells(StructField[] fields, Row row) {
        StringBuilder cells = new StringBuilder();
        for (int i = 0; i < fields.length; i++) {
            cells.append("<td").append(align(fields[i])).append('>');
            cells.append(row.isNullAt(i) ? "" : Html.escaped(text(row.get(i)))).append("</td>");
        }
        return cells.toString();
    }

    private static String align(StructField field) {
        return " style=\"text-align:" + (field.dataType() instanceof NumericType ? "right" : "left") + "\"";
    }

    private static String text(Object value) {
        if (value instanceof BigDecimal decimal) {
            return decimal.signum() == 0 ? "0" : decimal.stripTrailingZeros().toPlainString();
        }
        if (value instanceof Timestamp time) {
            // its own text is in the zone of the machine
            return time.toInstant().toString();
        }
        return value instanceof Double number ? String.format(Locale.ROOT, "%.4g", number) : value.toString();
    }
}
