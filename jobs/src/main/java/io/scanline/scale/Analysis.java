package io.scanline.scale;

import io.scanline.config.ScanlineException;
import io.scanline.stats.Robust;
import io.scanline.stats.ScalingFit;
import io.scanline.table.ScaleRuns;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** From the runs of a study to its rows and findings. */
final class Analysis {
    /** Simulated are this many doublings beyond the most executors that were measured. */
    private static final int DOUBLINGS_AHEAD = 4;

    private final List<MeasuredRun> runs;
    private final Optional<BigDecimal> price;
    private final RecordedRun typical;
    private final Model model;
    private final Map<Integer, Map<String, Double>> predicted = new TreeMap<>();
    private final Map<String, Double> single = new TreeMap<>();

    /** @param warm whether the runs' applications had run the same before */
    Analysis(String study, boolean warm, List<MeasuredRun> runs, Optional<BigDecimal> price) {
        this.runs = runs;
        this.price = price;
        checkSameJobs(runs);
        MeasuredRun few = typical(fewest());
        this.typical = new RecordedRun(study, few.executors(), warm, few.linesByJob(), Scatter.of(runs), few.traces());
        this.model = new Model(few.traces());
        for (Measure measure : Measure.of(few.traces())) {
            single.put(measure.job(), executorSeconds(measure.job()));
        }
    }

    private static void checkSameJobs(List<MeasuredRun> runs) {
        Set<String> jobs = Model.jobs(runs.get(0).traces());
        for (MeasuredRun run : runs) {
            Set<String> others = Model.jobs(run.traces());
            if (!others.equals(jobs)) {
                throw ScanlineException.usage(
                        "Runs of the same commands did not do the same: one " + jobs + ", another " + others + ".",
                        "Measure commands whose work does not depend on when they run.");
            }
        }
    }

    /** The run that the model is made of: the middle one of the fewest executors. */
    RecordedRun recordedRun() {
        return typical;
    }

    List<ScaleRow> rows() {
        List<ScaleRow> rows = new ArrayList<>();
        for (MeasuredRun run : runs) {
            Map<String, Double> walls =
                    predicted.computeIfAbsent(run.executors(), executors -> model.walls(executors, command -> 1));
            for (Measure measure : Measure.of(run.traces())) {
                String job = measure.job();
                Long lines = run.lines(job).isPresent() ? run.lines(job).getAsLong() : null;
                double speedUp = single.get(job) / measure.wall();
                rows.add(ScaleRow.measured(measure, run.repeat(), lines, speedUp, walls.get(job), price));
            }
        }
        rows.sort(Comparator.comparing(ScaleRow::job)
                .thenComparing(ScaleRow::executors)
                .thenComparing(ScaleRow::repeat));
        rows.addAll(simulated(rows));
        return rows;
    }

    private List<ScaleRow> simulated(List<ScaleRow> measured) {
        List<ScaleRow> rows = new ArrayList<>();
        for (int doubling = 1; doubling <= DOUBLINGS_AHEAD; doubling++) {
            int executors = most() << doubling;
            Map<String, Model.Prediction> predictions = model.predict(executors, command -> 1, typical.scatter());
            for (String job : single.keySet()) {
                ScaleRow base = measured.stream()
                        .filter(row -> row.job().equals(job))
                        .findFirst()
                        .orElseThrow();
                Model.Prediction prediction = predictions.get(job);
                rows.add(ScaleRow.simulated(base, executors, prediction, single.get(job) / prediction.p50(), price));
            }
        }
        return rows;
    }

    /**
     * What a run of an earlier study foretold of this one's, for each number of executors: simulated rows with the volume of this
     * study, to be held beside the measured ones. None where no recorded run did the same jobs.
     *
     * @param earlier recorded runs, the newest last
     * @param measured this study's rows
     */
    List<ScaleRow> foretold(List<RecordedRun> earlier, List<ScaleRow> measured) {
        RecordedRun same = earlier.stream()
                .filter(typical::isLike)
                .reduce((older, newer) -> newer)
                .orElse(null);
        if (same == null) {
            return List.of();
        }
        List<ScaleRow> rows = new ArrayList<>();
        Model then = new Model(same.traces(), StepGrowth.of(same, earlier));
        for (int executors :
                runs.stream().map(MeasuredRun::executors).distinct().sorted().toList()) {
            Map<String, Model.Prediction> walls =
                    then.predict(executors, command -> growth(command, same), same.scatter());
            for (String job : single.keySet()) {
                ScaleRow base = measured.stream()
                        .filter(row -> row.job().equals(job))
                        .findFirst()
                        .orElseThrow();
                Model.Prediction wall = walls.get(job);
                rows.add(ScaleRow.simulated(base, executors, wall, single.get(job) / wall.p50(), price));
            }
        }
        return rows;
    }

    /** Lines now as a multiple of those then; of a job that counts none, those of all jobs. */
    private double growth(String command, RecordedRun then) {
        long before = then.lines(command);
        long now = typical.lines(command);
        return before == 0 || now == 0 ? 1 : now / (double) before;
    }

    List<JobFinding> findings(List<ScaleRow> rows) {
        Trace[] most = typical(most()).traces().toArray(Trace[]::new);
        return single.keySet().stream()
                .map(job -> finding(
                        job,
                        rows.stream()
                                .filter(row -> row.measured() && row.job().equals(job))
                                .toList(),
                        most))
                .toList();
    }

    private static JobFinding finding(String job, List<ScaleRow> measured, Trace... most) {
        List<Limit> limits = new ArrayList<>();
        for (Trace trace : most) {
            limits.addAll(
                    job.equals(ScaleRuns.CHAIN)
                            ? List.of()
                            : Limit.of(trace, Timeline.recorded(trace), trace.slots(), job));
        }
        List<ScaleRow> fed = measured.stream().filter(row -> !row.starved()).toList();
        boolean enough = fed.stream().map(ScaleRow::executors).distinct().count() > 1;
        ScalingFit fit = enough
                ? ScalingFit.of(
                        fed.stream().mapToDouble(ScaleRow::executors).toArray(),
                        fed.stream().mapToDouble(ScaleRow::wall).toArray())
                : null;
        String notFitted = enough
                ? null
                : "no law: " + (measured.size() - fed.size()) + " of " + measured.size()
                        + " runs were starved of CPU, and the others have one number of executors";
        return new JobFinding(job, fit, notFitted, limits);
    }

    /** Median wall with the fewest executors, times their number. */
    private double executorSeconds(String job) {
        double[] walls = runs.stream()
                .filter(run -> run.executors() == fewest())
                .mapToDouble(run -> Model.measured(run.traces()).get(job))
                .toArray();
        return Robust.median(walls, walls.length) * fewest();
    }

    private MeasuredRun typical(int executors) {
        List<MeasuredRun> sorted = runs.stream()
                .filter(run -> run.executors() == executors)
                .sorted(Comparator.comparingDouble(MeasuredRun::wallOfAll))
                .toList();
        return sorted.get((sorted.size() - 1) / 2);
    }

    private int fewest() {
        return runs.stream().mapToInt(MeasuredRun::executors).min().orElseThrow();
    }

    private int most() {
        return runs.stream().mapToInt(MeasuredRun::executors).max().orElseThrow();
    }
}
