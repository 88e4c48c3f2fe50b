package io.scanline.scale;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.scanline.stats.Elasticity;
import io.scanline.table.Lake;
import io.scanline.table.ScaleRuns;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;

/** The slope of log cost against log lines over all measured runs of a lake, job by job. */
final class CostGrowth {
    private static final int POINTS = 3;
    /** Steps below this share of the largest run's CPU time decide nothing. */
    private static final double MATTERS = 0.05;

    private CostGrowth() {}

    /**
     * Jobs that were measured with three volumes or more; one run of one executor can be compared with one of many by its CPU time.
     *
     * @param warm which runs to compare: those whose applications had run the same before, or the others
     */
    static List<JobElasticity> of(Lake lake, boolean warm, List<RecordedRun> recorded) {
        List<RecordedRun> alike =
                recorded.stream().filter(run -> run.warm() == warm).toList();
        Map<String, List<double[]>> points = new TreeMap<>();
        for (Row row : lake.read(ScaleRuns.TABLE)
                .where(col(ScaleRuns.KIND)
                        .equalTo(ScaleRuns.MEASURED)
                        .and(not(ScaleRuns.isLoad()))
                        .and(coalesce(col(ScaleRuns.WARM), lit(false)).equalTo(warm))
                        .and(col(ScaleRuns.LINES).gt(0))
                        .and(col(ScaleRuns.CPU_S).gt(0)))
                .select(ScaleRuns.JOB, ScaleRuns.LINES, ScaleRuns.CPU_S)
                .collectAsList()) {
            points.computeIfAbsent(row.getString(0), none -> new ArrayList<>())
                    .add(new double[] {row.getLong(1), row.getDouble(2)});
        }
        List<JobElasticity> found = new ArrayList<>();
        points.forEach((job, runs) -> {
            if (runs.stream().mapToDouble(run -> run[0]).distinct().count() >= POINTS) {
                Elasticity slope = slope(runs);
                String worst = slope.slope() > JobElasticity.LINEAR ? worst(job, alike) : null;
                found.add(new JobElasticity(job, slope, runs.size(), worst));
            }
        });
        return found;
    }

    private static Elasticity slope(List<double[]> points) {
        return Elasticity.of(
                points.stream().mapToDouble(point -> point[0]).toArray(),
                points.stream().mapToDouble(point -> point[1]).toArray());
    }

    private static String worst(String job, List<RecordedRun> recorded) {
        Map<String, List<double[]>> byStep = new TreeMap<>();
        double most = 0;
        for (RecordedRun run : recorded) {
            Long lines = run.linesByJob().get(job);
            if (lines != null && lines > 0) {
                Map<String, Double> cpu = cpuByStep(job, run);
                most = Math.max(
                        most,
                        cpu.values().stream().mapToDouble(Double::doubleValue).sum());
                cpu.forEach((step, seconds) ->
                        byStep.computeIfAbsent(step, none -> new ArrayList<>()).add(new double[] {lines, seconds}));
            }
        }
        String worst = null;
        double steepest = JobElasticity.LINEAR;
        for (Map.Entry<String, List<double[]>> step : byStep.entrySet()) {
            List<double[]> points = step.getValue();
            double largest =
                    points.stream().mapToDouble(point -> point[1]).max().orElse(0);
            if (points.stream().mapToDouble(point -> point[0]).distinct().count() > 1
                    && largest > MATTERS * most
                    && slope(points).slope() > steepest) {
                steepest = slope(points).slope();
                worst = step.getKey();
            }
        }
        return worst;
    }

    private static Map<String, Double> cpuByStep(String job, RecordedRun run) {
        Map<String, Double> cpu = new TreeMap<>();
        run.traces().stream()
                .flatMap(trace -> trace.jobs().stream())
                .filter(one -> one.command().equals(job))
                .forEach(one -> one.stages().stream()
                        .filter(stage -> stage.cost().cpu() > 0)
                        .forEach(stage -> cpu.merge(one.step(), stage.cost().cpu(), Double::sum)));
        return cpu;
    }
}
