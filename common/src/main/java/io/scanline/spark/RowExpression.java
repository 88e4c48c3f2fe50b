package io.scanline.spark;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.CallMethodViaReflection;
import org.apache.spark.sql.catalyst.expressions.CurrentDate;
import org.apache.spark.sql.catalyst.expressions.CurrentTimestampLike;
import org.apache.spark.sql.catalyst.expressions.CurrentUser;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.LocalTimestamp;
import org.apache.spark.sql.catalyst.expressions.PlanExpression;
import org.apache.spark.sql.catalyst.expressions.RaiseError;
import org.apache.spark.sql.catalyst.expressions.TryReflect;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Says whether a text from outside is an expression of one row alone: it parses, knows its columns, gives one value, and the
 * same one whenever and wherever it runs. It cannot reach other tables, other rows, the clock, or Java.
 */
public final class RowExpression {
    private static final List<Class<?>> FORBIDDEN = List.of(
            CallMethodViaReflection.class,
            TryReflect.class,
            RaiseError.class,
            CurrentDate.class,
            CurrentTimestampLike.class,
            LocalTimestamp.class,
            CurrentUser.class);

    private RowExpression() {}

    /**
     * What is wrong with an expression over these columns; empty where it is sound.
     *
     * @param used gets the names of the columns that a sound expression uses
     */
    public static Optional<String> check(SparkSession spark, StructType columns, String text, Set<String> used) {
        LogicalPlan plan;
        try {
            plan = over(spark, columns, text).queryExecution().analyzed();
        } catch (Exception e) {
            return problemOf(e, text);
        }
        boolean rowAlone =
                plan instanceof Project project && project.child().children().isEmpty();
        if (!rowAlone || plan.output().size() != 1) {
            return Optional.of(text + " is not one value of one row (no aggregate, window, generator or *)");
        }
        Expression expression = plan.expressions().head();
        if (!expression.deterministic()) {
            return Optional.of(text + " gives another value each time");
        }
        Optional<String> forbidden = forbidden(expression);
        if (forbidden.isEmpty()) {
            CollectionConverters.asJava(expression.references().toSeq()).forEach(column -> used.add(column.name()));
        }
        return forbidden.map(name -> text + " uses " + name + ", which reaches beyond the row");
    }

    /** As {@link #check}, for an expression that must be true or false. */
    public static Optional<String> checkCondition(
            SparkSession spark, StructType columns, String text, Set<String> used) {
        Optional<String> problem = check(spark, columns, text, used);
        if (problem.isPresent()) {
            return problem;
        }
        DataType type = over(spark, columns, text).schema().fields()[0].dataType();
        return type.equals(DataTypes.BooleanType)
                ? Optional.empty()
                : Optional.of(text + " is not true or false but " + type.simpleString());
    }

    private static Dataset<Row> over(SparkSession spark, StructType columns, String text) {
        return spark.createDataFrame(List.of(), columns).selectExpr(text);
    }

    // selectExpr declares no checked exception, and throws Scala's
    private static Optional<String> problemOf(Exception e, String text) {
        if (e instanceof RuntimeException && !e.getClass().getName().startsWith("org.apache.spark")) {
            throw (RuntimeException) e;
        }
        String message = String.valueOf(e.getMessage())
                .lines()
                .filter(line -> !line.isBlank())
                .findFirst()
                .orElse("");
        return Optional.of(text + ": " + inPlainWords(message));
    }

    /** Spark's message without its error class, codes and places, which say nothing of an expression of one line. */
    private static String inPlainWords(String message) {
        return message.replaceAll(" SQLSTATE: \\w+|^\\[[A-Z_.]+\\] |; line \\d+ pos \\d+;?\\s*$", "")
                .replaceAll(
                        "A column, variable, or function parameter with name (.+) cannot be resolved[.]",
                        "there is no column $1.");
    }

    private static Optional<String> forbidden(Expression expression) {
        if (expression instanceof PlanExpression || FORBIDDEN.stream().anyMatch(type -> type.isInstance(expression))) {
            return Optional.of(expression instanceof PlanExpression ? "a subquery" : expression.prettyName() + "()");
        }
        return CollectionConverters.asJava(expression.children()).stream()
                .map(RowExpression::forbidden)
                .flatMap(Optional::stream)
                .findFirst();
    }
}
