package io.scanline.export;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.date_format;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.regexp_replace;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.when;

import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Values as text files have them. */
final class Cells {
    /** What a spreadsheet takes for a formula, see OWASP's CSV injection. */
    private static final String FORMULA = "^[=+\\-@\\t\\r]";

    private Cells() {}

    /** All columns as text: decimals plain, times in ISO 8601 with Z, nested values as JSON, text that is no formula. */
    static Dataset<Row> asCsv(Dataset<Row> rows) {
        return rows.select(Stream.of(rows.schema().fields()).map(Cells::csv).toArray(Column[]::new));
    }

    private static Column csv(StructField field) {
        Column column = quoted(field);
        Column text;
        if (field.dataType().equals(DataTypes.StringType)) {
            text = when(column.rlike(FORMULA), concat(lit("'"), column)).otherwise(column);
        } else if (field.dataType().equals(DataTypes.TimestampType)) {
            text = isoInstant(column);
        } else if (isNested(field)) {
            text = to_json(column);
        } else {
            text = column.cast(DataTypes.StringType);
        }
        return text.as(field.name());
    }

    /** Times as ISO 8601 with Z; all else as Spark's JSON has it. */
    static Dataset<Row> asJson(Dataset<Row> rows) {
        return rows.select(Stream.of(rows.schema().fields())
                .map(field -> field.dataType().equals(DataTypes.TimestampType)
                        ? isoInstant(quoted(field)).as(field.name())
                        : quoted(field))
                .toArray(Column[]::new));
    }

    // the session's zone is UTC
    private static Column isoInstant(Column time) {
        return regexp_replace(date_format(time, "yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'"), lit("\\.?0*Z$"), lit("Z"));
    }

    private static boolean isNested(StructField field) {
        return field.dataType() instanceof ArrayType
                || field.dataType() instanceof MapType
                || field.dataType() instanceof StructType;
    }

    private static Column quoted(StructField field) {
        return col("`" + field.name() + "`");
    }
}
