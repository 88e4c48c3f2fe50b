package io.scanline.spark;

import io.scanline.table.Lake;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.slf4j.LoggerFactory;

/**
 * Tells somebody outside of the lake that a run has begun, and how it ended. Who is told is a matter of Spark's own settings,
 * as every way of starting a job can give them. What cannot be told is logged, and keeps no run from its work.
 */
interface RunReport {
    /** Where OpenLineage events go: a file, or the http address of a collector. */
    String LINEAGE = "spark.scanline.lineage";

    /** A local folder in which each job leaves its figures, in Prometheus' text format. */
    String METRICS = "spark.scanline.metrics";

    void started(Lake lake) throws Exception;

    void ended(Lake lake, RunEnd end) throws Exception;

    /** Those that the session's settings ask for; Spark's own metrics have the figures in any case. */
    static List<RunReport> wanted(SparkSession spark) {
        List<RunReport> reports = new ArrayList<>(List.of(new RunGauges()));
        setting(spark, METRICS).map(MetricsFile::new).ifPresent(reports::add);
        setting(spark, LINEAGE).map(Lineage::new).ifPresent(reports::add);
        return reports;
    }

    /** Tells all of them of a run's beginning, or of its end. */
    static void tell(List<RunReport> reports, Telling telling) {
        for (RunReport report : reports) {
            try {
                telling.to(report);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                LoggerFactory.getLogger(RunReport.class)
                        .warn(
                                "{} could not be told of the run: {}",
                                report.getClass().getSimpleName(),
                                e.toString());
            }
        }
    }

    @FunctionalInterface
    interface Telling {
        void to(RunReport report) throws Exception;
    }

    private static Optional<String> setting(SparkSession spark, String key) {
        return Optional.of(spark.conf().get(key, "")).filter(value -> !value.isBlank());
    }
}
