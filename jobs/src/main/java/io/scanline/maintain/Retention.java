package io.scanline.maintain;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.struct;

import io.scanline.config.ScanlineException;
import io.scanline.spark.TableFile;
import io.scanline.spark.TableUpkeep;
import io.scanline.table.Lake;
import io.scanline.table.Runs;
import io.scanline.table.Table;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;

/**
 * Lets whole days of a table go. Days are counted back from the table's newest one, or from today where a till's clock ran
 * ahead: a lake that nobody feeds keeps what it has. What other tables made of the rows stays, so every job that reads the table
 * must have read what is let go.
 */
final class Retention {
    private final Lake lake;

    Retention(Lake lake) {
        this.lake = lake;
    }

    /** @param firstKept first day that the table keeps; null where no day ever went */
    record LetGo(long days, long rows, LocalDate firstKept) {}

    LetGo run(Table table, Optional<Integer> keepDays) {
        LocalDate before = lake.keptSince(table).orElse(null);
        if (keepDays.isEmpty()) {
            return new LetGo(0, 0, before);
        }
        List<TableFile> files = TableFile.of(lake, table);
        LocalDate kept = firstKept(table, files, keepDays.get());
        List<TableFile> leaving = before(kept, table, files);
        if (leaving.isEmpty()) {
            return new LetGo(0, 0, before);
        }
        List<LocalDate> days = leaving.stream()
                .map(file -> day(table, file))
                .distinct()
                .sorted()
                .toList();
        lake.run().step("Letting days of " + table.name() + " before " + kept + " go");
        LocalDate noted = before != null && before.isAfter(kept) ? before : kept;
        TableUpkeep.letGo(lake, table, leaving, days.get(0), noted);
        return new LetGo(
                days.size(), leaving.stream().mapToLong(TableFile::rows).sum(), noted);
    }

    private static List<TableFile> before(LocalDate kept, Table table, List<TableFile> files) {
        return files.stream()
                .filter(file -> kept != null && day(table, file).isBefore(kept))
                .toList();
    }

    private LocalDate firstKept(Table table, List<TableFile> files, int days) {
        LocalDate today = LocalDate.ofInstant(lake.run().startedAt(), ZoneOffset.UTC);
        return files.stream()
                .map(file -> day(table, file))
                .max(LocalDate::compareTo)
                .map(newest -> newest.isAfter(today) ? today : newest)
                .map(newest -> newest.minusDays(days - 1))
                .orElse(null);
    }

    private static LocalDate day(Table table, TableFile file) {
        return LocalDate.parse(file.partition().get(table.dayColumn().orElseThrow()));
    }

    /** Checks that no row is let go which a job has not read yet: it would be missing from what that job computes. */
    void check(Table table, int keepDays) {
        List<TableFile> files = TableFile.of(lake, table);
        LocalDate kept = firstKept(table, files, keepDays);
        if (before(kept, table, files).isEmpty() || lake.latestVersion(Runs.TABLE) < 0) {
            return;
        }
        List<Row> readers = lake.read(Runs.TABLE)
                .where(col(Runs.STATUS)
                        .equalTo(Runs.DONE)
                        .and(col(Runs.INTERVAL_FROM).isNull())
                        .and(col(Runs.INTERVAL_TO).isNull()))
                .groupBy(Runs.JOB)
                .agg(max_by(
                                struct(
                                        element_at(col(Runs.INPUT_VERSIONS), table.name())
                                                .as("read"),
                                        element_at(col(Runs.OUTPUT_VERSIONS), table.name())
                                                .as("written")),
                                col(Runs.STARTED_AT))
                        .as("last"))
                .select(Runs.JOB, "last.read", "last.written")
                .where("read IS NOT NULL AND written IS NULL")
                .orderBy(Runs.JOB)
                .collectAsList();
        for (Row reader : readers) {
            if (lake.changedSince(table, reader.getLong(1), kept)) {
                throw ScanlineException.usage(
                        String.format(
                                "Days of %s have changed since %s last read it, which would never see them again.",
                                table.name(), reader.getString(0)),
                        "Run scanline " + reader.getString(0) + ", then maintain again. Nothing was changed.");
            }
        }
    }
}
