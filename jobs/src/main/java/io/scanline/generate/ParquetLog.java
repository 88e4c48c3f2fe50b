package io.scanline.generate;

import io.scanline.generate.GenerateOptions.LogFormat;
import io.scanline.storage.Location;
import io.scanline.table.SalesLines;
import io.scanline.table.Types;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types.MessageTypeBuilder;
import org.apache.spark.sql.types.DataType;

/** A log in Parquet with typed columns: times as instants, amounts as decimals of four places. */
final class ParquetLog implements LineLog {
    private static final DataType[] TYPES = LineFields.NAMES.stream()
            .map(name -> SalesLines.TABLE.schema().apply(name).dataType())
            .toArray(DataType[]::new);

    private final ParquetRows rows;
    private long written;

    ParquetLog(Location file, Configuration hadoop) throws IOException {
        rows = new ParquetRows(file, hadoop, schema());
    }

    private static MessageType schema() {
        MessageTypeBuilder schema = org.apache.parquet.schema.Types.buildMessage();
        for (int i = 0; i < TYPES.length; i++) {
            String name = LineFields.NAMES.get(i);
            if (TYPES[i].equals(Types.INT)) {
                schema.optional(PrimitiveTypeName.INT32).named(name);
            } else if (TYPES[i].equals(Types.BOOLEAN)) {
                schema.optional(PrimitiveTypeName.BOOLEAN).named(name);
            } else if (TYPES[i].equals(Types.DATE)) {
                schema.optional(PrimitiveTypeName.INT32)
                        .as(LogicalTypeAnnotation.dateType())
                        .named(name);
            } else if (TYPES[i].equals(Types.TIMESTAMP)) {
                schema.optional(PrimitiveTypeName.INT64)
                        .as(LogicalTypeAnnotation.timestampType(true, TimeUnit.MICROS))
                        .named(name);
            } else if (TYPES[i].equals(Types.MONEY)) {
                schema.optional(PrimitiveTypeName.INT64)
                        .as(LogicalTypeAnnotation.decimalType(4, 18))
                        .named(name);
            } else {
                schema.optional(PrimitiveTypeName.BINARY)
                        .as(LogicalTypeAnnotation.stringType())
                        .named(name);
            }
        }
        return schema.named("sales_log");
    }

    @Override
    public void write(SalesLine line) throws IOException {
        write(LineFields.of(line), line.soldAtEpochSecond);
    }

    @Override
    public void write(String[] fields, long soldAtEpochSecond) throws IOException {
        Object[] row = new Object[fields.length];
        for (int i = 0; i < fields.length; i++) {
            row[i] = fields[i] == null ? null : typed(TYPES[i], fields[i], soldAtEpochSecond);
        }
        rows.write(row);
        written++;
    }

    private static Object typed(DataType type, String text, long soldAtEpochSecond) {
        if (type.equals(Types.INT)) {
            return Integer.valueOf(text);
        }
        if (type.equals(Types.BOOLEAN)) {
            return Boolean.valueOf(text);
        }
        if (type.equals(Types.DATE)) {
            return (int) LocalDate.parse(text).toEpochDay();
        }
        if (type.equals(Types.TIMESTAMP)) {
            return soldAtEpochSecond * 1_000_000;
        }
        if (type.equals(Types.MONEY)) {
            return new BigDecimal(text).setScale(4).unscaledValue().longValueExact();
        }
        return text;
    }

    @Override
    public void writeRaw(byte[] line) {
        throw new UnsupportedOperationException("a typed file holds no raw lines");
    }

    @Override
    public byte[] render(String[] fields) {
        throw new UnsupportedOperationException("a typed file holds no raw lines");
    }

    @Override
    public long lineNumber() {
        return written;
    }

    @Override
    public LogFormat format() {
        return LogFormat.PARQUET;
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
