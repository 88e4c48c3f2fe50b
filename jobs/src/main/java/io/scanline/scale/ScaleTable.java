package io.scanline.scale;

import io.scanline.stats.Robust;
import io.scanline.stats.ScalingFit;
import io.scanline.stats.ScalingLaw;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A study as a table for people: a line a number of executors, then the law and what limits, job by job. */
final class ScaleTable {
    private static final String LINE = "%-10s %5s  %-24s %9s %9s %8s %5s %6s %5s %9s %9s %6s %5s %6s %14s%s%n";

    private static final double WORTH_SAYING = 0.02;
    private static final int STEPS_SHOWN = 3;

    private final ScaleResult result;
    private final StringBuilder text = new StringBuilder();

    ScaleTable(ScaleResult result) {
        this.result = result;
    }

    String text() {
        add(
                "Study %s: %d measured runs, each from the same lake. Starting driver and executors took %.1f s a run"
                        + " and is in no wall below.%s%n%n",
                result.study(),
                result.runs().stream().filter(ScaleRow::measured).count()
                        / Math.max(1, result.jobs().size()),
                result.startUpSeconds(),
                result.warm()
                        ? " Runs are warm: their applications had run the same before, so code was compiled."
                        : "");
        add(
                LINE,
                "job",
                "exec.",
                "wall s, median (min-max)",
                "lines/s",
                "lines/cpu",
                "speed-up",
                "eff.",
                "serial",
                "GC",
                "shuffle",
                "spill",
                "skew",
                "slow",
                "tasks",
                "model s",
                hasPrice() ? "  cost/M lines" : "");
        for (JobFinding job : result.jobs()) {
            lines(job.job());
            law(job);
        }
        add("lines/cpu: lines by CPU second. serial: Karp and Flatt. slow: tasks of over 1 s and three medians."
                + " model: simulated from one run of the fewest executors, and its error against the median. ~:"
                + " simulated, P50 (P90), not measured.%n");
        if (result.runs().stream().anyMatch(ScaleRow::starved)) {
            add("starved: tasks waited for CPU, so the run says little about executors and is not fitted. Measure"
                    + " on a machine with cores to spare.%n");
        }
        if (result.dryRun()) {
            add("Nothing was recorded: this was a dry run.%n");
        }
        return text.toString().stripTrailing();
    }

    private boolean hasPrice() {
        return result.runs().stream().anyMatch(row -> row.costPerMillionLines() != null);
    }

    private void lines(String job) {
        List<ScaleRow> rows =
                result.runs().stream().filter(row -> row.job().equals(job)).toList();
        for (int executors :
                rows.stream().map(ScaleRow::executors).distinct().sorted().toList()) {
            List<ScaleRow> same =
                    rows.stream().filter(row -> row.executors() == executors).toList();
            List<ScaleRow> measured = same.stream().filter(ScaleRow::measured).toList();
            if (measured.isEmpty()) {
                simulated(job, same.get(0));
            } else {
                measured(job, executors, measured);
                same.stream().filter(row -> !row.measured()).forEach(row -> foretold(row, measured));
            }
        }
    }

    private void foretold(ScaleRow row, List<ScaleRow> measured) {
        add(
                "%16s  ~%.1f (P90 %.1f) was foretold from the run of an earlier study: %+.0f%%%n",
                "", row.wall(), row.predictedWall(), 100 * (row.wall() / median(measured, ScaleRow::wall) - 1));
    }

    private void measured(String job, int executors, List<ScaleRow> same) {
        double wall = median(same, ScaleRow::wall);
        double least = same.stream().mapToDouble(ScaleRow::wall).min().orElse(wall);
        double most = same.stream().mapToDouble(ScaleRow::wall).max().orElse(wall);
        double model = median(same, ScaleRow::predictedWall);
        long starved = same.stream().filter(ScaleRow::starved).count();
        add(
                LINE,
                job,
                executors,
                format("%.1f (%.1f-%.1f)", wall, least, most),
                format("%,.0f", median(same, ScaleRow::linesPerSecond)),
                format("%,.0f", median(same, ScaleRow::linesPerCpuSecond)),
                format("%.2f", median(same, ScaleRow::speedUp)),
                format("%.0f%%", 100 * median(same, ScaleRow::efficiency)),
                format("%.2f", median(same, ScaleRow::karpFlatt)),
                format("%.0f%%", 100 * median(same, ScaleRow::gcShare)),
                bytes(median(same, row -> (double) row.shuffleBytes())),
                bytes(median(same, row -> (double) row.spillBytes())),
                format("%.1f", median(same, ScaleRow::skew)),
                format("%.0f", median(same, row -> (double) row.stragglers())),
                format("%.0f", median(same, row -> (double) row.tasks())),
                format("%.1f (%+.0f%%)", model, 100 * (model / wall - 1)),
                cost(same) + (starved > 0 ? "  " + starved + " of " + same.size() + " starved" : ""));
    }

