package io.scanline.compare;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.bit_or;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.datediff;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.make_interval;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.to_utc_timestamp;
import static org.apache.spark.sql.functions.when;

import io.scanline.calendar.CalendarColumns;
import io.scanline.calendar.StoreLevels;
import io.scanline.spark.Exploded;
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
 * <p>What adds up over stores is equal to the level's row. A median is taken of the level's own four weeks, and a mean over the
 * weeks in which any of its stores traded.
 */
final class Populations {
    static final String ALL = "ALL";
    static final String LIKE_FOR_LIKE = "LIKE_FOR_LIKE";

    private static final String PLACE = "place_";
    private static final String MEMBER = "member";
    private static final String ELAPSED = "elapsed";

    private Populations() {}

    /** A value of the period (0) or of one of its comparison's bases (1, nearest, to 4). */
    static String at(int place, String value) {
        return value + "_at_" + place;
    }

    /** One row a level, entity, period, department, currency, comparison and population, where any of its stores traded. */
    static Dataset<Row> atLevels(
            Dataset<Row> pairs,
            Dataset<Row> levels,
            List<CurrencyMode> modes,
            ForecastOrigins origins,
            TargetHours hours) {
        Column start = col(StorePeriods.START);
        Column hour = PeriodKind.HOUR.isThis();
        Column firstShowing = to_utc_timestamp(start, col(StorePeriods.ZONE));
        Column showing = when(
                        col(StorePeriods.REPEATED),
                        firstShowing.plus(make_interval(lit(0), lit(0), lit(0), lit(0), lit(1))))
                .otherwise(firstShowing);
        Column exists =
                CalendarColumns.localTime(showing, col(StorePeriods.ZONE)).equalTo(start);
        Dataset<Row> prepared = pairs;
        for (CurrencyMode mode : modes) {
            prepared = prepared.transform(mode::prepared);
        }
        return prepared.withColumn(ELAPSED, elapsed())
                .withColumn("instant", when(hour, showing).otherwise(start))
                .where(hour.equalTo(false).or(exists.and(hours.ofStores(showing))))
                .transform(rows -> Exploded.of(rows, "of", populations(modes)))
                .select(
                        col(StorePeriods.STORE_ID),
                        col(StorePeriods.KIND),
                        col("instant"),
                        // at the same time it is another day elsewhere
                        when(hour.equalTo(false), col(StorePeriods.END)).as(StorePeriods.END),
                        col(HourlySales.DEPARTMENT),
                        col(ELAPSED),
                        col("of.*"))
                .where(applies(origins))
                .join(broadcast(levels), StorePeriods.STORE_ID)
                .withColumn(
                        TrendComparisons.PERIOD_START,
                        when(hour, CalendarColumns.hourStart(col("instant"), col(StoreLevels.ZONE)))
                                .otherwise(col("instant")))
                .where(hour.equalTo(false).or(hours.ofLevels(col(TrendComparisons.PERIOD_START))))
                .groupBy(key())
                .agg(min(when(actual(), col(ELAPSED))).as(TrendComparisons.ELAPSED_FRACTION), sums())
                .where(col(at(0, HourlySales.NET_SALES)).isNotNull());
    }

    private static Column elapsed() {
        Column start = col(StorePeriods.START).cast("date");
        Column today = col(StorePeriods.RUNNING_DAY).cast("date");
        Column running =
                PeriodKind.HOUR.isThis().equalTo(false).and(today.geq(start)).and(today.lt(col(StorePeriods.END)));
        Column part = datediff(today, start)
                .plus(col(StorePeriods.DAY_ELAPSED))
                .divide(datediff(col(StorePeriods.END), start));
        return when(running, part).otherwise(1.0);
    }

