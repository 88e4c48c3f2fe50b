package io.scanline.maintain;

import io.scanline.config.ScanlineException;
import io.scanline.storage.Location;
import io.scanline.table.Batches;
import io.scanline.table.Lake;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;

/**
 * What ingest left in its staging folder: judged lines of batches that are in the ledger, and of dry runs that died. Plans stay:
 * replays and recounts read them.
 */
final class Staging {
    /** A dry run takes no lease and may be under way. */
    private static final Duration DRY_RUN = Duration.ofDays(1);

    private final Lake lake;
    private final Configuration hadoop;

    Staging(Lake lake) {
        this.lake = lake;
        this.hadoop = lake.spark().sparkContext().hadoopConfiguration();
    }

    record Removed(long folders, long bytes) {}

    /** @param all whether folders go of which no plan tells that they are done */
    Removed clear(boolean all) {
        Set<String> done = Batches.planned(lake).stream()
                .map(batch -> Batches.staging(lake.root(), batch).name())
                .collect(Collectors.toSet());
        Instant abandoned = lake.run().startedAt().minus(DRY_RUN);
        List<Location> leaving = folders().stream()
                .filter(folder -> all
                        || done.contains(folder.getPath().getName())
                        || Instant.ofEpochMilli(folder.getModificationTime()).isBefore(abandoned))
                .map(folder -> Location.of(folder.getPath().toString()))
                .toList();
        long bytes = leaving.stream()
                .flatMap(folder -> StoredFile.below(folder, hadoop).stream())
                .mapToLong(StoredFile::bytes)
                .sum();
        if (!lake.dryRun()) {
            leaving.forEach(this::delete);
        }
        return new Removed(leaving.size(), bytes);
    }

    private List<FileStatus> folders() {
        Location staging = Batches.staging(lake.root());
        try {
            return Stream.of(staging.fileSystem(hadoop).listStatus(staging.path()))
                    .toList();
        } catch (FileNotFoundException e) {
            return List.of();
        } catch (IOException e) {
            throw ScanlineException.storage(
                    "Cannot list " + staging + ": " + e.getMessage(),
                    "Check the lake's storage (scanline doctor), then run maintain again.",
                    e);
        }
    }

    private void delete(Location folder) {
        lake.confirmHeld();
        FileSystem files = folder.fileSystem(hadoop);
        try {
            files.delete(folder.path(), true);
        } catch (IOException e) {
            throw ScanlineException.storage(
                    "Cannot delete " + folder + ": " + e.getMessage(),
                    "Delete it by hand; it is no part of any table.",
                    e);
        }
    }
}
