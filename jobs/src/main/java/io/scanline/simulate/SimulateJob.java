package io.scanline.simulate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;

import io.scanline.config.Interval;
import io.scanline.config.ScanlineException;
import io.scanline.spark.DeltaIo;
import io.scanline.spark.Held;
import io.scanline.spark.Job;
import io.scanline.spark.Scope;
import io.scanline.table.DemandHistory;
import io.scanline.table.Lake;
import io.scanline.table.PolicyScores;
import io.scanline.table.SupplyTerms;
import io.scanline.table.Table;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Replays reorder policies over the demand that came, and scores them.
 *
 * <p>One shuffle brings a store's demand together; a task holds one store at a time, so memory follows the largest store and time is
 * linear in stores. The scores of a policy for the same last day are replaced in one commit.
 */
public final class SimulateJob implements Job<SimulateResult> {
    private final SimulateOptions options;

    public SimulateJob(SimulateOptions options) {
        this.options = options;
    }

    @Override
    public String name() {
        return "simulate";
    }

    @Override
    public Object options() {
        return options;
    }

    @Override
    public Interval interval() {
        return options.interval();
    }

    @Override
    public SimulateResult run(SparkSession spark, Lake lake) {
        requireRows(lake, DemandHistory.TABLE, "Run scanline forecast, which keeps the history of demand.");
        requireRows(lake, SupplyTerms.TABLE, "Load it: scanline ingest --dataset supply_terms --source FILE");
        Span span = span(lake);
        lake.run()
                .step("Replaying %d policies over %d days to %s"
                        .formatted(options.entries().size(), span.scoredDays(), span.asOf()));
        try (Held held = Held.of(new SeriesInputs(lake, span)
                .byStore()
                .mapPartitions(new ReplayStores(span, options), Encoders.row(ReplayStores.SCHEMA)))) {
            Dataset<Row> sums = held.rows().where(col(ReplayStores.EXCLUDED).isNull());
            DeltaIo.Commit commit = DeltaIo.replace(
                    lake,
                    PolicyScores.TABLE,
                    new ScoreRows(span).of(sums),
                    Scope.dates(PolicyScores.AS_OF, List.of(span.asOf()))
                            .and(Scope.values(
                                    PolicyScores.POLICY,
                                    options.policies().stream()
                                            .map(PolicyChoice::toString)
                                            .toList())));
            SimulateResult result = new ScoreSummary(span, commit.rows()).of(held.rows());
            lake.run().linesIn(result.items());
            return result;
        }
    }

    private static void requireRows(Lake lake, Table table, String wayOut) {
        if (!lake.exists(table) || lake.read(table).isEmpty()) {
            throw ScanlineException.usage(
                    "There is nothing to replay: " + table.name() + " has no rows in " + lake.root() + ".", wayOut);
        }
    }

    private Span span(Lake lake) {
        Row known = lake.read(DemandHistory.TABLE)
                .agg(min(col(DemandHistory.DATE)), max(col(DemandHistory.DATE)))
                .head();
        LocalDate oldest = known.getDate(0).toLocalDate();
        LocalDate end = known.getDate(1).toLocalDate().plusDays(1);
        LocalDate to =
                options.interval().to() == null || options.interval().to().isAfter(end)
                        ? end
                        : options.interval().to();
        LocalDate from = options.interval().from() == null
                ? later(to.minusDays(SimulateOptions.DEFAULT_DAYS), oldest.plusDays(Span.LEAST_HISTORY))
                : options.interval().from();
        if (!from.isBefore(to) || from.isBefore(oldest.plusDays(Span.LEAST_HISTORY))) {
            throw ScanlineException.usage(
                    "No days can be replayed: demand is known from " + oldest + " to " + end.minusDays(1)
                            + ", and the first " + Span.LEAST_HISTORY + " of them are needed as history.",
                    "Give --from and --to among the days after them, or ingest more days and run scanline forecast.");
        }
        return span(oldest, from, to);
    }

    private Span span(LocalDate oldest, LocalDate from, LocalDate to) {
        long scored = ChronoUnit.DAYS.between(from, to);
        LocalDate tunedFrom = later(from.minusDays(scored), oldest.plusDays(Span.LEAST_HISTORY));
        if (!options.calibrates()) {
            tunedFrom = from;
        } else if (!tunedFrom.isBefore(from.minusDays(Span.LEAST_HISTORY - 1L))) {
            throw ScanlineException.usage(
                    "Policies cannot be calibrated: before " + from + " there are fewer than " + 2 * Span.LEAST_HISTORY
                            + " days of demand, which begins on " + oldest + ".",
                    "Give a later --from, or leave :calibrated away.");
        }
        LocalDate first = later(oldest, tunedFrom.minusDays(Span.WARM_UP + Span.HISTORY));
        return new Span(first, index(first, tunedFrom), index(first, from), index(first, to));
    }

    private static int index(LocalDate first, LocalDate date) {
        return (int) ChronoUnit.DAYS.between(first, date);
    }

    private static LocalDate later(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
    }
}
