package io.scanline.scale;

import static org.apache.spark.sql.functions.col;

import io.scanline.config.ScanlineException;
import io.scanline.spark.Job;
import io.scanline.table.Lake;
import io.scanline.table.ScaleRuns;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Simulates the newest recorded run at the volume of a grown chain, and finds the executors that keep a deadline. */
public final class PlanJob implements Job<PlanResult> {
    private static final double SECONDS_AN_HOUR = 3600;
    private static final int STEPS = 6;

    private final PlanOptions options;

    public PlanJob(PlanOptions options) {
        this.options = options;
    }

    @Override
    public String name() {
        return "plan";
    }

    @Override
    public Object options() {
        return options;
    }

    @Override
    public boolean writesTables() {
        return false;
    }

    @Override
    public PlanResult run(SparkSession spark, Lake lake) {
        List<RecordedRun> recorded = new RecordedRuns(lake).all();
        if (recorded.isEmpty()) {
            throw ScanlineException.usage(
                    "No run of this chain was measured yet: the lake " + lake.root() + " holds nothing to plan from.",
                    "Measure one on a day's logs: scanline scale --lake " + lake.root()
                            + " --executors 1,2 run --source URI");
        }
        lake.run().step("Simulating the grown chain");
        RecordedRun run = recorded.get(recorded.size() - 1);
        Model model = new Model(run.traces());
        long recordedLines = run.lines();
        OptionalDouble today = new Today(lake).linesADay();
        double linesToday = today.orElse(recordedLines);
        Demand demand = demand(lake, linesToday, recordedLines);
        Sizing sizing = new Sizing(model, run.scatter(), demand);
        int found = sizing.executors(options.deadline().toSeconds());
        boolean kept = found <= Sizing.MOST;
        int executors = kept ? found : sizing.useful();
        double linesADay = recordedLines * demand.lines();
        HourlyLoad hourly = new HourlyLoad(run);
        Fleet fleet = fleet(lake, hourly, demand, linesADay, cores(model));
        Trust trust = Trust.in(rows(lake, run.study()), demand, executors);
        return new PlanResult(
                run.study(),
                kept ? executors : null,
                executors,
                cores(model),
                roundedUp(sizing.memory(executors)),
                linesADay,
                sizing.p50(executors),
                sizing.p90(executors),
                coreHours(model, sizing, executors),
                cost(coreHours(model, sizing, executors)),
                trust.level(),
                trust.reasons(),
                moreExecutors(model, sizing, executors),
                lessWork(lake, model, run, demand, executors),
                new Weakness(
                                model,
                                sizing,
                                demand,
                                executors,
                                options.deadline().toSeconds())
                        .sentences(),
                lake.exists(ScaleRuns.TABLE) ? CostGrowth.of(lake, recorded) : List.of(),
                fleet,
                assumptions(run, demand, today.isPresent(), hourly, fleet));
    }

    private Demand demand(Lake lake, double linesToday, long recordedLines) {
        Growth growth = options.stores();
        double stores = growth.factor(growth.needsToday() ? new Today(lake).stores("--stores") : 1);
        double sales = options.sales().map(lines -> lines.factor(linesToday)).orElse(stores);
        return new Demand(recordedLines == 0 ? sales : sales * linesToday / recordedLines, stores);
    }

    /** Null where the lake does not tell hours apart, or nothing that is done hourly was recorded. */
    private Fleet fleet(Lake lake, HourlyLoad hourly, Demand demand, double linesADay, int cores) {
        Optional<double[]> shares = hourly.jobs().isEmpty() ? Optional.empty() : new Today(lake).hours();
        return shares.map(hours -> Fleet.of(
                        hours,
                        linesADay,
                        cores,
                        options.deadline().toSeconds(),
                        hourly.need(demand),
                        options.coreHourPrice()))
                .orElse(null);
    }

    private static List<Row> rows(Lake lake, String study) {
        return lake.read(ScaleRuns.TABLE)
                .where(col(ScaleRuns.STUDY)
                        .equalTo(study)
                        .and(col(ScaleRuns.KIND).equalTo(ScaleRuns.MEASURED)))
                .collectAsList();
    }