    private void simulated(String job, ScaleRow row) {
        add(
                LINE,
                job,
                row.executors(),
                format("~%.1f (P90 %.1f)", row.wall(), row.predictedWall()),
                "~" + format("%,.0f", median(List.of(row), ScaleRow::linesPerSecond)),
                "",
                "~" + format("%.2f", row.speedUp()),
                "~" + format("%.0f%%", 100 * row.efficiency()),
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                cost(List.of(row)));
    }

    private String cost(List<ScaleRow> rows) {
        double cost = median(
                rows,
                row -> row.costPerMillionLines() == null
                        ? null
                        : (Double) row.costPerMillionLines().doubleValue());
        return hasPrice() ? format("  %12.6f", cost) : "";
    }

    private void law(JobFinding job) {
        if (job.fit() == null) {
            add("  %s%n", job.notFitted());
        } else {
            ScalingFit fit = job.fit();
            add(
                    "  Amdahl: %s serial (%s to %s)%s.%n",
                    percent(fit.amdahl().serial()),
                    percent(fit.amdahlSerial().low()),
                    percent(fit.amdahlSerial().high()),
                    atMost(fit.amdahl()));
            add(
                    "  Universal scalability: %s serial (%s to %s), %.5f coherency (%.5f to %.5f)%s.%n",
                    percent(fit.universal().serial()),
                    percent(fit.serial().low()),
                    percent(fit.serial().high()),
                    fit.universal().coherency(),
                    fit.coherency().low(),
                    fit.coherency().high(),
                    peak(fit.universal()));
        }
        idle(job);
        add("%n");
    }

    /** Each cause with all that it cost, the steps that it cost most in, and what mends it. */
    private void idle(JobFinding job) {
        Map<Cause, List<Limit>> byCause = job.limits().stream().collect(Collectors.groupingBy(Limit::cause));
        byCause.values().stream()
                .sorted(Comparator.comparingDouble(ScaleTable::share).reversed())
                .filter(limits -> share(limits) >= WORTH_SAYING)
                .forEach(limits -> add(
                        "  %.0f%% of the slots' time idle: %s (%s). Mend: %s.%n",
                        100 * share(limits),
                        limits.get(0).cause().reason(),
                        limits.stream()
                                .limit(STEPS_SHOWN)
                                .map(limit -> format("%s %.0f%%", limit.step(), 100 * limit.share()))
                                .collect(Collectors.joining("; ")),
                        limits.get(0).cause().mend()));
    }

    private static double share(List<Limit> limits) {
        return limits.stream().mapToDouble(Limit::share).sum();
    }

    private static String atMost(ScalingLaw law) {
        return Double.isInfinite(law.limit()) ? "" : format(", never more than %.1f times as fast", law.limit());
    }

    private static String peak(ScalingLaw law) {
        return Double.isInfinite(law.peak()) ? "" : format(", slower again beyond %.0f executors", law.peak());
    }

    private static String percent(double fraction) {
        return format("%.1f%%", 100 * fraction);
    }

    private static String bytes(double bytes) {
        return bytes < 1e6 ? format("%.0f kB", bytes / 1e3) : format("%,.0f MB", bytes / 1e6);
    }

    /** NaN, shown as a dash, where no row has a value. */
    private static double median(List<ScaleRow> rows, Function<ScaleRow, Double> value) {
        double[] values = rows.stream()
                .map(value)
                .filter(one -> one != null)
                .mapToDouble(Double::doubleValue)
                .toArray();
        return Robust.median(values, values.length);
    }

    private static String format(String pattern, Object... values) {
        return values.length == 1 && values[0] instanceof Double number && number.isNaN()
                ? "-"
                : String.format(Locale.ROOT, pattern, values);
    }

    private void add(String pattern, Object... values) {
        text.append(String.format(Locale.ROOT, pattern, values));
    }
}
