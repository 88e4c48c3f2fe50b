package io.scanline.table;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;

import io.scanline.config.ScanlineException;
import io.scanline.spark.DeltaIo;
import io.scanline.storage.Location;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.sql.Row;

/** Numbers of batches, rising by one over all datasets; they are the transaction numbers of the tables that ingest appends to. */
public final class Batches {
    private static final String PLAN_NAME = "batch-\\d{8}\\.json";

    private static final List<Table> ADDED_TO = List.of(QuarantinedLines.TABLE, Stores.TABLE, Products.TABLE);

    private Batches() {}

    /**
     * The next free number: after every batch in the ledger, every plan, and what a load that broke off before it was in the
     * ledger has added to a table, as an append of a number that is taken adds nothing. A dry run's is one that no batch has.
     *
     * @param loaded the tables that the load is for, beside those that every load may add to
     */
    public static long next(Lake lake, List<Table> loaded) {
        if (lake.dryRun()) {
            return -lake.run().startedAt().toEpochMilli(); // its staging is not that of a run that is at work meanwhile
        }
        long planned = last(lake).orElse(0L);
        Row later = lake.read(IngestFiles.TABLE)
                .where(col(IngestFiles.BATCH).gt(planned)) // few files, where the ledger has years
                .agg(max(col(IngestFiles.BATCH)))
                .head();
        long listed = later.isNullAt(0) ? planned : later.getLong(0);
        return 1
                + Stream.concat(ADDED_TO.stream(), loaded.stream())
                        .mapToLong(table -> DeltaIo.lastAppend(lake, table))
                        .reduce(listed, Math::max);
    }

    /** Numbers of the batches that have a plan, in rising order. */
    public static List<Long> planned(Lake lake) {
        Location plans = lake.batchPlans();
        FileSystem files = plans.fileSystem(lake.spark().sparkContext().hadoopConfiguration());
        try {
            return Stream.of(files.listStatus(plans.path()))
                    .map(FileStatus::getPath)
                    .map(org.apache.hadoop.fs.Path::getName)
                    .filter(name -> name.matches(PLAN_NAME))
                    .map(name -> Long.valueOf(name.replaceAll("\\D", "")))
                    .sorted()
                    .toList();
        } catch (FileNotFoundException e) {
            return List.of(); // no batch has been planned yet
        } catch (IOException e) {
            throw ScanlineException.storage(
                    "Cannot list " + plans + ": " + e.getMessage(),
                    "Check the lake's storage (scanline doctor), then run the command again.",
                    e);
        }
    }

    /** The last batch that has a plan, where its lines are not in the ledger: it broke off. */
    public static Optional<Long> unfinished(Lake lake) {
        return last(lake).filter(batch -> !isLoaded(lake, batch));
    }

    /**
     * Refuses work that a batch which broke off must come before: it is finished from its staged lines and its files, against the
     * versions that it was planned with, and batches are published in the order of their numbers.
     *
     * @param then what can be done afterwards
     */
    public static void checkNoneUnfinished(Lake lake, String then) {
        unfinished(lake).ifPresent(batch -> {
            throw ScanlineException.busy(
                    "A load of the sales log broke off: batch " + batch
                            + " is planned and not published, and needs its files.",
                    "Run ingest of the sales log again, which finishes it, then " + then + ".");
        });
    }

    /** The last batch that has a plan. */
    public static Optional<Long> last(Lake lake) {
        List<Long> planned = planned(lake);
        return planned.isEmpty() ? Optional.empty() : Optional.of(planned.get(planned.size() - 1));
    }

    private static boolean isLoaded(Lake lake, long batch) {
        return !lake.read(IngestFiles.TABLE)
                .where(col(IngestFiles.BATCH).equalTo(batch))
                .isEmpty();
    }

    /** Where ingest keeps the judged lines of its batches until they are published, one folder each. */
    public static Location staging(Location lake) {
        return lake.child("_scanline").child("staging");
    }

    public static Location staging(Location lake, long batch) {
        return staging(lake).child(String.format(Locale.ROOT, "batch-%08d", batch));
    }

    /** Whether a part of what is staged is there. */
    public static boolean isStaged(Lake lake, Location part) {
        try {
            return part.fileSystem(lake.spark().sparkContext().hadoopConfiguration())
                    .exists(part.path());
        } catch (IOException e) {
            throw ScanlineException.storage(
                    "Cannot look for " + part + ": " + e.getMessage(),
                    "Check the lake's storage (scanline doctor), then run ingest again.",
                    e);
        }
    }
}
