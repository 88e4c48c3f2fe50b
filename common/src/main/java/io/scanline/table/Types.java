package io.scanline.table;

import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.MapType;

/** The data contract's column types, by the names that the contract uses. */
public final class Types {
    public static final DataType STRING = DataTypes.StringType;
    public static final DataType INT = DataTypes.IntegerType;
    public static final DataType LONG = DataTypes.LongType;
    public static final DataType BOOLEAN = DataTypes.BooleanType;
    public static final DataType DATE = DataTypes.DateType;
    public static final DataType TIMESTAMP = DataTypes.TimestampType;

    /** Statistics only: scores, forecasts, probabilities. Never money or quantities. */
    public static final DataType DOUBLE = DataTypes.DoubleType;

    /** An amount in the row's currency, four decimals. */
    public static final DecimalType MONEY = DataTypes.createDecimalType(18, 4);

    /** Units, or weight in the row's unit of measure, four decimals. */
    public static final DecimalType QUANTITY = DataTypes.createDecimalType(18, 4);

    /** A fraction, 0.07 for 7%. */
    public static final DecimalType RATE = DataTypes.createDecimalType(9, 6);

    /** Exchange rate, ten decimals. */
    public static final DecimalType FX_RATE = DataTypes.createDecimalType(20, 10);

    public static final MapType STRING_MAP = DataTypes.createMapType(STRING, STRING, true);

    /** Shares or weights by name. */
    public static final MapType DOUBLE_MAP = DataTypes.createMapType(STRING, DOUBLE, true);

    private Types() {}

    public static ArrayType strings() {
        return DataTypes.createArrayType(STRING, false);
    }
}
