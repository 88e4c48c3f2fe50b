package io.scanline.compare;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.bit_count;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.make_interval;
import static org.apache.spark.sql.functions.nullif;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.scanline.calendar.CalendarColumns;
import io.scanline.calendar.StoreLevels;
import io.scanline.spark.Exploded;
import io.scanline.table.HourlySales;
import io.scanline.table.TrendComparisons;
import io.scanline.table.Types;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** From sums beside the sums of their bases to the table's rows: one a metric, with base, difference, rule, note and confidence. */
final class Trends {
    private static final double GOOD = 0.95;
    private static final double FAIR = 0.8;
    private static final int SIDES = Comparison.MOST_SIDES;

    private Trends() {}

    /** @param firstDay first local day with data of any store */
    static Dataset<Row> of(Dataset<Row> populations, LocalDate firstDay) {
        return populations
                .withColumn(MatchNotes.CUT_OFF, MatchNotes.isCutOff(firstDay))
                .transform(Trends::withCompleteness)
                .transform(rows -> MatchNotes.add(rows, firstDay))
                .transform(Trends::byMetric)
                .transform(Trends::withBase)
                .where(Comparison.FORECAST
                        .isThis()
                        .equalTo(false)
                        .or(col(TrendComparisons.BASE).isNotNull()))
                .transform(Trends::asTable);
    }

    private static Dataset<Row> withCompleteness(Dataset<Row> rows) {
        Column present = lit(0L);
        Column expected = lit(0L);
        for (int side = 1; side <= SIDES; side++) {
            present = present.plus(coalesce(col(Populations.at(side, StorePeriods.PRESENT)), lit(0L)));
            expected = expected.plus(coalesce(col(Populations.at(side, StorePeriods.EXPECTED)), lit(0L)));
        }
        return rows.withColumn(
                        TrendComparisons.COMPLETENESS,
                        share(
                                col(Populations.at(0, StorePeriods.PRESENT)),
                                col(Populations.at(0, StorePeriods.EXPECTED))))
                .withColumn("completeness_of_base", share(present, expected));
    }

    private static Column share(Column present, Column expected) {
        return when(expected.gt(0), present.divide(expected)).otherwise(1.0);
    }

    static Column days(Column count) {
        return make_interval(lit(0), lit(0), lit(0), count);
    }

