package io.scanline.spark;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import io.scanline.table.Lake;
import org.apache.spark.SparkEnv;
import org.apache.spark.metrics.MetricsSystem;
import org.apache.spark.metrics.source.Source;
import scala.jdk.javaapi.CollectionConverters;

/** A run's figures among Spark's own metrics, for whatever sink metrics.properties names: {@code scanline.JOB.lines_in} and the like. */
final class RunGauges implements RunReport {

    /** The gauges of one job; those of its run before are taken away. */
    private record Figures(String sourceName, MetricRegistry metricRegistry) implements Source {
        void register(String name, Gauge<Number> gauge) {
            metricRegistry.register(name, gauge);
        }
    }

    @Override
    public void started(Lake lake) {
        Run run = lake.run();
        Figures figures = new Figures("scanline." + run.job(), new MetricRegistry());
        figures.register("lines_in", run::linesIn);
        figures.register("lines_out", run::linesOut);
        replace(figures);
    }

    @Override
    public void ended(Lake lake, RunEnd end) {
        Figures figures = new Figures("scanline." + lake.run().job(), new MetricRegistry());
        RunFigures.of(lake, end).forEach((name, value) -> figures.register(name, () -> value));
        end.counts().forEach((name, value) -> figures.register("result." + name, () -> value));
        replace(figures);
    }

    /** One at a time: parts of a chain run side by side. */
    private static void replace(Figures figures) {
        MetricsSystem metrics = SparkEnv.get().metricsSystem();
        synchronized (RunGauges.class) {
            CollectionConverters.asJava(metrics.getSourcesByName(figures.sourceName()))
                    .forEach(metrics::removeSource);
            metrics.registerSource(figures);
        }
    }
}
