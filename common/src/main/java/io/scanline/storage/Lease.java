package io.scanline.storage;

import io.scanline.config.ScanlineException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;

/**
 * Keeps a lake to one writing run: a file that only one process can create, renewed while the run lives and
 * deleted when it ends. A lease that was not renewed for {@link #EXPIRY} belongs to a dead run and is taken over.
 */
public final class Lease implements AutoCloseable {
    static final Duration RENEWAL = Duration.ofSeconds(15);
    static final Duration EXPIRY = Duration.ofSeconds(90);

    private final FileSystem files;
    private final org.apache.hadoop.fs.Path file;
    private final byte[] content;
    private final ScheduledExecutorService renewal;

    private Lease(FileSystem files, org.apache.hadoop.fs.Path file, String holder) {
        this.files = files;
        this.file = file;
        this.content = holder.getBytes(StandardCharsets.UTF_8);
        this.renewal = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "scanline-lease");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Takes the lease of the lake at {@code root}.
     *
     * @param holder who takes it, for the message that another run prints
     * @throws ScanlineException busy, naming the holder and since when, where another live run has it
     */
    public static Lease take(Location root, Configuration hadoop, String holder) {
        Location file = root.child("_scanline").child("lease");
        FileSystem files = file.fileSystem(hadoop);
        Lease lease = new Lease(files, file.path(), holder);
        try {
            if (!lease.create()) {
                lease.removeExpired(root);
                if (!lease.create()) {
                    throw lease.busy(root);
                }
            }
        } catch (IOException e) {
            throw ScanlineException.storage(
                    "The lake " + root + " cannot be written: " + e.getMessage(),
                    "Check that the folder exists or can be created, and that you may write there.",
                    e);
        }
        lease.renewal.scheduleAtFixedRate(lease::renew, RENEWAL.toSeconds(), RENEWAL.toSeconds(), TimeUnit.SECONDS);
        return lease;
    }

    private boolean create() throws IOException {
        FSDataOutputStreamBuilder<?, ?> builder = files.createFile(file);
        builder.overwrite(false).recursive().opt("fs.option.create.conditional.overwrite", true);
        try (FSDataOutputStream out = builder.build()) {
            out.write(content);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    private void removeExpired(Location root) throws IOException {
        try {
            FileStatus status = files.getFileStatus(file);
            Instant renewed = Instant.ofEpochMilli(status.getModificationTime());
            if (renewed.plus(EXPIRY).isAfter(Instant.now())) {
                throw busy(root);
            }
            files.delete(file, false);
        } catch (FileNotFoundException e) {
            // the holder ended in between: the lease is free
        }
    }

    private ScanlineException busy(Location root) {
        return ScanlineException.busy(
                "Another run holds the lake " + root + ": " + holder(),
                "Wait until it ends. If it died, its lease ends by itself " + EXPIRY.toSeconds()
                        + " s after its last sign of life.");
    }

    private String holder() {
        try (var in = files.open(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "unknown (" + e.getMessage() + ")";
        }
    }

    private void renew() {
        try (FSDataOutputStream out = files.create(file, true)) {
            out.write(content);
        } catch (IOException e) {
            // the next renewal tries again; the lease holds for six missed ones
        }
    }

    /** A run that wrote nothing leaves no folders behind. */
    private void removeIfEmpty(org.apache.hadoop.fs.Path folder) throws IOException {
        if (files.exists(folder) && files.listStatus(folder).length == 0) {
            files.delete(folder, false);
        }
    }

    @Override
    public void close() {
        renewal.shutdown();
        try {
            renewal.awaitTermination(RENEWAL.toSeconds(), TimeUnit.SECONDS);
            files.delete(file, false);
            removeIfEmpty(file.getParent());
            removeIfEmpty(file.getParent().getParent());
        } catch (IOException e) {
            // it expires by itself
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
