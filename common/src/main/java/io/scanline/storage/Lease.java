package io.scanline.storage;

import io.scanline.config.ScanlineException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Keeps a lake to one writing run: a file that only one process can create, renewed while the run lives and deleted when it
 * ends. A lease that was not renewed for {@link #EXPIRY} belongs to a dead run and is taken over, by one run only. A run that
 * was only slow, and lost its lease so, is told when it asks {@link #confirm} before it writes.
 */
public final class Lease implements AutoCloseable {
    static final Duration RENEWAL = Duration.ofSeconds(15);
    static final Duration EXPIRY = Duration.ofSeconds(90);
    /** A run takes over in a second or two; a claim that is older was left by one that died meanwhile. */
    static final Duration CLAIM_EXPIRY = Duration.ofMinutes(10);

    private final Location root;
    private final FileSystem files;
    private final Path file;
    private final Path claim;
    private final byte[] content;
    private final ScheduledExecutorService renewal;
    private long renewedNanos = System.nanoTime();
    private ScanlineException lost;

    private Lease(Location root, Configuration hadoop, String holder) {
        Location folder = root.child("_scanline");
        this.root = root;
        this.files = FirstCreate.of(folder.fileSystem(hadoop));
        this.file = folder.child("lease").path();
        this.claim = folder.child("lease-claim").path();
        // the second line tells this lease from any other by the same words
        this.content = (holder + "\n" + UUID.randomUUID() + "\n").getBytes(StandardCharsets.UTF_8);
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
        Lease lease = new Lease(root, hadoop, holder);
        try {
            if (!FirstCreate.create(lease.files, lease.file, lease.content) && !lease.takeOver()) {
                throw lease.busy();
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

    /**
     * Takes the place of a dead run. Whoever does so holds a claim meanwhile, which only one can create; its time is the
     * storage's own, so that no two machines' clocks are compared.
     */
    private boolean takeOver() throws IOException {
        if (!FirstCreate.create(files, claim, content) && !takeOldClaim()) {
            return false;
        }
        try {
            long claimed = files.getFileStatus(claim).getModificationTime();
            long renewed = files.getFileStatus(file).getModificationTime();
            if (claimed - renewed < EXPIRY.toMillis()) {
                return false;
            }
            files.delete(file, false);
        } catch (FileNotFoundException e) {
            // the holder ended in between: the lease is free
        } finally {
            files.delete(claim, false);
        }
        return FirstCreate.create(files, file, content);
    }

    private boolean takeOldClaim() throws IOException {
        try {
            Instant made = Instant.ofEpochMilli(files.getFileStatus(claim).getModificationTime());
            if (made.plus(CLAIM_EXPIRY).isAfter(Instant.now())) {
                return false;
            }
            files.delete(claim, false);
        } catch (FileNotFoundException e) {
            // the other one is through with it
        }
        return FirstCreate.create(files, claim, content);
    }

    private ScanlineException busy() {
        return ScanlineException.busy(
                "Another run holds the lake " + root + ": " + holder(),
                "Wait until it ends. If it died, its lease ends by itself " + EXPIRY.toSeconds()
                        + " s after its last sign of life.");
    }

    private String holder() {
        try {
            String whole = new String(FirstCreate.read(files, file), StandardCharsets.UTF_8);
            return whole.lines().findFirst().orElse("unknown");
        } catch (IOException e) {
            return "unknown (" + e.getMessage() + ")";
        }
    }

    /**
     * Makes sure, before something is written, that no other run has taken this one for dead.
     *
     * @throws ScanlineException busy, where another has
     */
    public synchronized void confirm() {
        if (unheard().compareTo(EXPIRY.minus(RENEWAL)) > 0) {
            renew();
        }
        if (lost != null) {
            throw lost;
        }
        if (unheard().compareTo(EXPIRY) > 0) {
            throw ScanlineException.storage(
                    "The lease of the lake " + root + " could not be renewed for "
                            + unheard().toSeconds() + " s.",
                    "Check that the lake can be written, and run the command again.",
                    null);
        }
    }

    private Duration unheard() {
        return Duration.ofNanos(System.nanoTime() - renewedNanos);
    }

    /** Only the lease that is still this run's own is renewed. */
    synchronized void renew() {
        if (lost != null) {
            return;
        }
        long asked = System.nanoTime();
        try {
            if (!isOurs()) {
                lost = ScanlineException.busy(
                        "This run was not heard of for " + EXPIRY.toSeconds() + " s, and another took over the lake "
                                + root + ": " + holder(),
                        "Wait until that one ends, and run the command again.");
                return;
            }
            try (FSDataOutputStream out = files.create(file, true)) {
                out.write(content);
            }
            renewedNanos = asked;
        } catch (IOException e) {
            // the next renewal tries again; the lease holds for six missed ones
        }
    }

    private boolean isOurs() throws IOException {
        try {
            byte[] found = FirstCreate.read(files, file);
            return Arrays.equals(found, content) || isBrokenRenewal(found);
        } catch (FileNotFoundException e) {
            return false;
        }
    }

    /** Nobody takes over before the lease ends: until then, the beginning of its content is of a renewal that broke off. */
    private boolean isBrokenRenewal(byte[] found) {
        return unheard().compareTo(EXPIRY) < 0
                && found.length < content.length
                && Arrays.equals(found, Arrays.copyOf(content, found.length));
    }

    /** A run that wrote nothing leaves no folders behind. */
    private void removeIfEmpty(Path folder) throws IOException {
        if (files.exists(folder) && files.listStatus(folder).length == 0) {
            files.delete(folder, false);
        }
    }

    @Override
    public void close() {
        renewal.shutdown();
        try {
            renewal.awaitTermination(RENEWAL.toSeconds(), TimeUnit.SECONDS);
            if (isOurs()) {
                files.delete(file, false);
                removeIfEmpty(file.getParent());
                removeIfEmpty(file.getParent().getParent());
            }
        } catch (IOException e) {
            // it expires by itself
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
