package io.scanline.scale;

import io.scanline.config.Interval;
import io.scanline.spark.DeltaIo;
import io.scanline.spark.Job;
import io.scanline.storage.Location;
import io.scanline.table.Lake;
import io.scanline.table.ScaleRuns;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Records how loads were served. Serving them is {@link #measure}'s, which only reads the lake and does not hold it. */
public final class LoadJob implements Job<LoadResult> {
    private final Interval days;
    private final List<LoadLevel> levels;

    LoadJob(Interval days, List<LoadLevel> levels) {
        this.days = days;
        this.levels = levels.stream().sorted(LoadLevel.order()).toList();
    }

    /**
     * Serves the loads on a master, or where none is given on a cluster that lasts as long as the study.
     *
     * @param lake whose lines the jobs add up
     * @param folder an empty one for the logs of cluster and runs
     * @param tell hears what happens next
     */
    public static LoadJob measure(
            LoadOptions options,
            Map<String, String> environment,
            Optional<String> master,
            SparkSession spark,
            Location lake,
            Path folder,
            Consumer<String> tell)
            throws IOException, InterruptedException {
        return MeasuredCluster.with(
                environment, master, folder, options.workers(), Map.of("spark.scheduler.mode", "FAIR"), submission -> {
                    LoadStudy study = new LoadStudy(options, submission, spark, lake, folder, tell);
                    return new LoadJob(study.days(), study.measure());
                });
    }

    @Override
    public String name() {
        return "scale-load";
    }

    @Override
    public LoadResult run(SparkSession spark, Lake lake) {
        String study = lake.run().id();
        lake.run().step("Recording " + levels.size() + " loads");
        List<Row> rows = levels.stream()
                .flatMap(level -> level.rows().stream())
                .map(row -> row.in(study, true))
                .toList();
        DeltaIo.append(
                lake,
                ScaleRuns.TABLE,
                spark.createDataFrame(rows, ScaleRuns.TABLE.rowSchema()).coalesce(1));
        return LoadResult.of(study, days, levels, lake.dryRun());
    }
}
