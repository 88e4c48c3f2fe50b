package io.scanline.forecast;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_from_unix_date;
import static org.apache.spark.sql.functions.lit;

import io.scanline.config.Interval;
import io.scanline.config.ScanlineException;
import io.scanline.spark.DeltaIo;
import io.scanline.spark.Job;
import io.scanline.spark.Scope;
import io.scanline.table.DemandHistory;
import io.scanline.table.Forecasts;
import io.scanline.table.Lake;
import io.scanline.table.Stores;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Brings demand_history up to date, forecasts every active item of every store for the days after {@code as-of}, and on request scores
 * forecasts from earlier origins.
 *
 * <p>One shuffle brings a store's facts together; a task holds one store at a time, so memory follows the largest store and time is linear in
 * stores.
 */
public final class ForecastJob implements Job<ForecastResult> {
    private final ForecastOptions options;

    public ForecastJob(ForecastOptions options) {
        this.options = options;
    }

    @Override
    public String name() {
        return "forecast";
    }

    /** Demand does not depend on what is forecast from it, so runs for different days and horizons build on each other. */
    @Override
    public Object options() {
        return "demand";
    }

    @Override
    public Interval interval() {
        return options.interval();
    }

    @Override
    public ForecastResult run(SparkSession spark, Lake lake) {
        lake.run().step("Looking for business days whose demand changed");
        DemandHistoryUpdate update = DemandHistoryUpdate.of(lake, options.interval());
        lake.run().step(String.format("Recovering the demand of %,d business days", update.days()));
        long demandRows = update.publish();
        Dataset<Row> demand = update.demandHistory();

        Span span = span(lake, demand);
        Backtest backtest = new Backtest(options, span.first(), span.days());
        lake.run()
                .step(String.format(
                        "Forecasting %d days after %s from %,d days of history",
                        options.horizonDays(), span.asOf(), span.days()));
        Dataset<Row> facts = byStore(Facts.of(lake, demand, span.first(), span.asOf()), lake);
        DeltaIo.Commit commit = DeltaIo.replace(
                lake, Forecasts.TABLE, forecasts(facts, span), Scope.dates(Forecasts.AS_OF, List.of(span.asOf())));

        Map<LocalDate, Double> scores = new TreeMap<>();
        if (options.backtestOrigins() > 0) {
            lake.run().step(String.format("Scoring forecasts from %d earlier origins", options.backtestOrigins()));
            scores.putAll(backtest.publish(lake, facts));
        }
        return result(lake, span, update.days(), demandRows, commit, scores);
    }

    /** History from {@code first} to {@code asOf}, {@code days} days. */
    private record Span(LocalDate first, LocalDate asOf, int days) {}

    private Span span(Lake lake, Dataset<Row> demand) {
        TreeMap<LocalDate, Long> rowsByDay = new TreeMap<>();
        // one value a day, however many items
        demand.groupBy(DemandHistory.DATE)
                .count()
                .collectAsList()
                .forEach(row -> rowsByDay.put(row.getDate(0).toLocalDate(), row.getLong(1)));
        if (rowsByDay.isEmpty()) {
            throw ScanlineException.usage(
                    "There are no sales to forecast from", "Load some with: scanline ingest --source URI");
        }
        LocalDate oldest = rowsByDay.firstKey();
        LocalDate newest = rowsByDay.lastKey();
        LocalDate asOf = options.asOf() == null ? newest : options.asOf();
        if (asOf.isAfter(newest) || asOf.isBefore(oldest)) {
            throw ScanlineException.usage(
                    "--as-of " + asOf + " is outside the days with sales, " + oldest + " to " + newest,
                    "Give a day among them, or ingest the missing days.");
        }
        LocalDate earliest = asOf.minusDays(options.historyDays() - 1L);
        LocalDate first = oldest.isBefore(earliest) ? earliest : oldest;
        rowsByDay.subMap(first, true, asOf, true).values().forEach(lake.run()::linesIn);
        return new Span(first, asOf, (int) ChronoUnit.DAYS.between(first, asOf) + 1);
    }

    /** Partitions of whole stores, each sorted by store. */
    private static Dataset<Row> byStore(Dataset<Row> facts, Lake lake) {
        // twice as many as stores, so that few share one: a task's time is that of its stores
        int partitions =
                (int) Math.max(2, Math.min(4096, 2 * lake.read(Stores.TABLE).count()));
        return facts.repartition(partitions, col(Facts.STORE_ID)).sortWithinPartitions(Facts.STORE_ID);
    }

    private Dataset<Row> forecasts(Dataset<Row> facts, Span span) {
        return facts.mapPartitions(
                        new ForecastRows(span.first(), span.days(), options.horizonDays()),
                        Encoders.row(ForecastRows.SCHEMA))
                .withColumn(Forecasts.TARGET_DATE, date_from_unix_date(col("target_day")))
                .withColumn(Forecasts.AS_OF, lit(span.asOf()))
                .drop("target_day");
    }

    private ForecastResult result(
            Lake lake,
            Span span,
            int demandDays,
            long demandRows,
            DeltaIo.Commit commit,
            Map<LocalDate, Double> scores) {
        Map<String, Long> qualities = new TreeMap<>();
        if (!commit.skipped()) {
            // four values of quality, however many series
            lake.read(Forecasts.TABLE, commit.version())
                    .where(col(Forecasts.AS_OF)
                            .equalTo(lit(span.asOf()))
                            .and(col(Forecasts.TARGET_DATE)
                                    .equalTo(lit(span.asOf().plusDays(1)))))
                    .groupBy(Forecasts.QUALITY)
                    .count()
                    .collectAsList()
                    .forEach(row -> qualities.put(row.getString(0), row.getLong(1)));
        }
        long series = commit.rows() / options.horizonDays();
        Double mean = scores.isEmpty()
                ? null
                : scores.values().stream()
                        .mapToDouble(Double::doubleValue)
                        .average()
                        .orElseThrow();
        return new ForecastResult(
                span.asOf(),
                options.horizonDays(),
                StatisticalEngine.NAME,
                demandDays,
                demandRows,
                series,
                commit.rows(),
                qualities,
                scores,
                mean);
    }
}
