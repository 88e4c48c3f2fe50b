package io.scanline.spark;

import io.scanline.config.Interval;
import io.scanline.table.Lake;
import io.scanline.table.Runs;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import scala.jdk.javaapi.CollectionConverters;

/** Writes a run's line into the run ledger, one run at a time. */
final class Ledger {
    private Ledger() {}

    static synchronized void record(Lake lake, Interval interval, RunMetrics metrics, String status, String message) {
        Run run = lake.run();
        double wall = Duration.between(run.startedAt(), Instant.now()).toMillis() / 1000.0;
        double cpu = metrics.cpuSeconds();
        Row row = RowFactory.create(
                run.job(),
                java.sql.Timestamp.from(run.startedAt()),
                interval.from() == null ? null : java.sql.Date.valueOf(interval.from()),
                interval.to() == null ? null : java.sql.Date.valueOf(interval.to()),
                CollectionConverters.asScala(run.versionsRead()),
                CollectionConverters.asScala(run.versionsWritten()),
                run.linesIn(),
                run.linesOut(),
                metrics.bytesRead(),
                metrics.executors(),
                Session.cores(lake.spark()),
                wall,
                cpu,
                run.linesIn() == 0 ? null : run.linesIn() / Math.max(wall, 0.001),
                run.linesIn() == 0 ? null : cpu * 1e6 / run.linesIn(),
                metrics.peakMemory(),
                metrics.spilledBytes(),
                metrics.skew().isPresent() ? metrics.skew().getAsDouble() : null,
                run.configHash(),
                CodeVersion.current(),
                status,
                message);
        DeltaIo.append(
                lake,
                Runs.TABLE,
                lake.spark()
                        .createDataFrame(List.of(row), Runs.TABLE.rowSchema())
                        .coalesce(1));
    }
}
