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
        StepGrowth growth = StepGrowth.of(run, recorded);
        Model model = new Model(run.traces(), growth);
        long recordedLines = run.lines();
        OptionalDouble today = new Today(lake).linesADay();
        double linesToday = today.orElse(recordedLines);
        Demand demand = demand(lake, linesToday, recordedLines);
        Sizing sizing = new Sizing(model, run.scatter(), demand);
        int found = sizing.executors(options.deadline().toSeconds());
        boolean kept = found <= Sizing.MOST;
        int executors = kept ? found : sizing.useful();
        double linesADay = recordedLines * demand.lines();
        HourlyLoad hourly = new HourlyLoad(run, growth);
        Fleet fleet = fleet(lake, hourly, demand, linesADay, sizing.cores());
        Trust trust = Trust.in(rows(lake, run.study()), demand, executors);
        return new PlanResult(
                run.study(),
                kept ? executors : null,
                executors,
                sizing.cores(),
                sizing.memory(executors),
                linesADay,
                sizing.p50(executors),
                sizing.p90(executors),
                sizing.coreHours(executors),
                cost(sizing.coreHours(executors)),
                trust.level(),
                trust.reasons(),
                moreExecutors(sizing, executors),
                lessWork(lake, model, run, demand, executors),
                new Weakness(
                                model,
                                sizing,
                                demand,
                                executors,
                                options.deadline().toSeconds())
                        .sentences(),
                lake.exists(ScaleRuns.TABLE) ? CostGrowth.of(lake, run.warm(), recorded) : List.of(),
                fleet,
                Assumptions.of(run, demand, today.isPresent(), hourly, fleet));
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

    private List<PlanResult.Step> moreExecutors(Sizing sizing, int executors) {
        TreeMap<Integer, PlanResult.Step> steps = new TreeMap<>();
        for (int i = 0; i < STEPS; i++) {
            int number = Math.max(1, i < 4 ? executors >> (3 - i) : executors << (i - 3));
            double hours = sizing.coreHours(number);
            double alone = sizing.coreHours(1);
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
            BigDecimal cost = cost(lighter.coreHours(Math.min(fewer, Sizing.MOST)));
            lines.add(String.format(
                    Locale.ROOT,
                    "%.0f%% less in the jobs that read every line: %s instead of %d, %.2f core-hours a day%s (simulated)",
                    100 * (1 - share),
                    fewer > Sizing.MOST ? "still too many executors" : fewer + " executors",
                    executors,
                    lighter.coreHours(Math.min(fewer, Sizing.MOST)),
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

    private BigDecimal cost(double coreHours) {
        return options.coreHourPrice()
                .map(price -> price.multiply(BigDecimal.valueOf(coreHours)).setScale(4, RoundingMode.HALF_UP))
                .orElse(null);
    }
}
