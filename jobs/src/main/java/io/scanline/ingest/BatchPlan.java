package io.scanline.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.scanline.config.ScanlineException;
import io.scanline.storage.Location;
import io.scanline.table.Batches;
import io.scanline.table.Lake;
import io.scanline.table.SalesLines;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;

/**
 * A batch's write-ahead log: the files that it takes in, written before a line is read and never changed. A plan without its
 * lines in the ledger is unfinished, and is finished before a new one is made: from its judged lines where they were kept,
 * against the same versions of the tables, so that nothing that it wrote itself is taken for what it found.
 *
 * @param batch number of the batch, the transaction number of all its commits
 * @param plannedAt milliseconds since 1970 UTC; the clock that the lines' times are held to
 * @param profileText the profile as it was then; null for the contract's own layout
 * @param earliest first day that a line may have, as in ISO 8601
 * @param daysAhead days by which a line may lie behind {@code plannedAt}
 * @param keptSince first business day that the lake has not let go; null where none was
 * @param versions table name to the version that the batch is compared with; -1 where the table did not exist
 * @param replayOf the earlier batch whose quarantined lines are judged again; null where files are read
 * @param filesOutOfReach files that share lines with replaced ones and are not where they were loaded from
 */
record BatchPlan(
        long batch,
        long plannedAt,
        String source,
        String profileOrigin,
        String profileText,
        boolean autoRegisterStores,
        CorrectionRule corrections,
        double maxRejected,
        String earliest,
        int daysAhead,
        String keptSince,
        Map<String, Long> versions,
        Long replayOf,
        long filesOutOfReach,
        List<PlannedFile> files) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * A file of the batch.
     *
     * @param id number of the file in the batch
     * @param knownNet net amount of a file whose content is loaded already; null for one to be read
     * @param replaced what was loaded from the same place before and leaves; null where nothing was
     */
    record PlannedFile(int id, ScannedFile scanned, BigDecimal knownNet, Replaced replaced) {
        boolean toRead() {
            return knownNet == null;
        }

        String uri() {
            return scanned.file().uri();
        }
    }

    /**
     * An earlier load of a file.
     *
     * @param batch the batch that loaded it
     * @param firstDay first business day of its lines, as in ISO 8601; null where it gave none
     * @param lastDay last business day of its lines
     */
    record Replaced(long batch, String firstDay, String lastDay) {}

    SourceProfile profile() {
        return SourceProfile.of(profileOrigin, profileText);
    }

    DateLimits.Span dates() {
        return new DateLimits(LocalDate.parse(earliest), daysAhead)
                .at(Instant.ofEpochMilli(plannedAt), keptSince == null ? null : LocalDate.parse(keptSince));
    }

    /** Whether stores that lines name and the lake does not know are taken in, by the load's option or the plan's profile. */
    boolean registersStores(SourceProfile profile) {
        return autoRegisterStores || !profile.autoRegisterStores().isEmpty();
    }

    List<PlannedFile> filesToReplace() {
        return files.stream().filter(file -> file.replaced() != null).toList();
    }

    /** Whether the batch has lines to write or to take away. */
    boolean touchesLines() {
        return files.stream().anyMatch(file -> file.toRead() || file.replaced() != null);
    }

    List<PlannedFile> filesToRead() {
        return files.stream().filter(PlannedFile::toRead).toList();
    }

    /** The first business day of sales_lines that is still there, as in ISO 8601; null where none was let go. */
    static String keptSince(Lake lake) {
        return lake.keptSince(SalesLines.TABLE).map(LocalDate::toString).orElse(null);
    }

    /** Plans to judge quarantined lines of this batch again: by its own profile, rules and clock, against the tables of today. */
    BatchPlan replay(long number, Lake lake, Map<String, Long> versionsNow, List<PlannedFile> lines) {
        return new BatchPlan(
                number,
                plannedAt,
                source,
                profileOrigin,
                profileText,
                autoRegisterStores,
                corrections,
                maxRejected,
                earliest,
                daysAhead,
                keptSince(lake),
                versionsNow,
                batch,
                0,
                lines);
    }

    /** Gives the plan its name when it is whole: of a run that breaks off meanwhile, there is no plan. */
    void write(Lake lake) {
        lake.confirmHeld();
        Location place = lake.batchPlan(batch);
        Location part = lake.batchPlans().child("_" + place.name());
        FileSystem storage = storage(lake, place);
        try {
            try (OutputStream out = storage.create(part.path(), true)) {
                out.write(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this));
            }
            if (!storage.rename(part.path(), place.path())) {
                throw new IOException(part.name() + " cannot be renamed");
            }
        } catch (IOException e) {
            throw ScanlineException.storage(
                    "Cannot write the plan " + place + ": " + e.getMessage(),
                    "Check the lake's storage (scanline doctor), then run ingest again.",
                    e);
        }
    }

    /** The last plan, where its lines are not in the ledger: it broke off. */
    static Optional<BatchPlan> unfinished(Lake lake) {
        return Batches.unfinished(lake).map(batch -> read(lake, batch));
    }

    static BatchPlan read(Lake lake, long batch) {
        Location place = lake.batchPlan(batch);
        FileSystem storage = storage(lake, place);
        try (InputStream in = storage.open(place.path())) {
            return JSON.readValue(in, BatchPlan.class);
        } catch (JsonProcessingException e) {
            throw ScanlineException.storage(
                    "The plan " + place + " is damaged: " + e.getOriginalMessage(),
                    "Restore that file from a backup, then run ingest again.",
                    e);
        } catch (IOException e) {
            throw ScanlineException.storage(
                    "Cannot read the plan " + place + ": " + e.getMessage(),
                    "Check the lake's storage (scanline doctor), then run ingest again.",
                    e);
        }
    }

    /** Marks that every line is judged, kept in the staging folder, and in balance; only from here on tables are written. */
    void keepJudged(Lake lake) {
        lake.confirmHeld();
        Location place = judged(lake);
        try {
            storage(lake, place).create(place.path(), true).close();
        } catch (IOException e) {
            throw ScanlineException.storage(
                    "Cannot write " + place + ": " + e.getMessage(),
                    "Check the lake's storage (scanline doctor), then run ingest again.",
                    e);
        }
    }

    boolean isJudged(Lake lake) {
        Location place = judged(lake);
        try {
            return storage(lake, place).exists(place.path());
        } catch (IOException e) {
            throw ScanlineException.storage(
                    "Cannot look for " + place + ": " + e.getMessage(),
                    "Check the lake's storage (scanline doctor), then run ingest again.",
                    e);
        }
    }

    private Location judged(Lake lake) {
        return Batches.staging(lake.root(), batch).child("judged");
    }

    private static FileSystem storage(Lake lake, Location place) {
        return place.fileSystem(lake.spark().sparkContext().hadoopConfiguration());
    }

    /**
     * Takes the plan back, with all that was staged for it: nothing of the batch has been published. The mark goes first: left
     * behind, it would pass what is half deleted, or the next batch of this number, for judged.
     */
    void withdraw(Lake lake) {
        lake.confirmHeld();
        delete(lake, judged(lake));
        delete(lake, lake.batchPlan(batch));
        deleteStaging(lake);
    }

    /** The same after a failure. A run that lost the lake leaves the plan to the one that took over, and says what failed first. */
    void withdrawAfter(Lake lake, Exception failure) {
        try {
            withdraw(lake);
        } catch (ScanlineException left) {
            failure.addSuppressed(left);
        }
    }

    void deleteStaging(Lake lake) {
        lake.confirmHeld();
        deleteStaging(lake, batch);
    }

    static void deleteStaging(Lake lake, long batch) {
        delete(lake, Batches.staging(lake.root(), batch));
    }

    private static void delete(Lake lake, Location place) {
        FileSystem storage = storage(lake, place);
        try {
            storage.delete(place.path(), true);
            // a lake that was not there before a refusal is not there afterwards
            for (var folder = place.path().getParent();
                    !folder.equals(lake.root().path());
                    folder = folder.getParent()) {
                if (storage.exists(folder) && storage.listStatus(folder).length == 0) {
                    storage.delete(folder, false);
                }
            }
        } catch (IOException e) {
            throw ScanlineException.storage(
                    "Cannot delete " + place + ": " + e.getMessage(),
                    "Delete it by hand; it is no part of any table.",
                    e);
        }
    }
}
