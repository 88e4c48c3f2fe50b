package io.scanline.forecast;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.scanline.config.Interval;
import io.scanline.config.ScanlineException;
import io.scanline.spark.DeltaIo;
import io.scanline.spark.Job;
import io.scanline.table.DemandHistory;
import io.scanline.table.Forecasts;
import io.scanline.table.Lake;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Brings demand_history up to date, forecasts every active item of every store for the days after {@code as-of}, and on request scores
 * forecasts from earlier origins.
 *
 * <p>One shuffle brings a store's facts together; a task holds one store at a time, or the bounded examples of one pool, so memory follows the
 * largest store and time is linear in stores.
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
        if (update.days() == 0 && !lake.exists(DemandHistory.TABLE)) {
            throw noSales();
        }
        lake.run().step(String.format("Recovering the demand of %,d business days", update.days()));
        long demandRows = update.publish();
        Dataset<Row> demand = update.demandHistory();

        Span span = span(lake, demand);
        BoostedProfile profile = options.engine().profile();
        Backtest backtest = new Backtest(options, span.first(), span.days(), profile == null ? null : profile.method());
        Dataset<Row> facts = Facts.of(lake, demand, span.first(), span.asOf());
        EngineRuns engines = new EngineRuns(lake, options, span.first(), span.days(), facts, demand);
        Map<String, Map<LocalDate, Backtest.MeanScore>> scores = engines.score(backtest);
        EngineRuns.Made made = engines.forecast();
        return result(lake, span, update.days(), demandRows, made, scores);
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
            throw noSales();
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

    private static ScanlineException noSales() {
        return ScanlineException.usage(
                "There are no sales to forecast from.", "Load some with: scanline ingest --source URI");
    }

    private ForecastResult result(
            Lake lake,
            Span span,
            int demandDays,
            long demandRows,
            EngineRuns.Made made,
            Map<String, Map<LocalDate, Backtest.MeanScore>> scores) {
        DeltaIo.Commit commit = made.forecasts();
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
        return new ForecastResult(
                span.asOf(),
                options.horizonDays(),
                options.engine().name().toLowerCase(Locale.ROOT),
                demandDays,
                demandRows,
                series,
                commit.rows(),
                qualities,
                made.models(),
                wrmsse(scores),
                means(scores, Backtest.MeanScore::wrmsse),
                means(scores, Backtest.MeanScore::wspl));
    }

    private static Map<String, Map<LocalDate, Double>> wrmsse(Map<String, Map<LocalDate, Backtest.MeanScore>> scores) {
        Map<String, Map<LocalDate, Double>> wrmsse = new TreeMap<>();
        scores.forEach((method, byOrigin) -> {
            Map<LocalDate, Double> values = new TreeMap<>();
            byOrigin.forEach((origin, score) -> values.put(origin, score.wrmsse()));
            wrmsse.put(method, values);
        });
        return wrmsse;
    }

    private static Map<String, Double> means(
            Map<String, Map<LocalDate, Backtest.MeanScore>> scores, ToDoubleFunction<Backtest.MeanScore> score) {
        Map<String, Double> means = new TreeMap<>();
        scores.forEach((method, byOrigin) -> means.put(
                method, byOrigin.values().stream().mapToDouble(score).average().orElseThrow()));
        return means;
    }
}
