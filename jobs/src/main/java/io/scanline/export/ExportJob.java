package io.scanline.export;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import io.scanline.calendar.CalendarColumns;
import io.scanline.config.Interval;
import io.scanline.config.ScanlineException;
import io.scanline.spark.Job;
import io.scanline.spark.RowExpression;
import io.scanline.storage.Location;
import io.scanline.table.Lake;
import io.scanline.table.Table;
import io.scanline.table.Tables;
import java.io.IOException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Writes the rows of one version of a table to files. What is there already is never overwritten. */
public final class ExportJob implements Job<ExportResult> {
    private final ExportOptions options;

    public ExportJob(ExportOptions options) {
        this.options = options;
    }

    @Override
    public String name() {
        return "export";
    }

    @Override
    public Object options() {
        return options;
    }

    @Override
    public Interval interval() {
        return options.interval();
    }

    @Override
    public boolean writesTables() {
        return false;
    }

    @Override
    public ExportResult run(SparkSession spark, Lake lake) {
        Table table = options.table();
        checkExists(lake);
        Dataset<Row> wanted = lake.read(table).transform(this::ofDays).transform(this::onlyWanted);
        FileSystem files = options.out().fileSystem(spark.sparkContext().hadoopConfiguration());
        checkFree(files);
        lake.run().step("Counting rows of " + table.name());
        long rows = wanted.count();
        if (!lake.dryRun()) {
            lake.run().step(String.format(Locale.ROOT, "Writing %,d rows of %s", rows, table.name()));
            write(files, wanted, lake.run().id());
            lake.run().linesOut(rows);
        }
        return new ExportResult(
                table.name(),
                lake.version(table),
                rows,
                options.format().extension().substring(1),
                options.out().toString(),
                lake.dryRun());
    }

    private void checkExists(Lake lake) {
        if (!lake.exists(options.table())) {
            String there = Tables.all().stream()
                    .filter(table -> lake.latestVersion(table) >= 0)
                    .map(Table::name)
                    .collect(Collectors.joining(", "));
            throw ScanlineException.usage(
                    "The lake " + lake.root() + " has no table "
                            + options.table().name() + " yet.",
                    there.isEmpty() ? "It has no tables at all: check --lake." : "It has " + there + ".");
        }
    }

    private Dataset<Row> ofDays(Dataset<Row> rows) {
        Interval days = options.interval();
        return days.isUnbounded()
                ? rows
                : rows.where(
                        CalendarColumns.within(col(options.table().dayColumn().orElseThrow()), days.from(), days.to()));
    }

    private Dataset<Row> onlyWanted(Dataset<Row> rows) {
        if (options.where().isEmpty()) {
            return rows;
        }
        String condition = options.where().get();
        Optional<String> problem =
                RowExpression.checkCondition(rows.sparkSession(), rows.schema(), condition, new HashSet<>());
        if (problem.isPresent()) {
            throw ScanlineException.usage(
                    "--where cannot be used: " + problem.get(),
                    "Give a condition on one row, such as \"store_id = 'S001'\". The columns are "
                            + Stream.of(rows.schema().fieldNames()).collect(Collectors.joining(", ")) + ".");
        }
        return rows.where(expr(condition));
    }

    private void checkFree(FileSystem files) {
        try {
            if (files.exists(options.out().path())) {
                throw ScanlineException.usage(
                        options.out() + " is there already, and export overwrites nothing.",
                        "Remove it, or give --out another name.");
            }
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    private void write(FileSystem files, Dataset<Row> rows, String runId) {
        try {
            if (options.singleFile()) {
                writeFile(files, rows, runId);
            } else {
                writeFolder(rows, options.out());
            }
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    /** One part file beside the target, moved to it once it is whole. */
    private void writeFile(FileSystem files, Dataset<Row> rows, String runId) throws IOException {
        Path target = options.out().path();
        Path unfinished = new Path(target.getParent(), "_" + target.getName() + "." + runId);
        try {
            writeFolder(rows.coalesce(1), Location.of(unfinished.toString()));
            Path part = Stream.of(files.listStatus(unfinished))
                    .filter(FileStatus::isFile)
                    .map(FileStatus::getPath)
                    .filter(path -> path.getName().startsWith("part-"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("Spark wrote no part file to " + unfinished));
            if (!files.rename(part, target)) {
                throw new IOException(part + " could not be moved to " + target);
            }
            if (files instanceof LocalFileSystem local) {
                // Hadoop's check sums beside a local file mean nothing to others
                local.getRaw().delete(local.getChecksumFile(target), false);
            }
        } finally {
            files.delete(unfinished, true);
        }
    }

    private void writeFolder(Dataset<Row> rows, Location folder) {
        String place = folder.toString();
        switch (options.format()) {
            case CSV -> csv(Cells.asCsv(rows)).csv(place);
            case JSONL ->
                Cells.asJson(rows).write().option("ignoreNullFields", false).json(place);
            case PARQUET -> rows.write().parquet(place);
        }
    }

    /** As RFC 4180 has it: quotes doubled, spaces kept. */
    private static DataFrameWriter<Row> csv(Dataset<Row> cells) {
        return cells.write()
                .option("header", true)
                .option("escape", "\"")
                .option("ignoreLeadingWhiteSpace", false)
                .option("ignoreTrailingWhiteSpace", false);
    }

    private ScanlineException cannotWrite(IOException e) {
        return ScanlineException.storage(
                options.out() + " cannot be written: " + e.getMessage(),
                "Check that the folder exists or can be created, and that you may write there.",
                e);
    }
}
