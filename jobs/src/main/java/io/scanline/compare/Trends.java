package io.scanline.compare;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.make_interval;
import static org.apache.spark.sql.functions.nullif;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.when;

import io.scanline.calendar.CalendarColumns;
import io.scanline.calendar.StoreLevels;
import io.scanline.table.HourlySales;
import io.scanline.table.TrendComparisons;
import io.scanline.table.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** From sums beside the sums of their bases to the table's rows: one a metric, with base, difference, rule, note and confidence. */
final class Trends {
    private static final double GOOD = 0.95;
    private static final double FAIR = 0.8;
    private static final int POINTS = Comparison.MOST_POINTS;

    private Trends() {}

    static Dataset<Row> of(Dataset<Row> populations) {
        return populations
                .transform(Trends::withCompleteness)
                .transform(Trends::withNotes)
                .transform(Trends::byMetric)
                .transform(Trends::withBase)
                .transform(Trends::asTable);
    }

    private static Dataset<Row> withCompleteness(Dataset<Row> rows) {
        Column present = lit(0L);
        Column expected = lit(0L);
        for (int point = 1; point <= POINTS; point++) {
            present = present.plus(coalesce(col(Populations.point(StorePeriods.PRESENT, point)), lit(0L)));
            expected = expected.plus(coalesce(col(Populations.point(StorePeriods.EXPECTED, point)), lit(0L)));
        }
        return rows.withColumn(
                        TrendComparisons.COMPLETENESS,
                        share(
                                col(Populations.point(StorePeriods.PRESENT, 0)),
                                col(Populations.point(StorePeriods.EXPECTED, 0))))
                .withColumn("completeness_of_base", share(present, expected));
    }

    private static Column share(Column present, Column expected) {
        return when(expected.gt(0), present.divide(expected)).otherwise(1.0);
    }

    /** Says what the clocks did to an hour or to its bases, and where a period is not over. */
    private static Dataset<Row> withNotes(Dataset<Row> rows) {
        Column local = CalendarColumns.localTime(col(TrendComparisons.PERIOD_START), col(StoreLevels.ZONE));
        Column hour = col(StorePeriods.KIND).equalTo(PeriodKind.HOUR.name());
        List<Column> notes = new ArrayList<>();
        notes.add(when(
                hour.and(shownTwice(local)),
                "the clocks went back: this hour was shown twice, and both have the same base"));
        for (int point = 1; point <= POINTS; point++) {
            Column base = local.minus(days(col(Populations.lagOf(point))));
            Column skipped = CalendarColumns.instantOf(base, col(StoreLevels.ZONE))
                    .isNull()
                    .and(base.isNotNull());
            notes.add(when(
                    hour.and(skipped),
                    concat(
                            lit("the clocks went forward: no such hour on "),
                            to_date(base).cast("string"))));
            notes.add(when(
                    hour.and(shownTwice(base)),
                    concat(
                            lit("the clocks went back: the hour was shown twice on "),
                            to_date(base).cast("string"),
                            lit(", its first showing is the base"))));
        }
        notes.add(when(
                col(TrendComparisons.ELAPSED_FRACTION).lt(1),
                "the period is not over: the base covers the same elapsed part"));
        return rows.withColumn("notes", concat_ws("; ", notes.toArray(Column[]::new)));
    }

    private static Column shownTwice(Column local) {
        Column zone = col(StoreLevels.ZONE);
        Column first = CalendarColumns.instantOf(local, zone);
        Column hour = make_interval(lit(0), lit(0), lit(0), lit(0), lit(1));
        return coalesce(CalendarColumns.localTime(first.plus(hour), zone).equalTo(local), lit(false));
    }

    private static Column days(Column count) {
        return make_interval(lit(0), lit(0), lit(0), count);
    }

    private static Dataset<Row> byMetric(Dataset<Row> rows) {
        BiFunction<String, Integer, Column> value = (name, point) -> col(Populations.point(name, point));
        return rows.withColumn(
                        "of",
                        explode(array(
                                metric("net_sales", point -> amount(value.apply(HourlySales.NET_SALES, point))),
                                metric("units", point -> amount(value.apply(HourlySales.UNITS_SOLD, point))),
                                metric("transactions", point -> value.apply(HourlySales.TRANSACTIONS, point)),
                                metric(
                                        "basket_value",
                                        point -> ratio(
                                                amount(value.apply(HourlySales.NET_SALES, point)),
                                                value.apply(HourlySales.TRANSACTIONS, point))),
                                metric(
                                        "units_per_transaction",
                                        point -> ratio(
                                                amount(value.apply(HourlySales.UNITS_SOLD, point)),
                                                value.apply(HourlySales.TRANSACTIONS, point))),
                                metric(
                                        "discount_rate",
                                        point -> ratio(
                                                value.apply(HourlySales.DISCOUNT, point),
                                                value.apply(HourlySales.GROSS_SALES, point))))))
                .select(col("*"), col("of.*"))
                .drop("of")
                .where(col(TrendComparisons.ACTUAL).isNotNull());
    }

    private static Column amount(Column tenThousandths) {
        return tenThousandths
                .cast("decimal(19,0)")
                .divide(lit(StorePeriods.SCALE))
                .cast(Types.MONEY);
    }

    private static Column ratio(Column part, Column whole) {
        return when(whole.notEqual(0), part.divide(whole));
    }

