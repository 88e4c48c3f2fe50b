package io.scanline.spark;

import com.fasterxml.jackson.databind.JsonNode;
import io.scanline.table.Lake;
import io.scanline.table.Table;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.actions.AddFile;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

/** One data file of a table's newest version. */
public final class TableFile {
    private final AddFile file;
    private final Path table;
    private final JsonNode statistics;

    private TableFile(AddFile file, Path table) {
        this.file = file;
        this.table = table;
        this.statistics = FileBounds.parsed(file.stats());
    }

    /** The files of a table, by partition and name; none where it does not exist. */
    public static List<TableFile> of(Lake lake, Table table) {
        Path folder = lake.location(table).path();
        Snapshot newest = DeltaLog.forTable(lake.spark(), folder).update(false, Option.empty(), Option.empty());
        if (newest.version() < 0) {
            return List.of();
        }
        return CollectionConverters.asJava(newest.getAllFiles(true)).stream()
                .map(file -> new TableFile(file, folder))
                .sorted(Comparator.comparing(TableFile::path))
                .toList();
    }

    AddFile file() {
        return file;
    }

    /** The file as a commit adds it that moves rows and changes none. */
    static AddFile withoutChange(AddFile file) {
        return file.copy(
                file.path(),
                file.partitionValues(),
                file.size(),
                file.modificationTime(),
                false,
                file.stats(),
                file.tags(),
                file.deletionVector(),
                file.baseRowId(),
                file.defaultRowCommitVersion(),
                file.clusteringProvider(),
                file.backReference(),
                file.amtPassthrough());
    }

    /** Path below the table's folder. */
    public String path() {
        return file.toPath().toString();
    }

    public String name() {
        return file.toPath().getName();
    }

    public long bytes() {
        return file.size();
    }

    /** Rows of the table in the file, by the table's log. */
    public long rows() {
        return statistics.path("numRecords").asLong() - rowsReplaced();
    }

    /** Rows that the file still holds and the table no longer has. */
    public long rowsReplaced() {
        return file.deletionVector() == null ? 0 : file.deletionVector().cardinality();
    }

    /** Names of the files in storage that the table needs for it. */
    public Stream<String> names() {
        return file.deletionVector() == null || !file.deletionVector().isOnDisk()
                ? Stream.of(name())
                : Stream.of(name(), file.deletionVector().absolutePath(table).getName());
    }

    /** Values of the partition columns, as text. */
    public Map<String, String> partition() {
        return new TreeMap<>(CollectionConverters.asJava(file.partitionValues()));
    }

    /** The least value of a column, as the log states it; empty text where it does not. */
    public String least(String column) {
        return statistics.path("minValues").path(column).asText("");
    }
}
