package io.scanline.table;

import io.scanline.spark.DeltaIo;
import io.scanline.spark.Scope;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.TimestampType;

/** Rows of a table, from the few columns that a test is about: the other required ones are zero, "x" or empty. */
public final class TableRows {
    private TableRows() {}

    @SafeVarargs
    public static void fill(Lake lake, Table table, Map<String, Object>... rows) {
        List<Row> filled = Arrays.stream(rows).map(values -> row(table, values)).toList();
        DeltaIo.replace(lake, table, lake.spark().createDataFrame(filled, table.rowSchema()), Scope.everything());
    }

    public static Row row(Table table, Map<String, Object> values) {
        Set<String> unknown = new TreeSet<>(values.keySet());
        List<Object> row = new ArrayList<>();
        for (StructField field : table.rowSchema().fields()) {
            unknown.remove(field.name());
            Object value = values.get(field.name());
            row.add(value != null ? typed(value, field.dataType()) : field.nullable() ? null : zero(field.dataType()));
        }
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(table.name() + " has no " + unknown);
        }
        return RowFactory.create(row.toArray());
    }

    private static Object typed(Object value, DataType type) {
        if (type instanceof DecimalType) {
            return new BigDecimal(value.toString());
        }
        if (type instanceof DateType && value instanceof String text) {
            return java.sql.Date.valueOf(text);
        }
        if (type instanceof TimestampType && value instanceof String text) {
            return java.sql.Timestamp.from(Instant.parse(text));
        }
        if (type instanceof LongType && value instanceof Integer number) {
            return number.longValue();
        }
        return value;
    }

    private static Object zero(DataType type) {
        if (type instanceof DecimalType) {
            return BigDecimal.ZERO;
        } else if (type instanceof DoubleType) {
            return 0.0;
        } else if (type instanceof LongType) {
            return 0L;
        } else if (type instanceof IntegerType) {
            return 0;
        } else if (type instanceof BooleanType) {
            return false;
        } else if (type instanceof DateType) {
            return java.sql.Date.valueOf(LocalDate.EPOCH);
        } else if (type instanceof TimestampType) {
            return java.sql.Timestamp.from(Instant.EPOCH);
        } else if (type instanceof ArrayType) {
            return new Object[0];
        } else if (type instanceof MapType) {
            return Map.of();
        }
        return "x";
    }
}