    private static Column metric(String name, IntFunction<Column> value) {
        List<Column> fields = new ArrayList<>(List.of(
                lit(name).as(TrendComparisons.METRIC),
                value.apply(0).cast(Types.MONEY).as(TrendComparisons.ACTUAL)));
        List<Column> lags = new ArrayList<>();
        List<Column> bases = new ArrayList<>();
        for (int point = 1; point <= POINTS; point++) {
            Column base = value.apply(point).cast(Types.MONEY);
            bases.add(base);
            lags.add(when(base.isNotNull(), col(Populations.lagOf(point))));
        }
        fields.add(
                sort_array(array_compact(array(bases.toArray(Column[]::new)))).as("bases"));
        fields.add(greatest(lags.toArray(Column[]::new)).as("farthest"));
        fields.add(least(lags.toArray(Column[]::new)).as("nearest"));
        return struct(fields.toArray(Column[]::new));
    }

    /** The median of the bases; of one base, that base. */
    private static Dataset<Row> withBase(Dataset<Row> rows) {
        Column points = col(TrendComparisons.BASE_POINTS);
        Column lower = element_at(col("bases"), expr("(base_points + 1) div 2").cast("int"));
        Column upper = element_at(col("bases"), expr("base_points div 2 + 1").cast("int"));
        Column delta =
                col(TrendComparisons.ACTUAL).minus(col(TrendComparisons.BASE)).cast(Types.MONEY);
        Column base = nullif(col(TrendComparisons.BASE), lit(0)).cast("double");
        return rows.withColumn(TrendComparisons.BASE_POINTS, size(col("bases")))
                .withColumns(Map.of(
                        TrendComparisons.BASE,
                                when(points.gt(0), lower.plus(upper).divide(2)).cast(Types.MONEY),
                        TrendComparisons.BASE_START, baseTime(col("farthest")),
                        TrendComparisons.BASE_END, baseTime(col("nearest")).plus(length())))
                .withColumns(Map.of(
                        TrendComparisons.DELTA, delta,
                        TrendComparisons.PCT, delta.cast("double").divide(base),
                        TrendComparisons.INDEX,
                                col(TrendComparisons.ACTUAL)
                                        .cast("double")
                                        .multiply(100)
                                        .divide(base)));
    }

    /** The period's start so many local days earlier. */
    private static Column baseTime(Column daysBefore) {
        Column start = col(TrendComparisons.PERIOD_START);
        Column zone = col(StoreLevels.ZONE);
        Column byTheClock =
                CalendarColumns.instantOf(CalendarColumns.localTime(start, zone).minus(days(daysBefore)), zone);
        return when(col(StorePeriods.KIND).equalTo(PeriodKind.HOUR.name()), byTheClock)
                .otherwise(start.minus(days(daysBefore)));
    }

    private static Column length() {
        return perKind(kind -> make_interval(
                lit(0),
                lit(0),
                lit(0),
                lit(0),
                lit(0),
                lit(0),
                lit(kind.seconds()).cast("decimal(18,6)")));
    }

    private static Column perKind(Function<PeriodKind, Column> value) {
        Column kind = col(StorePeriods.KIND);
        return when(kind.equalTo(PeriodKind.HOUR.name()), value.apply(PeriodKind.HOUR))
                .when(kind.equalTo(PeriodKind.DAY.name()), value.apply(PeriodKind.DAY))
                .otherwise(value.apply(PeriodKind.WEEK));
    }

    private static Dataset<Row> asTable(Dataset<Row> rows) {
        Column based = col(TrendComparisons.BASE).isNotNull();
        Column median = col(TrendComparisons.COMPARISON).equalTo(Comparison.MEDIAN_4_WEEKS.name());
        Column few = median.and(col(TrendComparisons.BASE_POINTS).between(1, POINTS - 1));
        Column fewWeeks =
                when(few, concat(col(TrendComparisons.BASE_POINTS).cast("string"), lit(" of 4 weeks have a base")));
        Column completeness = least(col(TrendComparisons.COMPLETENESS), col("completeness_of_base"));
        Column confidence = when(based.equalTo(false), "NONE")
                .when(
                        completeness
                                .geq(GOOD)
                                .and(few.equalTo(false))
                                .and(col(TrendComparisons.ELAPSED_FRACTION).equalTo(1)),
                        "HIGH")
                .when(completeness.geq(FAIR), "MEDIUM")
                .otherwise("LOW");
        Dataset<Row> all = rows.withColumns(Map.of(
                TrendComparisons.MATCH_RULE, matchRule(),
                TrendComparisons.MATCH_NOTE, nullif(concat_ws("; ", nullif(col("notes"), lit("")), fewWeeks), lit("")),
                TrendComparisons.CURRENCY_MODE, lit("REPORTED"),
                TrendComparisons.BASE_COMPLETENESS, when(based, col("completeness_of_base")),
                TrendComparisons.CONFIDENCE, confidence,
                TrendComparisons.PERIOD_KIND, col(StorePeriods.KIND)));
        return all.select(Stream.of(TrendComparisons.TABLE.rowSchema().fieldNames())
                .map(Column::new)
                .toArray(Column[]::new));
    }

    private static Column matchRule() {
        Column rule = lit("");
        for (Comparison comparison : Comparison.values()) {
            rule = when(
                            col(TrendComparisons.COMPARISON).equalTo(comparison.name()),
                            perKind(kind -> lit(comparison.rule(kind))))
                    .otherwise(rule);
        }
        Column likeForLike = col(TrendComparisons.POPULATION).equalTo(Populations.LIKE_FOR_LIKE);
        return when(likeForLike, concat(rule, lit("; stores long open that traded on both")))
                .otherwise(rule);
    }
}
