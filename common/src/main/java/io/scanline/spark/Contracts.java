package io.scanline.spark;

import io.scanline.table.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Checks rows against a table's schema before they are written: missing, extra and wrongly typed columns, all together. */
final class Contracts {
    private Contracts() {}

    /** The rows with the table's columns in the table's order. */
    static Dataset<Row> conform(Table table, Dataset<Row> rows) {
        List<String> problems = problems(table.rowSchema(), rows.schema());
        if (!problems.isEmpty()) {
            throw new IllegalStateException(
                    "Rows do not fit the contract of " + table.name() + ": " + String.join("; ", problems));
        }
        return rows.select(Stream.of(table.rowSchema().fieldNames())
                .map(name -> rows.col("`" + name + "`"))
                .toArray(org.apache.spark.sql.Column[]::new));
    }

    static List<String> problems(StructType wanted, StructType found) {
        List<String> problems = new ArrayList<>();
        for (StructField field : wanted.fields()) {
            Optional<StructField> actual = named(found, field.name());
            if (actual.isEmpty()) {
                problems.add(field.name() + " is missing");
            } else if (!storable(actual.get().dataType()).equals(storable(field.dataType()))) {
                problems.add(field.name() + " is " + actual.get().dataType().simpleString() + ", not "
                        + field.dataType().simpleString());
            }
        }
        Stream.of(found.fieldNames())
                .filter(name -> named(wanted, name).isEmpty())
                .forEach(name -> problems.add(name + " is not in the table"));
        return problems;
    }

    private static Optional<StructField> named(StructType schema, String name) {
        return Stream.of(schema.fields())
                .filter(field -> field.name().equals(name))
                .findFirst();
    }

    /** The type with nested values nullable: Delta enforces NOT NULL on a table's own columns only. */
    static DataType storable(DataType type) {
        if (type instanceof ArrayType array) {
            return DataTypes.createArrayType(storable(array.elementType()), true);
        }
        if (type instanceof MapType map) {
            return DataTypes.createMapType(storable(map.keyType()), storable(map.valueType()), true);
        }
        if (type instanceof StructType struct) {
            return new StructType(Stream.of(struct.fields())
                    .map(field -> new StructField(field.name(), storable(field.dataType()), true, field.metadata()))
                    .toArray(StructField[]::new));
        }
        return type;
    }

    /** A column as Delta stores it. */
    static StructField storable(StructField field) {
        return new StructField(field.name(), storable(field.dataType()), field.nullable(), field.metadata());
    }
}