    private List<PlanResult.Step> moreExecutors(Model model, Sizing sizing, int executors) {
        TreeMap<Integer, PlanResult.Step> steps = new TreeMap<>();
        for (int i = 0; i < STEPS; i++) {
            int number = Math.max(1, i < 4 ? executors >> (3 - i) : executors << (i - 3));
            double hours = coreHours(model, sizing, number);
            double alone = coreHours(model, sizing, 1);
            steps.put(
                    number,
                    new PlanResult.Step(number, sizing.p50(number), hours, cost(hours), Math.min(1, alone / hours)));
        }
        return List.copyOf(steps.values());
    }

    private List<String> lessWork(Lake lake, Model model, RecordedRun run, Demand demand, int executors) {
        List<String> lines = new ArrayList<>();
        for (double share : new double[] {0.9, 0.5}) {
            Sizing lighter = new Sizing(model, run.scatter(), demand.lighter(share));
            int fewer = lighter.executors(options.deadline().toSeconds());
            BigDecimal cost = cost(coreHours(model, lighter, Math.min(fewer, Sizing.MOST)));
            lines.add(String.format(
                    Locale.ROOT,
                    "%.0f%% less in the jobs that read every line: %s instead of %d, %.2f core-hours a day%s (simulated)",
                    100 * (1 - share),
                    fewer > Sizing.MOST ? "still too many executors" : fewer + " executors",
                    executors,
                    coreHours(model, lighter, Math.min(fewer, Sizing.MOST)),
                    cost == null ? "" : ", cost " + cost.toPlainString()));
        }
        new Today(lake)
                .workPerLine()
                .forEach(work -> lines.add(String.format(
                        Locale.ROOT,
                        "%s so far: %.1f CPU seconds a million lines in its first runs, %.1f in the newest (measured)",
                        work.job(),
                        work.first(),
                        work.now())));
        return lines;
    }

    private static List<String> assumptions(
            RecordedRun run, Demand demand, boolean ledger, HourlyLoad hourly, Fleet fleet) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "simulated from one run of %s with %d executor%s; its executors are the ones meant here",
                run.study(),
                run.executors(),
                run.executors() == 1 ? "" : "s"));
        lines.add(String.format(
                Locale.ROOT,
                "jobs that read every line (ingest, summarize) work on %.1f times the recorded lines, the others, whose rows are hours and items of stores, on %.1f times the recorded ones",
                demand.lines(),
                demand.stores()));
        lines.add(
                ledger
                        ? "a day today is the median of what the newest days' loads brought, by the run ledger"
                        : "a day today is what the recorded run loaded: the ledger of this lake has no load");
        lines.add(String.format(
                Locale.ROOT,
                "runs scatter by %.0f%% as repeats of the recorded one did; nine days of ten are meant with that",
                100 * run.scatter()));
        lines.add("task time grows as the work does; driver time and reads of Delta's log stay as recorded");
        lines.add(
                "files and shuffles are cut as Spark cuts them by default; the longest task of a skewed shuffle is not cut");
        lines.add(
                fleet == null
                        ? "hours are not told apart: that takes hourly sales (scanline summarize) and a recorded run of a job that is done hourly ("
                                + String.join(", ", HourlyLoad.JOBS) + ")"
                        : "every hour "
                                + String.join(", ", hourly.jobs())
                                + " run, one after the other, on that hour's share of a day's work, by the units of the newest 28 days' hours, and keep the deadline, or else the hour; jobs of a day are not in the hours");
        lines.add("network and storage keep up with the executors; the driver's own core is not counted in core-hours");
        return lines;
    }

    private static int cores(Model model) {
        return model.applications().get(0).trace().coresPerExecutor();
    }

    private static double coreHours(Model model, Sizing sizing, int executors) {
        return executors * cores(model) * sizing.p50(executors) / SECONDS_AN_HOUR;
    }

    private BigDecimal cost(double coreHours) {
        return options.coreHourPrice()
                .map(price -> price.multiply(BigDecimal.valueOf(coreHours)).setScale(4, RoundingMode.HALF_UP))
                .orElse(null);
    }

    /** Half gigabytes, of which an executor has two at least. */
    private static long roundedUp(long bytes) {
        long half = 500_000_000;
        return Math.max(2 * half, (bytes + half - 1) / half * half);
    }
}
