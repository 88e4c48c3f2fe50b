package io.scanline.ingest;

import io.scanline.config.CustomerKey;
import io.scanline.spark.RowFiles;
import io.scanline.storage.Location;
import io.scanline.table.Batches;
import io.scanline.table.Lake;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Reads a batch's files once, judges every line, and keeps the outcome in the lake's staging folder, from which duplicates are
 * told, the balance is struck and the tables are written.
 */
final class Staging {
    private static final String LINES = "lines";

    /** The lines once more, where some came without a number. */
    private static final String NUMBERED = "numbered";

    private final SparkSession spark;
    private final Lake lake;
    private final BatchPlan plan;
    private final BatchLines lines;
    private StagedSummary summary;

    Staging(Lake lake, BatchPlan plan, SourceProfile profile, CustomerKey customerKey) {
        this.spark = lake.spark();
        this.lake = lake;
        this.plan = plan;
        this.lines = new BatchLines(lake, plan, profile, customerKey);
    }

    /** Reads and judges all lines; the rows of {@link StagedLines} as they were stored. */
    Dataset<Row> stage() {
        Dataset<Row> judged = stored(lines.judged(), LINES);
        summary = StagedSummary.of(judged);
        Dataset<Row> numbered =
                summary.unnumbered() > 0 ? stored(judged.transform(StagedLines.withOrdinals()), NUMBERED) : judged;
        return numbered.transform(StagedLines.withCalendarTypes());
    }

    /** What {@link #stage} found, before anything else is done to the rows. */
    StagedSummary summary() {
        return summary;
    }

    /** The rows that an earlier {@link #stage} of the same batch stored. */
    Dataset<Row> staged() {
        return read(Batches.isStaged(lake, place(NUMBERED)) ? NUMBERED : LINES)
                .transform(StagedLines.withCalendarTypes());
    }

    private Dataset<Row> stored(Dataset<Row> rows, String name) {
        rows.write().mode("overwrite").format(RowFiles.FORMAT).save(place(name).toString());
        return read(name);
    }

    private Dataset<Row> read(String name) {
        return spark.read()
                .schema(StagedRow.SCHEMA)
                .format(RowFiles.FORMAT)
                .load(place(name).toString());
    }

    private Location place(String name) {
        return Batches.staging(lake.root(), plan.batch()).child(name);
    }

    /** What is staged where no file has to be read. */
    Dataset<Row> nothing() {
        return spark.createDataFrame(List.of(), StagedRow.SCHEMA).transform(StagedLines.withCalendarTypes());
    }

    Dataset<Row> nothingSettled() {
        return spark.createDataFrame(List.of(), KeySettlement.SCHEMA);
    }

    /** Checks the profile against the columns of the files, before a line is read. */
    void check() {
        lines.check();
    }
}
