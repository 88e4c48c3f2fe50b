package io.scanline.scale;

import static org.apache.spark.sql.functions.col;

import io.scanline.storage.Location;
import io.scanline.table.Runs;
import io.scanline.table.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Runs the commands with each number of executors in turn, as often as asked for, forth and back, so that what changes on the
 * machine meanwhile changes all of them; every run begins with the same lake. What warms up, the disk's cache by a first run or
 * all of an application by the same command, counts for nothing.
 */
public final class Study {
    private final ScaleOptions options;
    private final Submission submission;
    private final SparkSession spark;
    private final Path folder;
    private final Consumer<String> tell;

    /**
     * @param spark reads the ledgers of the runs
     * @param folder for logs; empty
     * @param tell hears what happens next
     */
    Study(ScaleOptions options, Submission submission, SparkSession spark, Path folder, Consumer<String> tell) {
        this.options = options;
        this.submission = submission;
        this.spark = spark;
        this.folder = folder;
        this.tell = tell;
    }

    List<MeasuredRun> measure() throws IOException, InterruptedException {
        List<MeasuredRun> runs = new ArrayList<>();
        if (options.leavesFirst()) {
            tell.accept("Run to warm up, which does not count");
            run(options.fewestExecutors(), 0);
        }
        int all = options.repeat() * options.executors().size();
        for (int repeat = 1; repeat <= options.repeat(); repeat++) {
            for (int executors : order(repeat)) {
                tell.accept("Run %d of %d: executors %d, repeat %d".formatted(runs.size() + 1, all, executors, repeat));
                runs.add(run(executors, repeat));
            }
        }
        return runs;
    }

    private List<Integer> order(int repeat) {
        List<Integer> order = new ArrayList<>(options.executors());
        if (repeat % 2 == 0) {
            Collections.reverse(order);
        }
        return order;
    }

    private MeasuredRun run(int executors, int repeat) throws IOException, InterruptedException {
        String name = "executors-%d-repeat-%d".formatted(executors, repeat);
        Path own = Files.createDirectory(folder.resolve(name));
        List<LakeCopy> before = new ArrayList<>();
        try (LakeCopy lake = copy(name)) {
            for (int time = 1; time <= options.warmRuns(); time++) {
                before.add(copy(name + "-warm-up-" + time));
            }
            Submission.Command application = options.warm()
                    ? submission.after(before.stream().map(LakeCopy::place).toList())
                    : submission::run;
            return run(executors, repeat, lake.place(), own, application);
        } finally {
            before.forEach(LakeCopy::close);
        }
    }

    private LakeCopy copy(String name) {
        Location place = options.work()
                .orElse(Location.of(folder.resolve("lakes")))
                .child(folder.getFileName().toString())
                .child(name);
        return LakeCopy.at(place, options.base(), spark.sparkContext().hadoopConfiguration());
    }

    private MeasuredRun run(int executors, int repeat, Location lake, Path own, Submission.Command application)
            throws IOException, InterruptedException {
        List<Trace> traces = new ArrayList<>();
        for (List<String> command : options.commands()) {
            Path ownOfCommand = Files.createDirectory(own.resolve("" + traces.size()));
            traces.add(application.run(command, executors, lake, ownOfCommand));
        }
        return new MeasuredRun(executors, repeat, traces, lines(lake, traces));
    }

    private Map<String, Long> lines(Location lake, List<Trace> traces) throws IOException {
        Location ledger = lake.child(Runs.TABLE.name());
        FileSystem files = ledger.fileSystem(spark.sparkContext().hadoopConfiguration());
        if (!files.exists(ledger.path())) {
            return Map.of();
        }
        Object[] runs = traces.stream()
                .flatMap(trace -> trace.runStarts().keySet().stream())
                .toArray();
        Map<String, Long> lines = new HashMap<>();
        for (Row row : spark.read()
                .format("delta")
                .load(ledger.toString())
                .where(col(Table.RUN_ID).isin(runs))
                .select(Runs.JOB, Runs.LINES_IN)
                .collectAsList()) {
            lines.merge(row.getString(0), row.getLong(1), Long::sum);
        }
        return lines;
    }
}
