package io.scanline.scale;

import static org.apache.spark.sql.functions.max;

import com.fasterxml.jackson.core.type.TypeReference;
import io.scanline.config.Interval;
import io.scanline.config.ScanlineException;
import io.scanline.storage.Location;
import io.scanline.table.SalesLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Date;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Serves every load by one executor, in one application, and by executors in proportion, each in an application of its own. */
final class LoadStudy {
    private final LoadOptions options;
    private final Submission submission;
    private final Location table;
    private final Path folder;
    private final Consumer<String> tell;
    private final Interval days;
    private final long lines;

    /**
     * @param spark looks up days and lines
     * @param folder for logs; empty
     * @param tell hears what happens next
     * @throws ScanlineException usage, where the lake has no lines of these days
     */
    LoadStudy(
            LoadOptions options,
            Submission submission,
            SparkSession spark,
            Location lake,
            Path folder,
            Consumer<String> tell)
            throws IOException {
        this.options = options;
        this.submission = submission;
        this.table = lake.child(SalesLines.TABLE.name());
        this.folder = folder;
        this.tell = tell;
        if (!table.fileSystem(spark.sparkContext().hadoopConfiguration()).exists(table.path())) {
            throw noLines(lake);
        }
        Dataset<Row> all = spark.read().format("delta").load(table.toString());
        this.days = options.days().isUnbounded() ? newest(all, lake) : options.days();
        this.lines = all.where(SalesLines.within(days)).count();
        if (lines == 0) {
            throw noLines(lake);
        }
    }

    private static ScanlineException noLines(Location lake) {
        return ScanlineException.usage(
                "The lake " + lake + " has no sales lines of these days, and its jobs add up lines.",
                "Load some with scanline ingest, or name a lake and days that have (--lake, --from, --to).");
    }

    private static Interval newest(Dataset<Row> lines, Location lake) {
        Date day = lines.agg(max(SalesLines.BUSINESS_DATE)).head().getDate(0);
        if (day == null) {
            throw noLines(lake);
        }
        return new Interval(day.toLocalDate(), day.toLocalDate().plusDays(1));
    }

    Interval days() {
        return days;
    }

    List<LoadLevel> measure() throws IOException, InterruptedException {
        List<LoadLevel> levels = new ArrayList<>(serve(options.atOnce(), 1));
        for (int executors : options.inProportion()) {
            levels.addAll(serve(List.of(executors), executors));
        }
        return levels;
    }

    private List<LoadLevel> serve(List<Integer> atOnce, int executors) throws IOException, InterruptedException {
        tell.accept("Jobs at once %s, executors %d".formatted(atOnce, executors));
        Path own = Files.createDirectory(folder.resolve("load-executors-" + executors));
        Path served = own.resolve("served.json");
        LoadOrder order = new LoadOrder(
                table.toString(),
                Objects.toString(days.from(), null),
                Objects.toString(days.to(), null),
                atOnce,
                options.rounds(),
                served.toString());
        Trace trace =
                submission.run("the jobs of a load", LoadDriver.class.getName(), List.of(order.text()), executors, own);
        List<ClosedLoop.Level> levels =
                LoadOrder.JSON.readValue(served.toFile(), new TypeReference<List<ClosedLoop.Level>>() {});
        return levels.stream().map(level -> LoadLevel.of(level, lines, trace)).toList();
    }
}
