package io.scanline.scale;

import io.scanline.config.ScanlineException;
import io.scanline.spark.Result;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a grown chain needs.
 *
 * @param executors fewest that keep the deadline nine times of ten; null where no number does
 * @param usefulExecutors the same; where no number keeps it, as many as make the chain faster, for which times and cost are
 * @param memoryBytes of one executor
 * @param p50Seconds a day's chain, start-up included, simulated
 * @param moreExecutors what other numbers of executors bring
 * @param breaksFirst what would hold it back, the worst first
 * @param elasticity how cost grew with lines in measured runs
 * @param fleet executors hour by hour; null where the lake has no hourly sales, or the recorded run no job that is done hourly
 */
public record PlanResult(
        String study,
        Integer executors,
        int usefulExecutors,
        int coresPerExecutor,
        long memoryBytes,
        double linesADay,
        double p50Seconds,
        double p90Seconds,
        double coreHours,
        BigDecimal costADay,
        String confidence,
        List<String> why,
        List<Step> moreExecutors,
        List<String> lessWork,
        List<String> breaksFirst,
        List<JobElasticity> elasticity,
        Fleet fleet,
        List<String> assumptions)
        implements Result {

    /** One number of executors: the chain's time, what it costs, and the share of it that works. */
    public record Step(int executors, double seconds, double coreHours, BigDecimal cost, double efficiency) {}

    /** @throws ScanlineException refusal that names the jobs, and their steps, whose cost grew faster than their lines */
    public void checkLinear() {
        if (elasticity.isEmpty()) {
            throw ScanlineException.refused(
                    "No job was measured with three volumes or more, so how its cost grows is not known.",
                    "Measure the same command with scale on logs of several sizes.");
        }
        List<String> steep = elasticity.stream()
                .filter(job -> !job.linear())
                .map(JobElasticity::sentence)
                .toList();
        if (!steep.isEmpty()) {
            throw ScanlineException.refused(
                    "Cost grows faster than lines: " + String.join("; ", steep),
                    "Profile the named step: each further line costs more than the last.");
        }
    }

    @Override
    public String summary() {
        StringBuilder text = new StringBuilder();
        if (executors == null) {
            line(
                    text,
                    "No number of executors up to %d keeps the deadline. More than %d are hardly faster; by them a day of %,.0f lines takes %s. Simulated, not measured.",
                    Sizing.MOST,
                    usefulExecutors,
                    linesADay,
                    time(p50Seconds));
        } else {
            line(
                    text,
                    "%d executors of %d core%s and %.1f GB keep the deadline: a day of %,.0f lines takes %s (9 of 10 days less than %s), %.2f core-hours%s. Simulated, not measured.",
                    executors,
                    coresPerExecutor,
                    coresPerExecutor == 1 ? "" : "s",
                    memoryBytes / 1e9,
                    linesADay,
                    time(p50Seconds),
                    time(p90Seconds),
                    coreHours,
                    money(costADay));
        }
        line(text, "Confidence: %s. %s", confidence, String.join("; ", why));
        text.append("\nWhat more executors bring (simulated)\n");
        moreExecutors.forEach(step -> line(
                text,
                "  %5d executors  %10s  %8.2f core-hours%s  %4.0f%% efficient",
                step.executors(),
                time(step.seconds()),
                step.coreHours(),
                money(step.cost()),
                100 * step.efficiency()));
        paragraph(text, "What less work per line brings", lessWork);
        paragraph(text, "What breaks first", breaksFirst);
        paragraph(
                text,
                "How cost grows with lines (1 is linear)",
                elasticity.stream().map(JobElasticity::sentence).toList());
        if (fleet != null) {
            paragraph(text, "Hour by hour, UTC (simulated)", hourByHour());
        }
        paragraph(text, "Assumed", assumptions);
        return text.toString().stripTrailing();
    }

    /** Hours that need as many executors as the one before are one line with it. */
    private List<String> hourByHour() {
        List<String> lines = new ArrayList<>();
        List<Fleet.Hour> hours = fleet.hours();
        for (int first = 0, next; first < hours.size(); first = next) {
            next = first + 1;
            while (next < hours.size()
                    && hours.get(next).executors() == hours.get(first).executors()
                    && hours.get(next).kept() == hours.get(first).kept()) {
                next++;
            }
            List<Fleet.Hour> same = hours.subList(first, next);
            lines.add(String.format(
                    Locale.ROOT,
                    "%02d:00 to %02d:00  %5d executor%s  up to %,.0f lines an hour, done in %s%s",
                    first,
                    next,
                    same.get(0).executors(),
                    same.get(0).executors() == 1 ? " " : "s",
                    same.stream().mapToDouble(Fleet.Hour::lines).max().orElse(0),
                    time(same.stream().mapToDouble(Fleet.Hour::seconds).max().orElse(0)),
                    same.get(0).kept() ? "" : "; no number keeps the deadline"));
        }
        lines.add(String.format(
                Locale.ROOT,
                "A fixed fleet of %d takes %.1f core-hours a day; as many as each hour needs %.1f; given back %d s after their work %.1f: %.0f%% less%s.",
                fleet.fixedExecutors(),
                fleet.fixedCoreHours(),
                fleet.hourlyCoreHours(),
                Fleet.IDLE_SECONDS,
                fleet.releasedCoreHours(),
                100 * fleet.savedShare(),
                money(fleet.savedCost()).replace("cost", "worth")));
        return lines;
    }

    private static void paragraph(StringBuilder text, String title, List<String> lines) {
        if (!lines.isEmpty()) {
            text.append('\n').append(title).append('\n');
            lines.forEach(sentence -> line(text, "  %s", sentence));
        }
    }

    private static void line(StringBuilder text, String pattern, Object... values) {
        text.append(String.format(Locale.ROOT, pattern, values)).append('\n');
    }

    static String time(double seconds) {
        return seconds < 120
                ? String.format(Locale.ROOT, "%.0f s", seconds)
                : seconds < 7200
                        ? String.format(Locale.ROOT, "%.0f min", seconds / 60)
                        : String.format(Locale.ROOT, "%.1f h", seconds / 3600);
    }

    private static String money(BigDecimal cost) {
        return cost == null ? "" : ", cost " + cost.toPlainString();
    }
}
