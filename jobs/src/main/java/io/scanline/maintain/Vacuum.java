package io.scanline.maintain;

import io.scanline.spark.SessionSettings;
import io.scanline.spark.TableFile;
import io.scanline.storage.Location;
import io.scanline.table.Lake;
import io.scanline.table.Table;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Encoders;
import scala.Console;

/** Removes a table's files that none of its kept versions needs: those that left it long enough ago, and those of broken writes. */
final class Vacuum {
    /** The length was checked when the options were read; a vacuum that changes no row is no commit. */
    private static final Map<String, String> SETTINGS = Map.of(
            "spark.databricks.delta.retentionDurationCheck.enabled", "false",
            "spark.databricks.delta.vacuum.logging.enabled", "false");

    private final Lake lake;
    private final Duration keepVersions;

    Vacuum(Lake lake, Duration keepVersions) {
        this.lake = lake;
        this.keepVersions = keepVersions;
    }

    record Removed(long files, long bytes) {}

    /** @param current the files of the table's newest version */
    Removed run(Table table, List<TableFile> current) {
        List<StoredFile> before = data(table);
        if (!mayRemove(current, before)) {
            return new Removed(0, 0);
        }
        lake.run().step("Removing files of " + table.name() + " that no kept version needs");
        Set<String> gone = lake.dryRun() ? removed(table, "DRY RUN") : vacuumed(table, before);
        return new Removed(
                before.stream().filter(file -> gone.contains(file.name())).count(),
                before.stream()
                        .filter(file -> gone.contains(file.name()))
                        .mapToLong(StoredFile::bytes)
                        .sum());
    }

    private List<StoredFile> data(Table table) {
        Location folder = lake.location(table);
        return StoredFile.below(folder, lake.spark().sparkContext().hadoopConfiguration()).stream()
                .filter(file -> !file.isUnder(folder.child("_delta_log")))
                .toList();
    }

    /** Whether a file is old enough and not in the newest version; a list is much cheaper than Delta's vacuum. */
    private boolean mayRemove(List<TableFile> current, List<StoredFile> stored) {
        Instant before = lake.run().startedAt().minus(keepVersions);
        Set<String> needed = current.stream().flatMap(TableFile::names).collect(Collectors.toSet());
        return stored.stream()
                .anyMatch(file -> !needed.contains(file.name())
                        && (keepVersions.isZero() || file.changedAt().isBefore(before)));
    }

    private Set<String> vacuumed(Table table, List<StoredFile> before) {
        lake.confirmHeld();
        removed(table, "");
        Set<String> left = data(table).stream().map(StoredFile::name).collect(Collectors.toSet());
        return before.stream()
                .map(StoredFile::name)
                .filter(name -> !left.contains(name))
                .collect(Collectors.toSet());
    }

    /** Names of the files that Delta says it removes, or would. */
    private Set<String> removed(Table table, String dryRun) {
        String place = lake.location(table).toString().replace("`", "``");
        String vacuum = "VACUUM delta.`" + place + "` RETAIN " + keepVersions.toHours() + " HOURS " + dryRun;
        List<String> paths = SessionSettings.during(
                lake.spark(),
                SETTINGS,
                // Delta prints how many files it deleted, where only our result belongs, which says the same
                () -> Console.withOut(
                        OutputStream.nullOutputStream(),
                        () -> lake.spark().sql(vacuum).as(Encoders.STRING()).collectAsList()));
        return paths.stream()
                .map(path -> new org.apache.hadoop.fs.Path(path).getName())
                .collect(Collectors.toSet());
    }
}
