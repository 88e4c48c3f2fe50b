package io.scanline.ingest;

import io.scanline.config.ScanlineException;
import io.scanline.storage.Location;
import io.scanline.table.Table;
import io.scanline.table.Tables;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;

/** A folder with the files of several reference tables, each named after its table. */
final class ReferenceFolder {
    private static final String ENDING = "\\.(csv|jsonl|parquet)(\\.gz|\\.zst)?";

    private ReferenceFolder() {}

    /**
     * One load a file, in the order in which tables name each other.
     *
     * @throws ScanlineException usage error where no file is named after a reference table
     */
    static List<ReferenceOptions> tables(String folder, double maxRejected, Configuration hadoop) {
        List<FileStatus> files = list(Location.of(folder), hadoop);
        List<ReferenceOptions> tables = Tables.REFERENCE.stream()
                .flatMap(table -> filesOf(table, files)
                        .map(file -> new ReferenceOptions(
                                table, file.getPath().toString(), SourceProfile.contractLayout(), maxRejected)))
                .toList();
        if (tables.isEmpty()) {
            throw ScanlineException.usage(
                    folder + " has no file of a reference table.",
                    "Name them after their tables, such as stores.csv; tables are "
                            + Tables.REFERENCE.stream().map(Table::name).collect(Collectors.joining(", ")) + ".");
        }
        return tables;
    }

    private static Stream<FileStatus> filesOf(Table table, List<FileStatus> files) {
        return files.stream().filter(file -> file.getPath().getName().matches(table.name() + ENDING));
    }

    private static List<FileStatus> list(Location folder, Configuration hadoop) {
        try {
            return List.of(folder.fileSystem(hadoop).listStatus(folder.path()));
        } catch (IOException e) {
            throw ScanlineException.usage(
                    "The folder " + folder + " cannot be listed: " + e.getMessage(),
                    "Give --source a folder with stores.csv, products.csv and so on.");
        }
    }
}
