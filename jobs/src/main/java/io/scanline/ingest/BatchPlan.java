package io.scanline.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.scanline.config.ScanlineException;
import io.scanline.storage.Location;
import io.scanline.table.Lake;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.util.List;
import org.apache.hadoop.fs.FileSystem;

/**
 * A batch's write-ahead log: the files that it takes in, written before a line is read and never changed. A plan without its
 * lines in the ledger is unfinished, and is finished before a new one is made.
 *
 * @param batch number of the batch, the transaction number of all its commits
 * @param profileText the profile as it was then; null for the contract's own layout
 */
record BatchPlan(
        long batch,
        String source,
        String profileOrigin,
        String profileText,
        boolean autoRegisterStores,
        double maxRejected,
        List<PlannedFile> files) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * A file of the batch.
     *
     * @param id number of the file in the batch
     * @param knownNet net amount of a file whose content is loaded already; null for one to be read
     */
    record PlannedFile(int id, ScannedFile scanned, BigDecimal knownNet) {
        boolean toRead() {
            return knownNet == null;
        }

        String uri() {
            return scanned.file().uri();
        }
    }

    List<PlannedFile> filesToRead() {
        return files.stream().filter(PlannedFile::toRead).toList();
    }

    void write(Lake lake) {
        Location place = Batches.plan(lake.root(), batch);
        FileSystem storage = place.fileSystem(lake.spark().sparkContext().hadoopConfiguration());
        try (OutputStream out = storage.create(place.path(), false)) {
            out.write(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this));
        } catch (IOException e) {
            throw ScanlineException.storage(
                    "Cannot write the plan " + place + ": " + e.getMessage(),
                    "Check the lake's storage (scanline doctor), then run ingest again.",
                    e);
        }
    }

    static BatchPlan read(Lake lake, long batch) {
        Location place = Batches.plan(lake.root(), batch);
        FileSystem storage = place.fileSystem(lake.spark().sparkContext().hadoopConfiguration());
        try (InputStream in = storage.open(place.path())) {
            return JSON.readValue(in, BatchPlan.class);
        } catch (JsonProcessingException e) {
            throw ScanlineException.storage(
                    "The plan " + place + " is cut off: the run that wrote it broke off before it read a line.",
                    "Delete that file, then run ingest again.",
                    e);
        } catch (IOException e) {
            throw ScanlineException.storage(
                    "Cannot read the plan " + place + ": " + e.getMessage(),
                    "Check the lake's storage (scanline doctor), then run ingest again.",
                    e);
        }
    }

    /** Takes the plan back, with all that was staged for it: nothing of the batch has been published. */
    void withdraw(Lake lake) {
        delete(lake, Batches.plan(lake.root(), batch));
        deleteStaging(lake);
    }

    void deleteStaging(Lake lake) {
        delete(lake, Batches.staging(lake.root(), batch));
    }

    private static void delete(Lake lake, Location place) {
        FileSystem storage = place.fileSystem(lake.spark().sparkContext().hadoopConfiguration());
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
