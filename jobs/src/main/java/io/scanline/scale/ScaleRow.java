package io.scanline.scale;

import io.scanline.stats.ScalingLaw;
import io.scanline.table.ScaleRuns;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** A row of {@link ScaleRuns}; what does not apply is null. */
public record ScaleRow(
        String job,
        String kind,
        int executors,
        int coresPerExecutor,
        int repeat,
        Long lines,
        long bytes,
        double wall,
        Double cpu,
        Double speedUp,
        Double gcShare,
        Long shuffleBytes,
        Long spillBytes,
        Double skew,
        Integer stragglers,
        Integer tasks,
        boolean starved,
        Double predictedWall,
        BigDecimal costPerMillionLines) {
    private static final double SECONDS_AN_HOUR = 3600;

    static ScaleRow measured(
            Measure measure, int repeat, Long lines, Double speedUp, double predicted, Optional<BigDecimal> price) {
        BigDecimal costPerMillion =
                cost(price, measure.executors() * measure.coresPerExecutor(), measure.wall(), lines);
        return measured(measure, repeat, lines, speedUp, measure.starved(), predicted, costPerMillion);
    }

    /** A job of a load, or all of them: the executors do others meanwhile, so it has neither speed-up nor cost of its own. */
    static ScaleRow served(Measure measure, int repeat, long lines, boolean starved) {
        return measured(measure, repeat, lines, null, starved, null, null);
    }

    private static ScaleRow measured(
            Measure measure,
            int repeat,
            Long lines,
            Double speedUp,
            boolean starved,
            Double predicted,
            BigDecimal costPerMillion) {
        StageCost cost = measure.cost();
        return new ScaleRow(
                measure.job(),
                ScaleRuns.MEASURED,
                measure.executors(),
                measure.coresPerExecutor(),
                repeat,
                lines,
                cost.inputBytes(),
                measure.wall(),
                cost.cpu(),
                speedUp,
                cost.gcShare(),
                cost.shuffleWriteBytes(),
                cost.spillBytes(),
                measure.skew(),
                measure.stragglers(),
                measure.tasks(),
                starved,
                predicted,
                costPerMillion);
    }

    static ScaleRow simulated(
            ScaleRow base, int executors, Model.Prediction prediction, Double speedUp, Optional<BigDecimal> price) {
        return new ScaleRow(
                base.job(),
                ScaleRuns.SIMULATED,
                executors,
                base.coresPerExecutor(),
                0,
                base.lines(),
                base.bytes(),
                prediction.p50(),
                null,
                speedUp,
                null,
                null,
                null,
                null,
                null,
                null,
                false,
                prediction.p90(),
                cost(price, executors * base.coresPerExecutor(), prediction.p50(), base.lines()));
    }

    private static BigDecimal cost(Optional<BigDecimal> price, int cores, double wall, Long lines) {
        if (price.isEmpty() || lines == null || lines == 0) {
            return null;
        }
        BigDecimal coreHours = BigDecimal.valueOf(cores * wall / SECONDS_AN_HOUR * 1e6 / lines);
        return price.get().multiply(coreHours).setScale(8, RoundingMode.HALF_UP);
    }

    public boolean measured() {
        return kind.equals(ScaleRuns.MEASURED);
    }

    public Double linesPerSecond() {
        return lines == null || wall <= 0 ? null : (Double) (lines / wall);
    }

    public Double linesPerCpuSecond() {
        return lines == null || cpu == null || cpu == 0 ? null : (Double) (lines / cpu);
    }

    public Double efficiency() {
        return speedUp == null ? null : (Double) (speedUp / executors);
    }

    public Double karpFlatt() {
        return speedUp == null || executors < 2 ? null : (Double) ScalingLaw.karpFlatt(speedUp, executors);
    }

    /** @param warm whether the application had run the same before */
    Row in(String study, boolean warm) {
        return RowFactory.create(
                study,
                job,
                executors,
                coresPerExecutor,
                repeat,
                lines,
                bytes,
                wall,
                cpu,
                linesPerSecond(),
                linesPerCpuSecond(),
                speedUp,
                efficiency(),
                karpFlatt(),
                gcShare,
                shuffleBytes,
                spillBytes,
                skew,
                stragglers,
                tasks,
                starved,
                predictedWall,
                costPerMillionLines,
                kind,
                warm);
    }
}
