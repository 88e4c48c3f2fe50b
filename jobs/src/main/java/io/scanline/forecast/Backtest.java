package io.scanline.forecast;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.date_from_unix_date;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sqrt;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.scanline.config.ScanlineException;
import io.scanline.spark.DeltaIo;
import io.scanline.spark.Held;
import io.scanline.spark.Scope;
import io.scanline.table.ForecastScores;
import io.scanline.table.Lake;
import io.scanline.table.Types;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * Forecasts from earlier origins with nothing later than each, scored against the demand that came, at every level.
 *
 * <p>Two passes over executors: forecasts within stores, then sums and scores by level and entity.
 */
final class Backtest {
    private static final String[] QUANTILES = {
        ForecastScores.PINBALL_P05,
        ForecastScores.PINBALL_P10,
        ForecastScores.PINBALL_P25,
        ForecastScores.PINBALL_P50,
        ForecastScores.PINBALL_P75,
        ForecastScores.PINBALL_P90,
        ForecastScores.PINBALL_P95,
        ForecastScores.PINBALL_P975,
        ForecastScores.COVERAGE_50,
        ForecastScores.COVERAGE_80,
        ForecastScores.COVERAGE_90
    };
    private static final int FEWEST_DAYS = 56;

    private final ForecastOptions options;
    private final LocalDate first;
    private final int days;
    private final List<String> methods;

    /**
     * @param first day of history, {@code days} their number, those of the scored horizons included
     * @param boosted method of the boosted engine; null where it is not scored
     */
    Backtest(ForecastOptions options, LocalDate first, int days, String boosted) {
        this.methods = boosted == null ? List.of(StatisticalEngine.NAME) : List.of(StatisticalEngine.NAME, boosted);
        this.options = options;
        this.first = first;
        this.days = days;
        int oldest = BacktestStores.history(options.backtestOrigins() - 1, days, options.horizonDays());
        if (options.backtestOrigins() > 0 && oldest < FEWEST_DAYS) {
            throw ScanlineException.usage(
                    "--backtest " + options.backtestOrigins() + " leaves " + Math.max(0, oldest)
                            + " days of history before the oldest origin, fewer than " + FEWEST_DAYS,
                    "Ask for fewer origins or a shorter --horizon.");
        }
    }

    /**
     * The mean of the twelve levels, by method and origin.
     *
     * @param wrmsse weighted root mean squared scaled error
     * @param wspl weighted scaled pinball loss
     */
    record MeanScore(double wrmsse, double wspl) {}

    /**
     * Scores all levels, and says the mean by method and origin.
     *
     * @param factsByStore with what the boosted engine expects at each origin, where it is scored
     */
    Map<String, Map<LocalDate, MeanScore>> publish(Lake lake, Dataset<Row> factsByStore) {
        try (Held held = Held.of(scores(factsByStore))) {
            Dataset<Row> scores = held.rows();
            Dataset<Row> levels = wholeLevels(scores);
            Dataset<Row> rows = entities(scores)
                    .unionByName(levels)
                    .unionByName(velocities(scores))
                    .unionByName(mean(levels));
            Scope scope =
                    Scope.dates(ForecastScores.ORIGIN, origins()).and(Scope.values(ForecastScores.METHOD, methods));
            DeltaIo.replace(lake, ForecastScores.TABLE, rows, scope);
            Map<String, Map<LocalDate, MeanScore>> means = new TreeMap<>();
            // one value a method and origin
            mean(levels)
                    .select(
                            col(ForecastScores.METHOD),
                            col(ForecastScores.ORIGIN).cast("string"),
                            coalesce(col(ForecastScores.WRMSSE), lit(Double.NaN)),
                            coalesce(col(ForecastScores.SCALED_PINBALL), lit(Double.NaN)))
                    .collectAsList()
                    .forEach(row -> means.computeIfAbsent(row.getString(0), method -> new TreeMap<>())
                            .put(LocalDate.parse(row.getString(1)), new MeanScore(row.getDouble(2), row.getDouble(3))));
            return means;
        }
    }

    /** Days of history before each origin, the newest first. */
    int[] histories() {
        return IntStream.range(0, options.backtestOrigins())
                .map(origin -> BacktestStores.history(origin, days, options.horizonDays()))
                .toArray();
    }

    private TreeSet<LocalDate> origins() {
        TreeSet<LocalDate> origins = new TreeSet<>();
        IntStream.of(histories()).forEach(history -> origins.add(first.plusDays(history - 1L)));
        return origins;
    }

    private Dataset<Row> scores(Dataset<Row> factsByStore) {
        int horizon = options.horizonDays();
        int origins = options.backtestOrigins();
        return factsByStore
                .mapPartitions(
                        new BacktestStores(first, days, horizon, origins, boosted()),
                        Encoders.row(BacktestStores.SCHEMA))
                .repartition(col("level"), col("entity"), col("method"))
                .sortWithinPartitions("level", "entity", "method")
                .mapPartitions(new BacktestScores(first, days, horizon, origins), Encoders.row(BacktestScores.SCHEMA))
                .withColumn(ForecastScores.ORIGIN, date_from_unix_date(col("origin_day")))
                .withColumn(ForecastScores.HORIZON_DAYS, lit(horizon));
    }

