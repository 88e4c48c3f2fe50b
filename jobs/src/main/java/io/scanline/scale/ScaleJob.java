package io.scanline.scale;

import io.scanline.spark.DeltaIo;
import io.scanline.spark.Job;
import io.scanline.table.Lake;
import io.scanline.table.ScaleRuns;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Records what was measured. Measuring is {@link #measure}'s, which takes hours and holds no lake. */
public final class ScaleJob implements Job<ScaleResult> {
    private final boolean warm;
    private final List<MeasuredRun> runs;
    private final Optional<BigDecimal> price;

    ScaleJob(boolean warm, List<MeasuredRun> runs, Optional<BigDecimal> price) {
        this.warm = warm;
        this.runs = runs;
        this.price = price;
    }

    /**
     * Measures on a master, or where none is given on a cluster that lasts as long as the study.
     *
     * @param folder an empty one for the logs of cluster and runs
     * @param tell hears what happens next
     */
    public static ScaleJob measure(
            ScaleOptions options,
            Map<String, String> environment,
            Optional<String> master,
            SparkSession spark,
            Path folder,
            Consumer<String> tell)
            throws IOException, InterruptedException {
        return MeasuredCluster.with(
                environment,
                master,
                folder,
                options.mostExecutors(),
                Map.of(),
                submission -> new ScaleJob(
                        options.warm(),
                        new Study(options, submission, spark, folder, tell).measure(),
                        options.coreHourPrice()));
    }

    @Override
    public String name() {
        return "scale";
    }

    @Override
    public ScaleResult run(SparkSession spark, Lake lake) {
        String study = lake.run().id();
        lake.run().step("Recording " + runs.size() + " measured runs");
        Analysis analysis = new Analysis(study, warm, runs, price);
        List<ScaleRow> rows = new ArrayList<>(analysis.rows());
        RecordedRuns recorded = new RecordedRuns(lake);
        rows.addAll(analysis.foretold(recorded.all(), rows));
        List<Row> own = rows.stream().map(row -> row.in(study, warm)).toList();
        DeltaIo.append(
                lake,
                ScaleRuns.TABLE,
                spark.createDataFrame(own, ScaleRuns.TABLE.rowSchema()).coalesce(1));
        if (!lake.dryRun()) {
            recorded.add(analysis.recordedRun());
        }
        double startUp = analysis.recordedRun().traces().stream()
                .mapToDouble(Trace::startUp)
                .sum();
        return new ScaleResult(study, warm, rows, analysis.findings(rows), startUp, lake.dryRun());
    }
}
