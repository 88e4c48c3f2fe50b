package io.scanline.forecast;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.posexplode;

import io.scanline.table.ForecastModels;
import java.time.LocalDate;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;

/**
 * Trains the boosted models on executors and brings what they expect back to the stores, as facts. Two shuffles: of examples to their pools, and of
 * expectations to their stores.
 */
final class Boosting {
    /** Tasks for each model, so that few of them get two. */
    private static final int TASKS_A_MODEL = 3;

    private static final int MOST_TASKS = 20_000;

    private final BoostedProfile profile;
    private final LocalDate first;
    private final int days;
    private final int horizon;

    /** @param first day of history, {@code days} their number */
    Boosting(BoostedProfile profile, LocalDate first, int days, int horizon) {
        this.profile = profile;
        this.first = first;
        this.days = days;
        this.horizon = horizon;
    }

    /**
     * What was trained and what it expects, by the schema of {@link PoolTraining}.
     *
     * @param origins numbers of days of history
     */
    Dataset<Row> train(Dataset<Row> factsByStore, Pools pools, DepartmentChoice choice, int... origins) {
        long models = pools.size() * profile.buckets(horizon).size() * origins.length;
        int tasks = (int) Math.max(1, Math.min(MOST_TASKS, TASKS_A_MODEL * models));
        Column[] key = {col("pool"), col("origin"), col("first_day")};
        // sorted to the item, so that trees do not depend on which task delivered first
        Column[] order = Stream.concat(Stream.of(key), Stream.of(col("store_id"), col("item_id")))
                .toArray(Column[]::new);
        return factsByStore
                .mapPartitions(
                        new PoolExamples(profile, pools, choice, first, days, horizon, origins),
                        Encoders.row(PoolExamples.SCHEMA))
                .repartition(tasks, key)
                .sortWithinPartitions(order)
                .mapPartitions(new PoolTraining(profile), Encoders.row(PoolTraining.SCHEMA));
    }

    /** What the models expect, as facts of the stores. */
    Dataset<Row> asFacts(Dataset<Row> trained) {
        Column origin = col("origin").plus((int) first.toEpochDay());
        Dataset<Row> expected = trained.where(col("item_id").isNotNull())
                .select(
                        col("store_id"),
                        col("item_id"),
                        origin.as("until"),
                        origin.plus(col("first_day")).minus(1).as("origin"),
                        posexplode(col("mean")))
                .where(functions.not(col("col").isNaN()))
                .withColumn("kind", lit(Facts.Kind.BOOSTED.ordinal()))
                .withColumn("from", col("origin").plus(col("pos")))
                .withColumn("demand", col("col"))
                .withColumn("flag", lit(false));
        return expected.select(Stream.of(Facts.SCHEMA.fields())
                .map(field -> column(expected, field))
                .toArray(Column[]::new));
    }

    private static Column column(Dataset<Row> rows, StructField field) {
        boolean has = Stream.of(rows.columns()).anyMatch(field.name()::equals);
        return (has ? col("`" + field.name() + "`") : lit(null))
                .cast(field.dataType())
                .as(field.name());
    }

    /** The models, as rows of forecast_models. */
    Dataset<Row> models(Dataset<Row> trained, LocalDate asOf) {
        return trained.where(col("item_id").isNull())
                .select(
                        lit(asOf).as(ForecastModels.AS_OF),
                        col("pool").as(ForecastModels.POOL),
                        col("first_day").as(ForecastModels.FIRST_DAY),
                        col("last_day").as(ForecastModels.LAST_DAY),
                        lit(profile.method()).as(ForecastModels.METHOD),
                        lit(BoostedProfile.SEED).as(ForecastModels.SEED),
                        col("examples").as(ForecastModels.EXAMPLES),
                        col("importances").as(ForecastModels.IMPORTANCES),
                        col("model").as(ForecastModels.MODEL));
    }
}