    private String boosted() {
        return methods.size() == 1 ? null : methods.get(1);
    }

    private static Dataset<Row> entities(Dataset<Row> scores) {
        Dataset<Row> rows = scores.withColumn(ForecastScores.WRMSSE, lit(null).cast(Types.DOUBLE))
                .withColumn(ForecastScores.RMSE, sqrt(col("mse")))
                .withColumn(ForecastScores.WAPE, ratio(col("absolute"), col("demand")))
                .withColumn(ForecastScores.BIAS, ratio(col("error"), col("demand")));
        for (int i = 0; i < QUANTILES.length; i++) {
            rows = rows.withColumn(QUANTILES[i], element_at(col("losses"), i + 1));
        }
        return rows.selectExpr(ForecastScores.TABLE.rowSchema().fieldNames());
    }

    private static Dataset<Row> wholeLevels(Dataset<Row> scores) {
        return together(scores.withColumn(ForecastScores.ENTITY, lit(ScoreLevel.WHOLE_LEVEL)));
    }

    /** Single items by how fast they sold before the origin. */
    private static Dataset<Row> velocities(Dataset<Row> scores) {
        Dataset<Row> items = scores.where(col("level").equalTo(ScoreLevel.ITEM_STORE.name()))
                .withColumn(ForecastScores.ENTITY, col("velocity"));
        return together(items).withColumn(ForecastScores.LEVEL, lit(ScoreLevel.VELOCITY));
    }

    /** One row an origin, method, level and entity, for all series that have these. */
    private static Dataset<Row> together(Dataset<Row> scores) {
        Column[] quantiles = new Column[QUANTILES.length];
        for (int i = 0; i < QUANTILES.length; i++) {
            quantiles[i] = avg(element_at(col("losses"), i + 1)).as(QUANTILES[i]);
        }
        return scores.groupBy(
                        ForecastScores.ORIGIN,
                        ForecastScores.HORIZON_DAYS,
                        ForecastScores.METHOD,
                        ForecastScores.LEVEL,
                        ForecastScores.ENTITY)
                .agg(
                        count(lit(1)).as(ForecastScores.SERIES),
                        with(
                                quantiles,
                                weighted("rmsse").as(ForecastScores.WRMSSE),
                                avg("rmsse").as(ForecastScores.RMSSE),
                                sqrt(avg("mse")).as(ForecastScores.RMSE),
                                avg("mase").as(ForecastScores.MASE),
                                ratio(sum("absolute"), sum("demand")).as(ForecastScores.WAPE),
                                ratio(sum("error"), sum("demand")).as(ForecastScores.BIAS),
                                weighted("scaled_pinball").as(ForecastScores.SCALED_PINBALL)))
                .selectExpr(ForecastScores.TABLE.rowSchema().fieldNames());
    }

    private static Column[] with(Column[] columns, Column... more) {
        Column[] all = Arrays.copyOf(more, more.length + columns.length);
        System.arraycopy(columns, 0, all, more.length, columns.length);
        return all;
    }

    /** Mean weighted by money; a series without a scale takes no part. */
    private static Column weighted(String score) {
        Column known = when(col(score).isNotNull(), col("money"));
        return ratio(sum(col("money").multiply(col(score))), sum(known));
    }

    private static Column ratio(Column above, Column below) {
        return when(below.notEqual(0), above.divide(below));
    }

    /** The twelve levels together. */
    private static Dataset<Row> mean(Dataset<Row> levels) {
        Column[] none = Stream.of(ForecastScores.TABLE.rowSchema().fields())
                .map(field -> switch (field.name()) {
                    case ForecastScores.ORIGIN,
                            ForecastScores.HORIZON_DAYS,
                            ForecastScores.METHOD,
                            ForecastScores.SERIES,
                            ForecastScores.WRMSSE,
                            ForecastScores.SCALED_PINBALL -> col(field.name());
                    case ForecastScores.LEVEL -> lit(ScoreLevel.MEAN).as(field.name());
                    case ForecastScores.ENTITY -> lit(ScoreLevel.WHOLE_LEVEL).as(field.name());
                    default -> lit(null).cast(field.dataType()).as(field.name());
                })
                .toArray(Column[]::new);
        return levels.groupBy(ForecastScores.ORIGIN, ForecastScores.HORIZON_DAYS, ForecastScores.METHOD)
                .agg(
                        sum(ForecastScores.SERIES).as(ForecastScores.SERIES),
                        avg(ForecastScores.WRMSSE).as(ForecastScores.WRMSSE),
                        avg(ForecastScores.SCALED_PINBALL).as(ForecastScores.SCALED_PINBALL))
                .select(none);
    }
}
