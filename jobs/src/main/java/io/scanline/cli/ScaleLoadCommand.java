package io.scanline.cli;

import io.scanline.scale.LoadJob;
import io.scanline.scale.LoadOptions;
import io.scanline.scale.LoadResult;
import java.util.Collections;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "load",
        description = {
            "Measures response time and throughput against the number of jobs at once, which share the executors fairly: by one executor, and by as many executors as jobs. Checks Little's law, and records both for the report.",
            "Every job adds up the sales lines of some days of the lake (--from, --to; default: the newest day), and writes nothing. Without --master, a standalone cluster of one-core workers is started here for it."
        })
final class ScaleLoadCommand extends MeasuringCommand<LoadResult> {
    @Option(
            names = "--jobs",
            paramLabel = "N",
            split = ",",
            defaultValue = "1,2,4,8,16,32",
            description = "Numbers of jobs at once (default: ${DEFAULT-VALUE}).")
    List<Integer> jobs;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description =
                    "Jobs that count, for each that runs at once; one more comes first and does not count (default: ${DEFAULT-VALUE}).")
    int rounds;

    @Option(
            names = "--most-executors",
            paramLabel = "N",
            description =
                    "Executors grow with the jobs up to this number (default: the cores of this machine; with --master, as many as jobs).")
    Integer mostExecutors;

    @Override
    Work<LoadResult> work() {
        LoadOptions options = new LoadOptions(jobs, rounds, mostExecutors == null ? most() : mostExecutors, interval());
        return runner -> measured(
                runner,
                folder -> LoadJob.measure(
                        options, System.getenv(), master(), SparkSession.active(), lakeLocation(), folder, this::tell));
    }

    private int most() {
        return master().isPresent() && !jobs.isEmpty()
                ? Math.max(1, Collections.max(jobs))
                : Runtime.getRuntime().availableProcessors();
    }
}
