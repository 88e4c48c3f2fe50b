package io.scanline.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Aggregated rows on their way to the page: names to plain values, in the order of the columns. Only datasets whose size
 * is bounded by their meaning or by a limit come here.
 */
final class Figures {
    private Figures() {}

    /** At most {@code limit} rows; dates and times are to be text already, so that they read the same in every time zone. */
    static List<Map<String, Object>> of(Dataset<Row> rows, int limit) {
        List<Map<String, Object>> figures = new ArrayList<>();
        for (Row row : rows.limit(limit).collectAsList()) {
            figures.add(of(row));
        }
        return figures;
    }

    static Map<String, Object> of(Row row) {
        Map<String, Object> figures = new LinkedHashMap<>();
        for (int i = 0; i < row.length(); i++) {
            figures.put(row.schema().fields()[i].name(), plain(row.get(i)));
        }
        return figures;
    }

    /** As JSON has it: decimals and doubles without trailing zeros, rows as names and values; null where a double is no number. */
    static Object plain(Object value) {
        if (value instanceof BigDecimal decimal) {
            return stripped(decimal);
        }
        if (value instanceof Double number) {
            return number.isNaN() || number.isInfinite()
                    ? null
                    : stripped(BigDecimal.valueOf(number).setScale(6, RoundingMode.HALF_EVEN));
        }
        if (value instanceof Row row) {
            return of(row);
        }
        if (value instanceof scala.collection.Seq<?> sequence) {
            return CollectionConverters.asJava(sequence).stream()
                    .map(Figures::plain)
                    .toList();
        }
        return value;
    }

    /** Without trailing zeros, but never as 1E+3. */
    private static BigDecimal stripped(BigDecimal decimal) {
        BigDecimal plain = decimal.stripTrailingZeros();
        return plain.scale() < 0 ? plain.setScale(0) : plain;
    }
}
