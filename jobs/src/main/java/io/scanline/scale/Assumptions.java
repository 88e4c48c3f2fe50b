package io.scanline.scale;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a plan takes for granted, a sentence each. */
final class Assumptions {
    private Assumptions() {}

    /** @param ledger whether the lake knows what a day loads */
    static List<String> of(RecordedRun run, Demand demand, boolean ledger, HourlyLoad hourly, Fleet fleet) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "simulated from one run of %s with %d executor%s; its executors are the ones meant here%s",
                run.study(),
                run.executors(),
                run.executors() == 1 ? "" : "s",
                run.warm() ? ", warm: a run that starts anew compiles its code as well" : ""));
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
        lines.add(
                "task time grows as the work does, but for what warms executors up and what runs with other volumes show to stay; driver time and reads of Delta's log stay as recorded");
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
}
