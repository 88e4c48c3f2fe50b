package io.scanline.maintain;

import io.scanline.spark.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What was done to a lake; in a dry run, what would be.
 *
 * @param stagingRemoved batches whose judged lines ingest left behind
 */
public record MaintainResult(List<TableCare> tables, long stagingRemoved, long stagingBytes, boolean dryRun)
        implements Result {
    private static final int SHOWN = 4;

    @Override
    public String summary() {
        List<TableCare> changed = tables.stream().filter(TableCare::changed).toList();
        List<String> said = new ArrayList<>();
        said.add(
                changed.isEmpty() && stagingRemoved == 0
                        ? String.format(Locale.ROOT, "Nothing to do in %,d tables.", tables.size())
                        : String.format(
                                Locale.ROOT,
                                "%s%,d of %,d tables: %,d files became %,d, %,d files with %s removed from storage%s",
                                dryRun ? "Would maintain " : "Maintained ",
                                changed.size(),
                                tables.size(),
                                sum(TableCare::filesBefore),
                                sum(TableCare::filesAfter),
                                sum(TableCare::filesRemoved),
                                size(sum(TableCare::bytesRemoved)),
                                stagingRemoved == 0
                                        ? "."
                                        : String.format(
                                                Locale.ROOT,
                                                ", and what %,d batches left in staging (%s).",
                                                stagingRemoved,
                                                size(stagingBytes))));
        changed.stream().limit(SHOWN).map(MaintainResult::described).forEach(said::add);
        if (changed.size() > SHOWN) {
            said.add(String.format(
                    Locale.ROOT, "... and %,d more tables; --json has them all.", changed.size() - SHOWN));
        }
        return String.join("\n  ", said);
    }

    private long sum(java.util.function.ToLongFunction<TableCare> count) {
        return tables.stream().mapToLong(count).sum();
    }

    private static String described(TableCare table) {
        List<String> said = new ArrayList<>();
        if (table.daysLetGo() > 0) {
            said.add(String.format(
                    Locale.ROOT,
                    "%,d days with %,d rows let go, kept since %s",
                    table.daysLetGo(),
                    table.rowsLetGo(),
                    table.firstDayKept()));
        }
        if (table.partitionsCompacted() > 0) {
            said.add(String.format(
                    Locale.ROOT,
                    "%,d files (%s, %,d small) became %,d (%s, %,d small)",
                    table.filesBefore(),
                    size(table.bytesBefore()),
                    table.smallFilesBefore(),
                    table.filesAfter(),
                    size(table.bytesAfter()),
                    table.smallFilesAfter()));
        }
        if (table.filesRemoved() > 0) {
            said.add(String.format(
                    Locale.ROOT, "%,d files (%s) removed", table.filesRemoved(), size(table.bytesRemoved())));
        }
        return table.table() + ": " + String.join("; ", said);
    }

    static String size(long bytes) {
        return bytes < MaintainOptions.MEGABYTE
                ? String.format(Locale.ROOT, "%,d KB", (bytes + 1023) / 1024)
                : String.format(Locale.ROOT, "%,.1f MB", bytes / (double) MaintainOptions.MEGABYTE);
    }
}
