package io.scanline.ingest;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.scanline.calendar.CalendarColumns;
import io.scanline.table.Lake;
import io.scanline.table.SalesLines;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/** The lake's lines in the sight of a batch: those that leave with the files that it replaces, and those that stay. */
final class StandingLines {
    private final Lake lake;
    private final List<BatchPlan.PlannedFile> replaced;

    StandingLines(Lake lake, BatchPlan plan) {
        this.lake = lake;
        this.replaced = plan.filesToReplace();
    }

    /** The lines that stay on these business days. */
    Dataset<Row> on(Set<LocalDate> days) {
        Dataset<Row> lines =
                lake.read(SalesLines.TABLE).where(CalendarColumns.onDays(col(SalesLines.BUSINESS_DATE), days));
        return replaced.isEmpty()
                ? lines
                : lines.join(broadcast(places()), new String[] {SalesLines.SOURCE_FILE}, "left_anti");
    }

    /** The business days that lines leave. */
    Set<LocalDate> daysLeft() {
        Set<LocalDate> days = new TreeSet<>();
        if (!replaced.isEmpty()) {
            // one value a day, however many lines
            days.addAll(lake.read(SalesLines.TABLE)
                    .where(span())
                    .join(broadcast(places()), new String[] {SalesLines.SOURCE_FILE}, "left_semi")
                    .select(SalesLines.BUSINESS_DATE)
                    .distinct()
                    .as(Encoders.LOCALDATE())
                    .collectAsList());
        }
        return days;
    }

    private Dataset<Row> places() {
        List<String> uris = replaced.stream().map(BatchPlan.PlannedFile::uri).toList();
        return lake.spark().createDataset(uris, Encoders.STRING()).toDF(SalesLines.SOURCE_FILE);
    }

    /** From the first to the last day of the lines that leave, so that no other day is read. */
    private Column span() {
        List<BatchPlan.Replaced> loads = replaced.stream()
                .map(BatchPlan.PlannedFile::replaced)
                .filter(load -> load.firstDay() != null)
                .toList();
        return loads.stream()
                .map(load -> col(SalesLines.BUSINESS_DATE)
                        .between(
                                lit(load.firstDay()).cast("date"),
                                lit(load.lastDay()).cast("date")))
                .reduce(lit(false), Column::or);
    }
}
