package io.scanline.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.And;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.EqualTo;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GreaterThan;
import org.apache.spark.sql.catalyst.expressions.GreaterThanOrEqual;
import org.apache.spark.sql.catalyst.expressions.LessThan;
import org.apache.spark.sql.catalyst.expressions.LessThanOrEqual;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.Not;
import org.apache.spark.sql.catalyst.expressions.Or;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.junit.jupiter.api.Test;
import scala.jdk.javaapi.CollectionConverters;

class FileBoundsTest {
    private static final Expression AT = column("at", DataTypes.TimestampType);
    private static final Expression DAY = column("day", DataTypes.DateType);
    private static final Expression NUMBER = column("number", DataTypes.LongType);
    private static final FileBounds FILE = FileBounds.of(
            "{\"minValues\":{\"at\":\"2024-05-01T10:00:00.000Z\",\"day\":\"2024-05-01\",\"number\":7,\"name\":\"b\"},"
                    + "\"maxValues\":{\"at\":\"2024-05-01T12:00:00.000Z\",\"day\":\"2024-05-03\",\"number\":9,\"name\":\"c\"}}");

    @Test
    void aFileIsLeftOutWhereAllItsValuesAreOutsideTheFilter() {
        assertThat(FILE.canMeet(new LessThan(AT, time("2024-05-01T10:00:00Z")))).isFalse();
        assertThat(FILE.canMeet(new LessThanOrEqual(AT, time("2024-05-01T10:00:00Z"))))
                .isTrue();
        assertThat(FILE.canMeet(new GreaterThan(AT, time("2024-05-01T13:00:00Z"))))
                .isFalse();
        assertThat(FILE.canMeet(new EqualTo(AT, time("2024-05-01T09:59:59Z")))).isFalse();
        assertThat(FILE.canMeet(new EqualTo(AT, time("2024-05-01T11:00:00Z")))).isTrue();
        assertThat(FILE.canMeet(new GreaterThan(DAY, day("2024-05-03")))).isFalse();
        assertThat(FILE.canMeet(new GreaterThanOrEqual(DAY, day("2024-05-03")))).isTrue();
        assertThat(FILE.canMeet(new LessThanOrEqual(DAY, day("2024-04-30")))).isFalse();
        assertThat(FILE.canMeet(new EqualTo(NUMBER, Literal.create(10L, DataTypes.LongType))))
                .isFalse();
        assertThat(FILE.canMeet(new EqualTo(NUMBER, Literal.create(8L, DataTypes.LongType))))
                .isTrue();
    }

    @Test
    void theLatestTimeMayLieWithinTheMillisecondThatIsNoted() {
        assertThat(FILE.canMeet(new GreaterThan(AT, time("2024-05-01T12:00:00.000998Z"))))
                .isTrue();
        assertThat(FILE.canMeet(new GreaterThanOrEqual(AT, time("2024-05-01T12:00:00.001Z"))))
                .isFalse();
    }

    @Test
    void partsOfAFilterCountAsTheyAreJoined() {
        Expression met = new EqualTo(DAY, day("2024-05-02"));
        Expression notMet = new EqualTo(DAY, day("2024-06-02"));

        assertThat(FILE.canMeet(new And(met, notMet))).isFalse();
        assertThat(FILE.canMeet(new Or(met, notMet))).isTrue();
        assertThat(FILE.canMeet(new Or(notMet, notMet))).isFalse();
    }

    @Test
    void whatIsNotKnownLeavesNothingOut() {
        Expression later = new GreaterThan(AT, time("2030-01-01T00:00:00Z"));

        assertThat(FileBounds.of(null).canMeet(later)).isTrue();
        assertThat(FileBounds.of("{\"maxValues\":{\"at\":\"noon\"}}").canMeet(later))
                .isTrue();
        assertThat(FILE.canMeet(
                        new GreaterThan(column("other", DataTypes.TimestampType), time("2030-01-01T00:00:00Z"))))
                .isTrue();
        assertThat(FILE.canMeet(new EqualTo(AT, new Literal(null, DataTypes.TimestampType))))
                .isTrue();
        assertThat(FILE.canMeet(new Not(later))).isTrue();
        assertThat(FILE.canMeet(new GreaterThan(
                        column("share", DataTypes.DoubleType), Literal.create(1e300, DataTypes.DoubleType))))
                .as("beyond the whole numbers")
                .isTrue();
        assertThat(FILE.canMeet(
                        new EqualTo(column("name", DataTypes.StringType), Literal.create("a", DataTypes.StringType))))
                .isTrue();
    }

    private static Expression column(String name, DataType type) {
        return new AttributeReference(
                name,
                type,
                true,
                Metadata.empty(),
                NamedExpression.newExprId(),
                CollectionConverters.asScala(List.<String>of()).toSeq());
    }

    private static Expression time(String iso) {
        return new Literal(ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(iso)), DataTypes.TimestampType);
    }

    private static Expression day(String iso) {
        return new Literal((int) LocalDate.parse(iso).toEpochDay(), DataTypes.DateType);
    }
}