    /** Whether the comparison is for such periods; that with a forecast is for those that have one. */
    private static Column applies(ForecastOrigins origins) {
        Column applies = lit(false);
        for (Comparison comparison : Comparison.values()) {
            Object[] kinds = comparison.kinds().stream().map(Enum::name).toArray();
            applies = applies.or(comparison.isThis().and(col(StorePeriods.KIND).isin(kinds)));
        }
        return applies.and(Comparison.FORECAST
                .isThis()
                .equalTo(false)
                .or(origins.include(col(StorePeriods.KIND), col("instant"))));
    }

    private static Column[] key() {
        List<Column> key = new ArrayList<>();
        for (String name : List.of(
                TrendComparisons.LEVEL,
                TrendComparisons.ENTITY,
                StoreLevels.ZONE,
                StorePeriods.KIND,
                TrendComparisons.PERIOD_START,
                StorePeriods.END,
                TrendComparisons.DEPARTMENT,
                TrendComparisons.CURRENCY,
                TrendComparisons.CURRENCY_MODE,
                TrendComparisons.COMPARISON,
                TrendComparisons.POPULATION)) {
            key.add(col(name));
        }
        return key.toArray(Column[]::new);
    }

    private static Column populations(List<CurrencyMode> modes) {
        return concat(modes.stream()
                .map(mode -> when(mode.isFor(), array(populations(mode))).otherwise(array()))
                .toArray(Column[]::new));
    }

    private static Column[] populations(CurrencyMode mode) {
        List<Column> populations = new ArrayList<>();
        for (Comparison comparison : Comparison.values()) {
            populations.add(population(comparison, mode, ALL, lit(true)));
            populations.add(population(comparison, mode, LIKE_FOR_LIKE, Pairs.likeForLike(comparison)));
        }
        return populations.toArray(Column[]::new);
    }

    private static Column population(Comparison comparison, CurrencyMode mode, String population, Column stores) {
        Column member = coalesce(stores.and(mode.isKnown(comparison)), lit(false));
        List<Column> fields = new ArrayList<>(List.of(
                lit(comparison.name()).as(TrendComparisons.COMPARISON),
                lit(population).as(TrendComparisons.POPULATION),
                mode.currency().as(TrendComparisons.CURRENCY),
                lit(mode.name()).as(TrendComparisons.CURRENCY_MODE),
                member.as(MEMBER)));
        List<String> sides = new ArrayList<>(List.of(mode.now(comparison)));
        comparison.sides().forEach(side -> sides.add(mode.base(side)));
        for (int place = 0; place <= Comparison.MOST_SIDES; place++) {
            boolean used = place < sides.size();
            // an unused place takes the type of the first
            Column side = col(sides.get(used ? place : 0));
            fields.add(when(lit(used).and(member), side).as(PLACE + place));
        }
        return struct(fields.toArray(Column[]::new));
    }

    private static Column actual() {
        return at(PLACE + 0, HourlySales.NET_SALES).isNotNull();
    }

    private static Column at(String place, String value) {
        return col(place).getField(value);
    }

    private static Column[] sums() {
        Column based = lit(false);
        List<Column> sums = new ArrayList<>();
        for (int place = 0; place <= Comparison.MOST_SIDES; place++) {
            String side = PLACE + place;
            for (String value : StorePeriods.VALUES) {
                sums.add(sum(at(side, value)).as(at(place, value)));
            }
            sums.add(bit_or(at(side, Pairs.TRADED)).as(at(place, Pairs.TRADED)));
            sums.add(min(at(side, Pairs.NEAREST)).as(at(place, Pairs.NEAREST)));
            sums.add(max(at(side, Pairs.FARTHEST)).as(at(place, Pairs.FARTHEST)));
            based = place == 0
                    ? based
                    : based.or(at(side, HourlySales.NET_SALES).isNotNull());
        }
        sums.add(count_if(actual().and(based)).as(TrendComparisons.STORES_IN));
        sums.add(count_if(col(MEMBER).equalTo(false)).as(TrendComparisons.STORES_EXCLUDED));
        return sums.toArray(Column[]::new);
    }
}