    private static Dataset<Row> byMetric(Dataset<Row> rows) {
        BiFunction<String, Integer, Column> value = (name, side) -> col(Populations.at(side, name));
        Column metrics = array(
                metric("net_sales", side -> each(amount(value.apply(HourlySales.NET_SALES, side)), side)),
                metric("units", side -> each(amount(value.apply(HourlySales.UNITS_SOLD, side)), side)),
                metric("transactions", side -> each(value.apply(HourlySales.TRANSACTIONS, side), side)),
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
                                value.apply(HourlySales.GROSS_SALES, point))));
        return Exploded.of(rows, "of", metrics)
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

    /** Of periods that were added up, each. */
    private static Column each(Column sum, int side) {
        return sum.divide(bit_count(col(Populations.at(side, Pairs.TRADED))));
    }

    private static Column ratio(Column part, Column whole) {
        return when(whole.notEqual(0), part.divide(whole));
    }

    private static Column metric(String name, IntFunction<Column> value) {
        List<Column> fields = new ArrayList<>(List.of(
                lit(name).as(TrendComparisons.METRIC),
                value.apply(0).cast(Types.MONEY).as(TrendComparisons.ACTUAL)));
        List<Column> bases = new ArrayList<>();
        List<Column> points = new ArrayList<>();
        List<Column> nearest = new ArrayList<>();
        List<Column> farthest = new ArrayList<>();
        for (int side = 1; side <= SIDES; side++) {
            Column base = value.apply(side).cast(Types.MONEY);
            Column based = base.isNotNull();
            bases.add(base);
            points.add(when(based, bit_count(col(Populations.at(side, Pairs.TRADED))))
                    .otherwise(0));
            nearest.add(when(based, col(Populations.at(side, Pairs.NEAREST))));
            farthest.add(when(based, col(Populations.at(side, Pairs.FARTHEST))));
        }
        fields.add(
                sort_array(array_compact(array(bases.toArray(Column[]::new)))).as("bases"));
        fields.add(points.stream().reduce(Column::plus).orElseThrow().as(TrendComparisons.BASE_POINTS));
        fields.add(least(nearest.toArray(Column[]::new)).as(Pairs.NEAREST));
        fields.add(greatest(farthest.toArray(Column[]::new)).as(Pairs.FARTHEST));
        return struct(fields.toArray(Column[]::new));
    }

    /** The median of the bases; of one base, that base. */
    private static Dataset<Row> withBase(Dataset<Row> rows) {
        Column lower = element_at(col("bases"), expr("(size(bases) + 1) div 2").cast("int"));
        Column upper = element_at(col("bases"), expr("size(bases) div 2 + 1").cast("int"));
        Column delta =
                col(TrendComparisons.ACTUAL).minus(col(TrendComparisons.BASE)).cast(Types.MONEY);
        Column base = nullif(col(TrendComparisons.BASE), lit(0)).cast("double");
        return rows.withColumns(Map.of(
                        TrendComparisons.BASE,
                                when(size(col("bases")).gt(0), lower.plus(upper).divide(2))
                                        .cast(Types.MONEY),
                        TrendComparisons.BASE_START, baseTime(col(TrendComparisons.PERIOD_START), col(Pairs.FARTHEST)),
                        TrendComparisons.BASE_END, baseTime(periodEnd(), col(Pairs.NEAREST))))
                .withColumns(Map.of(
                        TrendComparisons.DELTA, delta,
                        TrendComparisons.PCT, delta.cast("double").divide(base),
                        TrendComparisons.INDEX,
                                col(TrendComparisons.ACTUAL)
                                        .cast("double")
                                        .multiply(100)
                                        .divide(base)));
    }

    /** A time of the period so many local days earlier. */
    private static Column baseTime(Column time, Column daysBefore) {
        Column zone = col(StoreLevels.ZONE);
        Column byTheClock =
                CalendarColumns.instantOf(CalendarColumns.localTime(time, zone).minus(days(daysBefore)), zone);
        return when(PeriodKind.HOUR.isThis(), byTheClock).otherwise(time.minus(days(daysBefore)));
    }

    private static Column periodEnd() {
        Column hour = make_interval(lit(0), lit(0), lit(0), lit(0), lit(1));
        return when(PeriodKind.HOUR.isThis(), col(TrendComparisons.PERIOD_START).plus(hour))
                .otherwise(col(StorePeriods.END).cast("timestamp"));
    }

    private static Dataset<Row> asTable(Dataset<Row> rows) {
        Column based = col(TrendComparisons.BASE).isNotNull();
        Column few = MatchNotes.fewPoints();
        Column completeness = least(col(TrendComparisons.COMPLETENESS), col("completeness_of_base"));
        Column confidence = when(based.equalTo(false), "NONE")
                .when(col(MatchNotes.CUT_OFF), "LOW")
                .when(
                        completeness
                                .geq(GOOD)
                                .and(few.equalTo(false))
                                .and(col(TrendComparisons.ELAPSED_FRACTION).equalTo(1)),
                        "HIGH")
                .when(completeness.geq(FAIR), "MEDIUM")
                .otherwise("LOW");
        Dataset<Row> all = rows.withColumns(Map.of(
                TrendComparisons.MATCH_RULE, MatchNotes.rule(),
                TrendComparisons.MATCH_NOTE, MatchNotes.note(),
                TrendComparisons.BASE_COMPLETENESS, when(based, col("completeness_of_base")),
                TrendComparisons.CONFIDENCE, confidence,
                TrendComparisons.PERIOD_KIND, col(StorePeriods.KIND)));
        return all.select(Stream.of(TrendComparisons.TABLE.rowSchema().fieldNames())
                .map(Column::new)
                .toArray(Column[]::new));
    }
}
