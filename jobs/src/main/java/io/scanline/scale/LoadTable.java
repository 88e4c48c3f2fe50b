package io.scanline.scale;

import io.scanline.stats.ServedLoad;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Both panels of a load for people: a line a number of jobs at once, with bars of one scale for both. */
final class LoadTable {
    private static final String LINE = "%7s %5s %6s  %7s %7s %7s  %-20s %8s  %-20s %12s%s%n";
    private static final int BAR = 20;

    private final LoadResult result;
    private final StringBuilder text = new StringBuilder();
    private final double slowest;
    private final double most;

    LoadTable(LoadResult result) {
        this.result = result;
        this.slowest = loads().mapToDouble(ServedLoad::p50).max().orElse(0);
        this.most = loads().mapToDouble(ServedLoad::throughput).max().orElse(0);
    }

    private Stream<ServedLoad> loads() {
        return Stream.of(result.oneExecutor(), result.inProportion())
                .flatMap(List::stream)
                .map(LoadResult.Point::load);
    }

    String text() {
        add(
                "Study %s: every job adds up the sales lines of %s. Response times are seconds.%n",
                result.study(), result.days());
        panel("One executor", result.oneExecutor());
        panel("As many executors as jobs", result.inProportion());
        add(
                "%nX x R: throughput times mean response, which by Little's law are the jobs at once, and how far from them it is.%n");
        if (Stream.of(result.oneExecutor(), result.inProportion())
                .flatMap(List::stream)
                .anyMatch(LoadResult.Point::starved)) {
            add(
                    "starved: tasks waited for CPU, so this machine was measured and not its executors. Measure on one with a core"
                            + " for each executor and one for the driver.%n");
        }
        add(result.dryRun() ? "Nothing was recorded: this was a dry run.%n" : "scanline report draws both.%n");
        return text.toString().stripTrailing();
    }

    private void panel(String title, List<LoadResult.Point> points) {
        add("%n%s%n", title);
        add(LINE, "at once", "exec.", "served", "P50", "P95", "P99", "P50", "jobs/s", "jobs/s", "X x R", "");
        for (LoadResult.Point point : points) {
            ServedLoad load = point.load();
            add(
                    LINE,
                    load.atOnce(),
                    point.executors(),
                    load.served(),
                    format("%.2f", load.p50()),
                    format("%.2f", load.p95()),
                    format("%.2f", load.p99()),
                    bar(load.p50() / slowest),
                    format("%.2f", load.throughput()),
                    bar(load.throughput() / most),
                    format("%.1f (%+.0f%%)", load.inSystem(), 100 * load.deviation()),
                    point.starved() ? "  starved" : "");
        }
    }

    private static String bar(double share) {
        return "#".repeat((int) Math.max(1, Math.round(BAR * share)));
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }

    private void add(String pattern, Object... values) {
        text.append(format(pattern, values));
    }
}
