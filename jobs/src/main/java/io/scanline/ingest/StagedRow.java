package io.scanline.ingest;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.ArrayBasedMapData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * One row of {@link StagedLines} in the making. It becomes a row in Spark's own form: the way over {@code Row} has every value
 * checked and converted by generated code that is too long for the JVM to compile.
 */
final class StagedRow {
    static final StructType SCHEMA = StagedLines.numeric();

    /** A HashMap, asked some forty times a line: the unmodifiable ones divide at every question. */
    private static final HashMap<String, Integer> PLACES = new HashMap<>();

    static {
        Stream.of(SCHEMA.fieldNames()).forEach(name -> PLACES.put(name, SCHEMA.fieldIndex(name)));
    }

    private final Object[] values = new Object[SCHEMA.size()];
    private long parsedNet = FixedPoint.NONE;

    StagedRow(int file, long line) {
        set(StagedLines.FILE, file);
        set(StagedLines.LINE, line);
        set(StagedLines.LINES, 1L);
    }

    static int place(String column) {
        return PLACES.get(column);
    }

    /** The stretch of a file that a task has read: its lines and the sum of the net amounts that could be read. */
    static InternalRow tally(int file, long lines, BigDecimal net) {
        StagedRow row = new StagedRow(file, -1);
        row.set(StagedLines.VERDICT, StagedLines.TALLY);
        row.set(StagedLines.LINES, lines);
        row.set(StagedLines.PARSED_NET, Decimal.apply(new scala.math.BigDecimal(net)));
        return row.row();
    }

    void set(String column, Object value) {
        values[PLACES.get(column)] = value;
    }

    void amount(String column, long tenThousandths) {
        set(column, decimal(tenThousandths));
    }

    private static Decimal decimal(long tenThousandths) {
        return tenThousandths == FixedPoint.NONE ? null : Decimal.apply(tenThousandths, 18, FixedPoint.SCALE);
    }

    void parsedNet(long tenThousandths) {
        parsedNet = tenThousandths;
        set(StagedLines.PARSED_NET, decimal(tenThousandths));
    }

    /** Ten-thousandths, or {@link FixedPoint#NONE}. */
    long parsedNet() {
        return parsedNet;
    }

    Object get(String column) {
        return values[PLACES.get(column)];
    }

    String text(String column) {
        return (String) get(column);
    }

    void accept() {
        set(StagedLines.VERDICT, StagedLines.ACCEPTED);
    }

    void quarantine(LineProblems problems) {
        quarantine(problems.reasons(), problems.field(), problems.message());
    }

    void quarantine(List<String> reasons, String field, String message) {
        set(StagedLines.VERDICT, StagedLines.QUARANTINED);
        set(StagedLines.REASONS, reasons.toArray(String[]::new));
        set(StagedLines.FIELD, field);
        set(StagedLines.MESSAGE, message);
    }

    boolean quarantined() {
        return StagedLines.QUARANTINED.equals(text(StagedLines.VERDICT));
    }

    /** Writes a value as text that differs where the values do. */
    void appendTo(StringBuilder text, int place) {
        Object value = values[place];
        if (value instanceof String string) {
            text.append(string);
        } else if (value instanceof Decimal decimal) {
            text.append(decimal.toUnscaledLong());
        } else if (value instanceof Long number) {
            text.append(number.longValue());
        } else if (value instanceof Integer number) {
            text.append(number.intValue());
        } else if (value instanceof Map<?, ?> map) {
            map.forEach(
                    (key, entry) -> text.append(key).append('=').append(entry).append('\u001E'));
        } else if (value != null) {
            text.append(value);
        }
    }

    /** The row, once everything is set. */
    InternalRow row() {
        Object[] row = new Object[values.length];
        for (int i = 0; i < row.length; i++) {
            row[i] = internal(values[i]);
        }
        return new GenericInternalRow(row);
    }

    private static Object internal(Object value) {
        if (value instanceof String text) {
            return UTF8String.fromString(text);
        }
        if (value instanceof String[] texts) {
            return texts(texts);
        }
        if (value instanceof Map<?, ?> map) {
            return new ArrayBasedMapData(
                    texts(map.keySet().toArray(String[]::new)),
                    texts(map.values().toArray(String[]::new)));
        }
        return value;
    }

    private static GenericArrayData texts(String[] texts) {
        Object[] utf8 = new Object[texts.length];
        for (int i = 0; i < texts.length; i++) {
            utf8[i] = UTF8String.fromString(texts[i]);
        }
        return new GenericArrayData(utf8);
    }
}
