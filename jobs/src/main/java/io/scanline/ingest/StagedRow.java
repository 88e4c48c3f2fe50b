package io.scanline.ingest;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

/** One row of {@link StagedLines} in the making. */
final class StagedRow {
    static final StructType SCHEMA = StagedLines.numeric();

    private static final Map<String, Integer> PLACES = new HashMap<>();

    static {
        for (String name : SCHEMA.fieldNames()) {
            PLACES.put(name, SCHEMA.fieldIndex(name));
        }
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
    static Row tally(int file, long lines, java.math.BigDecimal net) {
        StagedRow row = new StagedRow(file, -1);
        row.set(StagedLines.VERDICT, StagedLines.TALLY);
        row.set(StagedLines.LINES, lines);
        row.set(StagedLines.PARSED_NET, net);
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
        set(
                StagedLines.PARSED_NET,
                tenThousandths == FixedPoint.NONE ? null : Decimal.apply(tenThousandths, 18, FixedPoint.SCALE));
    }

    /** Ten-thousandths, or {@link FixedPoint#NONE}. */
    long parsedNet() {
        return parsedNet;
    }

    String text(String column) {
        return (String) values[PLACES.get(column)];
    }

    void accept() {
        set(StagedLines.VERDICT, StagedLines.ACCEPTED);
    }

    void quarantine(LineProblems problems) {
        quarantine(problems.reasons(), problems.field(), problems.message());
    }

    void quarantine(List<String> reasons, String field, String message) {
        set(StagedLines.VERDICT, StagedLines.QUARANTINED);
        set(StagedLines.REASONS, CollectionConverters.asScala(reasons).toSeq());
        set(StagedLines.FIELD, field);
        set(StagedLines.MESSAGE, message);
    }

    boolean quarantined() {
        return StagedLines.QUARANTINED.equals(text(StagedLines.VERDICT));
    }

    /** Writes a value as text that differs where the values do. */
    void appendTo(StringBuilder text, int place) {
        Object value = values[place];
        if (value instanceof Decimal decimal) {
            text.append(decimal.toUnscaledLong());
        } else if (value instanceof scala.collection.Map<?, ?> map) {
            CollectionConverters.asJava(map)
                    .forEach((key, entry) ->
                            text.append(key).append('=').append(entry).append('\u001E'));
        } else if (value != null) {
            text.append(value);
        }
    }

    Row row() {
        return RowFactory.create(values);
    }
}
