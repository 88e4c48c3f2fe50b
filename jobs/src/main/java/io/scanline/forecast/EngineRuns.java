package io.scanline.forecast;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_from_unix_date;
import static org.apache.spark.sql.functions.lit;

import io.scanline.forecast.ForecastOptions.Engine;
import io.scanline.spark.DeltaIo;
import io.scanline.spark.Held;
import io.scanline.spark.Scope;
import io.scanline.table.ForecastModels;
import io.scanline.table.Forecasts;
import io.scanline.table.Lake;
import io.scanline.table.Stores;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/** Runs the engines that were asked for: at earlier origins to score them, and after the last day of history. */
final class EngineRuns {
    private final Lake lake;
    private final ForecastOptions options;
    private final LocalDate first;
    private final int days;
    private final Dataset<Row> facts;
    private final Dataset<Row> demandHistory;
    private final BoostedProfile profile;

    /** @param first day of history, {@code days} their number */
    EngineRuns(
            Lake lake,
            ForecastOptions options,
            LocalDate first,
            int days,
            Dataset<Row> facts,
            Dataset<Row> demandHistory) {
        this.lake = lake;
        this.options = options;
        this.first = first;
        this.days = days;
        this.facts = facts;
        this.demandHistory = demandHistory;
        this.profile = options.engine().profile();
    }

    /** Scores by method and origin; empty where no backtest was asked for. */
    Map<String, Map<LocalDate, Backtest.MeanScore>> score(Backtest backtest) {
        if (options.backtestOrigins() == 0) {
            return Map.of();
        }
        lake.run().step(String.format("Scoring forecasts from %d earlier origins", options.backtestOrigins()));
        if (profile == null) {
            return backtest.publish(lake, byStore(facts));
        }
        try (Held trained = train(DepartmentChoice.all(), backtest.histories())) {
            return backtest.publish(lake, byStore(facts.unionByName(boosting().asFacts(trained.rows()))));
        }
    }

    /** What was written, and the number of models behind it. */
    record Made(DeltaIo.Commit forecasts, long models) {}

    Made forecast() {
        lake.run()
                .step(String.format(
                        "Forecasting %d days after %s from %,d days of history", options.horizonDays(), asOf(), days));
        DepartmentChoice choice = choice();
        if (choice.takesNone()) {
            return new Made(publish(byStore(facts), null), 0);
        }
        try (Held trained = train(choice, days)) {
            Dataset<Row> models = boosting().models(trained.rows(), asOf());
            long kept = DeltaIo.replace(
                            lake, ForecastModels.TABLE, models, Scope.dates(ForecastModels.AS_OF, List.of(asOf())))
                    .rows();
            Dataset<Row> known = facts.unionByName(boosting().asFacts(trained.rows()));
            return new Made(publish(byStore(known), profile.method()), kept);
        }
    }

    private DepartmentChoice choice() {
        if (options.engine() == Engine.AUTO) {
            return EngineChoice.of(lake, asOf(), profile.method());
        }
        return profile == null ? DepartmentChoice.none() : DepartmentChoice.all();
    }

    private LocalDate asOf() {
        return first.plusDays(days - 1L);
    }

    private Boosting boosting() {
        return new Boosting(profile, first, days, options.horizonDays());
    }

    /** @param origins numbers of days of history, the newest first */
    private Held train(DepartmentChoice choice, int... origins) {
        LocalDate oldest = first.plusDays(origins[origins.length - 1] - 1L);
        Dataset<Row> priced = byStore(facts.unionByName(RangeFacts.prices(lake, asOf())));
        Pools pools = Pools.of(lake, demandHistory, oldest, options.horizonDays());
        return Held.of(boosting().train(priced, pools, choice, origins));
    }

    private DeltaIo.Commit publish(Dataset<Row> factsByStore, String boosted) {
        Dataset<Row> forecasts = factsByStore
                .mapPartitions(
                        new ForecastRows(first, days, options.horizonDays(), boosted),
                        Encoders.row(ForecastRows.SCHEMA))
                .withColumn(Forecasts.TARGET_DATE, date_from_unix_date(col("target_day")))
                .withColumn(Forecasts.AS_OF, lit(asOf()))
                .drop("target_day");
        return DeltaIo.replace(lake, Forecasts.TABLE, forecasts, Scope.dates(Forecasts.AS_OF, List.of(asOf())));
    }

    /** Partitions of whole stores, each sorted by store. */
    private Dataset<Row> byStore(Dataset<Row> facts) {
        // twice as many as stores, so that few share one: a task's time is that of its stores
        int partitions =
                (int) Math.max(2, Math.min(4096, 2 * lake.read(Stores.TABLE).count()));
        return facts.repartition(partitions, col(Facts.STORE_ID)).sortWithinPartitions(Facts.STORE_ID);
    }
}
