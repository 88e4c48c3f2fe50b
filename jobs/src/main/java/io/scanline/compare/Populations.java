package io.scanline.compare;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.datediff;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.make_interval;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.to_utc_timestamp;
import static org.apache.spark.sql.functions.when;

import io.scanline.calendar.CalendarColumns;
import io.scanline.calendar.StoreLevels;
import io.scanline.table.HourlySales;
import io.scanline.table.TrendComparisons;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Adds stores up to their levels, for each comparison over all stores and over those that are like for like.
 *
 * <p>What adds up over stores is equal to the level's row. A median is taken of the level's own four weeks.
 */
final class Populations {
    static final String ALL = "ALL";
    static final String LIKE_FOR_LIKE = "LIKE_FOR_LIKE";

    private static final String MEMBER = "member";
    private static final String ELAPSED = "elapsed";

    private Populations() {}

    /** A value of the period (0) or of one of its base periods (1, nearest, to 4). */
    static String point(String value, int point) {
        return value + "_point_" + point;
    }

    /** How many days before the period a point of the comparison lies. */
    static String lagOf(int point) {
        return "lag_point_" + point;
    }

    /** One row a level, entity, period, department, currency, comparison and population, where any of its stores traded. */
    static Dataset<Row> atLevels(Dataset<Row> pairs, Dataset<Row> levels) {
        Column start = col(StorePeriods.START);
        Column hour = col(StorePeriods.KIND).equalTo(PeriodKind.HOUR.name());
        Column firstShowing = to_utc_timestamp(start, col(StorePeriods.ZONE));
        Column showing = when(
                        col(StorePeriods.REPEATED),
                        firstShowing.plus(make_interval(lit(0), lit(0), lit(0), lit(0), lit(1))))
                .otherwise(firstShowing);
        Column exists =
                CalendarColumns.localTime(showing, col(StorePeriods.ZONE)).equalTo(start);
        return pairs.withColumn(ELAPSED, elapsed())
                .withColumn("instant", when(hour, showing).otherwise(start))
                .where(hour.equalTo(false).or(exists))
                .withColumn("of", explode(array(populations())))
                .select(
                        col(StorePeriods.STORE_ID),
                        col(StorePeriods.KIND),
                        col("instant"),
                        col(HourlySales.DEPARTMENT),
                        col(HourlySales.CURRENCY),
                        col(ELAPSED),
                        col("of.*"))
                .join(broadcast(levels), StorePeriods.STORE_ID)
                .withColumn(
                        TrendComparisons.PERIOD_START,
                        when(hour, CalendarColumns.hourStart(col("instant"), col(StoreLevels.ZONE)))
                                .otherwise(col("instant")))
                .groupBy(key())
                .agg(min(when(actual(), col(ELAPSED))).as(TrendComparisons.ELAPSED_FRACTION), sums())
                .where(actual());
    }

    private static Column elapsed() {
        Column day = col(StorePeriods.DAY_ELAPSED);
        Column week = datediff(col(StorePeriods.RUNNING_DAY), col(StorePeriods.START))
                .plus(day)
                .divide(7);
        return when(
                        Pairs.running(col(StorePeriods.START)),
                        when(col(StorePeriods.KIND).equalTo(PeriodKind.DAY.name()), day)
                                .otherwise(week))
                .otherwise(1.0);
    }

    private static Column[] key() {
        List<Column> key = new ArrayList<>();
        for (String name : List.of(
                TrendComparisons.LEVEL,
                TrendComparisons.ENTITY,
                StoreLevels.ZONE,
                StorePeriods.KIND,
                TrendComparisons.PERIOD_START,
                TrendComparisons.DEPARTMENT,
                TrendComparisons.CURRENCY,
                TrendComparisons.COMPARISON,
                TrendComparisons.POPULATION)) {
            key.add(col(name));
        }
        for (int point = 1; point <= Comparison.MOST_POINTS; point++) {
            key.add(col(lagOf(point)));
        }
        return key.toArray(Column[]::new);
    }

    private static Column[] populations() {
        List<Column> populations = new ArrayList<>();
        for (Comparison comparison : Comparison.values()) {
            populations.add(population(comparison, ALL, lit(true)));
            populations.add(population(comparison, LIKE_FOR_LIKE, Pairs.likeForLike(comparison)));
        }
        return populations.toArray(Column[]::new);
    }

    private static Column population(Comparison comparison, String population, Column member) {
        List<Column> fields = new ArrayList<>(List.of(
                lit(comparison.name()).as(TrendComparisons.COMPARISON),
                lit(population).as(TrendComparisons.POPULATION),
                coalesce(member, lit(false)).as(MEMBER)));
        List<Lag> points = new ArrayList<>(List.of(Lag.NOW));
        points.addAll(comparison.lags());
        for (int point = 0; point <= Comparison.MOST_POINTS; point++) {
            boolean used = point < points.size();
            if (point > 0) {
                fields.add((used ? lit(points.get(point).days()) : lit(null).cast("int")).as(lagOf(point)));
            }
            for (String value : StorePeriods.VALUES) {
                // an unused point takes the type of the first
                Column from = col(points.get(used ? point : 0).column(value));
                fields.add(when(lit(used).and(member), from).as(point(value, point)));
            }
        }
        return struct(fields.toArray(Column[]::new));
    }

    private static Column actual() {
        return col(point(HourlySales.NET_SALES, 0)).isNotNull();
    }

    private static Column[] sums() {
        Column based = lit(false);
        List<Column> sums = new ArrayList<>();
        for (int point = 0; point <= Comparison.MOST_POINTS; point++) {
            for (String value : StorePeriods.VALUES) {
                sums.add(sum(point(value, point)).as(point(value, point)));
            }
            based = point == 0
                    ? based
                    : based.or(col(point(HourlySales.NET_SALES, point)).isNotNull());
        }
        sums.add(count_if(actual().and(based)).as(TrendComparisons.STORES_IN));
        sums.add(count_if(col(MEMBER).equalTo(false)).as(TrendComparisons.STORES_EXCLUDED));
        return sums.toArray(Column[]::new);
    }
}
