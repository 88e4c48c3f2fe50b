package io.scanline.spark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.OptionalLong;
import org.apache.spark.sql.catalyst.expressions.And;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.BinaryComparison;
import org.apache.spark.sql.catalyst.expressions.EqualTo;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GreaterThan;
import org.apache.spark.sql.catalyst.expressions.GreaterThanOrEqual;
import org.apache.spark.sql.catalyst.expressions.LessThan;
import org.apache.spark.sql.catalyst.expressions.LessThanOrEqual;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.Or;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** The least and greatest dates, times and whole numbers of a data file's columns, where Delta noted them as it wrote the file. */
final class FileBounds {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Latest times are noted in whole milliseconds, rounded down. */
    private static final long BELOW_A_MILLISECOND = 999;

    private final JsonNode statistics;

    private FileBounds(JsonNode statistics) {
        this.statistics = statistics;
    }

    /** @param statistics Delta's, as JSON; null where the file has none */
    static FileBounds of(String statistics) {
        return new FileBounds(parsed(statistics));
    }

    static JsonNode parsed(String statistics) {
        try {
            return JSON.readTree(statistics == null ? "{}" : statistics);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Delta's statistics of a file are no JSON: " + statistics, e);
        }
    }

    /** Whether a row of the file can meet a filter; where the filter is about other columns, one can. */
    boolean canMeet(Expression filter) {
        if (filter instanceof And and) {
            return canMeet(and.left()) && canMeet(and.right());
        }
        if (filter instanceof Or or) {
            return canMeet(or.left()) || canMeet(or.right());
        }
        return !(filter instanceof BinaryComparison comparison
                        && comparison.left() instanceof AttributeReference column
                        && comparison.right() instanceof Literal literal
                        && literal.value() instanceof Number value)
                || canMeet(comparison, column, value.longValue());
    }

    private boolean canMeet(BinaryComparison comparison, AttributeReference column, long value) {
        OptionalLong least = noted("minValues", column);
        OptionalLong greatest = noted("maxValues", column);
        return least.isEmpty()
                || greatest.isEmpty()
                || canMeet(comparison, value, least.getAsLong(), greatest.getAsLong() + precision(column));
    }

    private static boolean canMeet(BinaryComparison comparison, long value, long least, long greatest) {
        if (comparison instanceof LessThan) {
            return least < value;
        }
        if (comparison instanceof LessThanOrEqual) {
            return least <= value;
        }
        if (comparison instanceof GreaterThan) {
            return greatest > value;
        }
        if (comparison instanceof GreaterThanOrEqual) {
            return greatest >= value;
        }
        return !(comparison instanceof EqualTo) || (least <= value && greatest >= value);
    }

    private static long precision(AttributeReference column) {
        return column.dataType().equals(DataTypes.TimestampType) ? BELOW_A_MILLISECOND : 0;
    }

    /** As Spark holds it: a number, or days or microseconds since 1970. */
    private OptionalLong noted(String bound, AttributeReference column) {
        JsonNode value = statistics.path(bound).path(column.name());
        DataType type = column.dataType();
        try {
            if (value.isIntegralNumber() && (type.equals(DataTypes.LongType) || type.equals(DataTypes.IntegerType))) {
                return OptionalLong.of(value.longValue());
            }
            if (value.isTextual() && type.equals(DataTypes.DateType)) {
                return OptionalLong.of(LocalDate.parse(value.textValue()).toEpochDay());
            }
            if (value.isTextual() && type.equals(DataTypes.TimestampType)) {
                return OptionalLong.of(ChronoUnit.MICROS.between(
                        Instant.EPOCH, OffsetDateTime.parse(value.textValue()).toInstant()));
            }
        } catch (DateTimeException e) {
            return OptionalLong.empty(); // written by others, in a form of their own: nothing is known
        }
        return OptionalLong.empty();
    }
}
