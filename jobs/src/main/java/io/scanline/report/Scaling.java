package io.scanline.report;

import io.scanline.stats.ScalingFit;
import io.scanline.stats.ServedLoad;
import io.scanline.table.Lake;
import io.scanline.table.ScaleRuns;
import java.math.BigDecimal;
import java.util.List;

/**
 * What more executors brought, measured and simulated, and how loads were served.
 *
 * @param jobs each job's newest study, the chain's first
 * @param misses what was foretold beside what came
 * @param load the newest load; null where none was served
 * @param command that measures
 * @param loadCommand that serves loads
 */
record Scaling(List<JobRuns> jobs, List<Miss> misses, Load load, String command, String loadCommand) {

    /**
     * @param warm whether the applications had run the same before
     * @param lines of one run; null where the job counts none
     * @param law null where too few numbers of executors had runs that were not starved of CPU
     */
    record JobRuns(
            String job,
            String study,
            boolean warm,
            Long lines,
            List<Point> measured,
            List<Simulated> simulated,
            ScalingFit law) {}

    /** Runs with one number of executors: medians, with the least and the most of the wall; null where there is no value. */
    record Point(
            int executors,
            int runs,
            int starved,
            double wall,
            double least,
            double most,
            Double speedUp,
            Double linesPerSecond,
            Double costPerMillion) {}

    /** @param p90 wall that nine of ten runs keep */
    record Simulated(int executors, double p50, double p90, Double speedUp, BigDecimal costPerMillion) {}

    /**
     * @param foretold wall that the model said, seconds
     * @param earlier whether it said so from a run of an earlier study, of another volume, and not of this one
     * @param measured median wall
     */
    record Miss(
            String job,
            int executors,
            Long lines,
            double foretold,
            boolean earlier,
            double measured,
            boolean starved) {}

    /**
     * @param lines that each job adds up
     * @param oneExecutor the left panel
     * @param inProportion the right panel: as many executors as jobs
     */
    record Load(String study, long lines, List<Served> oneExecutor, List<Served> inProportion) {}

    record Served(int executors, ServedLoad load, boolean starved) {}

    static Scaling of(Lake lake, String command, String loadCommand) {
        if (!lake.exists(ScaleRuns.TABLE)) {
            return new Scaling(List.of(), List.of(), null, command, loadCommand);
        }
        ScalingReader reader = new ScalingReader(lake);
        return new Scaling(reader.jobs(), reader.misses(), reader.load(), command, loadCommand);
    }
}
