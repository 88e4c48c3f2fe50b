package io.scanline.maintain;

import io.scanline.spark.TableFile;
import io.scanline.spark.TableUpkeep;
import io.scanline.table.Lake;
import io.scanline.table.Table;
import java.util.List;
import java.util.Locale;

/**
 * Puts a table's small files together, and writes files anew of which the table has replaced many rows. Rows stay as they are, and so do the jobs that read them: no change is told. It goes on
 * until no partition has many small files, so that a second run finds nothing to do.
 */
final class Compaction {
    private final Lake lake;
    private final Packing packing;

    Compaction(Lake lake, long targetFileBytes) {
        this.lake = lake;
        this.packing = new Packing(targetFileBytes);
    }

    /**
     * A table's files.
     *
     * @param small files of less than half the target size
     */
    record Files(long files, long bytes, long small) {}

    /**
     * @param partitions how many had small files put together
     * @param files the table's files now
     */
    record Done(Files before, Files after, long partitions, List<TableFile> files) {}

    Done run(Table table) {
        List<TableFile> before = TableFile.of(lake, table);
        List<List<TableFile>> groups = groups(table, before);
        long partitions = groups.stream()
                .map(group -> group.get(0).partition())
                .distinct()
                .count();
        if (lake.dryRun()) {
            return new Done(count(before), expected(before, groups), partitions, before);
        }
        List<TableFile> files = before;
        while (!groups.isEmpty()) {
            lake.run()
                    .step(String.format(
                            Locale.ROOT,
                            "Putting %,d files of %s together to %,d",
                            groups.stream().mapToLong(List::size).sum(),
                            table.name(),
                            groups.size()));
            TableUpkeep.rewrite(lake, table, groups, rows -> rows);
            files = TableFile.of(lake, table);
            groups = groups(table, files);
        }
        return new Done(count(before), count(files), partitions, files);
    }

    private List<List<TableFile>> groups(Table table, List<TableFile> files) {
        String inOrderOf =
                table.monthsOf() == null ? table.sortedBy().stream().findFirst().orElse("") : table.monthsOf();
        return packing.groups(files.stream()
                .map(file -> new Packing.Candidate<>(
                        file, file.partition(), file.least(inOrderOf), file.bytes(), file.rows(), file.rowsReplaced()))
                .toList());
    }

    private Files count(List<TableFile> files) {
        return new Files(
                files.size(),
                files.stream().mapToLong(TableFile::bytes).sum(),
                files.stream().filter(file -> packing.isSmall(file.bytes())).count());
    }

    private Files expected(List<TableFile> files, List<List<TableFile>> groups) {
        Files now = count(files);
        long leaving = groups.stream().mapToLong(List::size).sum();
        long smallAgain = groups.stream()
                .filter(group -> packing.isSmall(
                        group.stream().mapToLong(TableFile::bytes).sum()))
                .count();
        long smallLeaving = groups.stream()
                .flatMap(List::stream)
                .filter(file -> packing.isSmall(file.bytes()))
                .count();
        return new Files(now.files() - leaving + groups.size(), now.bytes(), now.small() - smallLeaving + smallAgain);
    }
}
