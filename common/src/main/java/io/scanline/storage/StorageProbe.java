package io.scanline.storage;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Tries on a lake's storage what runs need of it, with one small file that is gone afterwards. */
public final class StorageProbe {
    /**
     * What the storage did.
     *
     * @param refusesSecondCreate whether of two who create one file the second is told so; without it two runs can
     *     overwrite each other's commits
     * @param consistent whether what was written could be read and listed at once, as it was written
     * @param clockAhead how far the storage's clock is ahead of this machine's
     * @param call how long a look at a file takes, the median of a few
     */
    public record Answer(boolean refusesSecondCreate, boolean consistent, Duration clockAhead, Duration call) {}

    private static final int CALLS = 9;

    private StorageProbe() {}

    public static boolean isS3(Location location) {
        return "s3a".equals(location.path().toUri().getScheme());
    }

    /**
     * Creates a file below the root, creates it again, reads and lists it, reads its time, and deletes it and every folder made for it.
     *
     * @throws IOException where the storage cannot be reached, read or written
     */
    public static Answer tryOut(Location root, Configuration hadoop) throws IOException {
        FileSystem files = FirstCreate.of(root.fileSystem(hadoop));
        Path probe =
                root.child("_scanline").child("doctor-" + UUID.randomUUID()).path();
        Deque<Path> made = missingAbove(files, probe);
        try {
            FirstCreate.create(files, probe, new byte[] {'1'});
            Instant now = Instant.now();
            Instant stamped = Instant.ofEpochMilli(files.getFileStatus(probe).getModificationTime());
            boolean refuses = !FirstCreate.create(files, probe, new byte[] {'2'});
            return new Answer(
                    refuses,
                    isListed(files, probe) && holds(files, probe, refuses ? '1' : '2'),
                    Duration.between(now, stamped),
                    call(files, probe));
        } finally {
            files.delete(probe, false);
            for (Path folder : made) {
                deleteEmpty(files, folder);
            }
        }
    }

    private static boolean isListed(FileSystem files, Path file) throws IOException {
        return Stream.of(files.listStatus(file.getParent()))
                .anyMatch(listed -> listed.getPath().getName().equals(file.getName()) && listed.getLen() == 1);
    }

    private static boolean holds(FileSystem files, Path file, char content) throws IOException {
        try (var in = files.open(file)) {
            return in.read() == content;
        }
    }

    private static Duration call(FileSystem files, Path file) throws IOException {
        long[] nanos = new long[CALLS];
        for (int i = 0; i < CALLS; i++) {
            long started = System.nanoTime();
            files.getFileStatus(file);
            nanos[i] = System.nanoTime() - started;
        }
        Arrays.sort(nanos);
        return Duration.ofNanos(nanos[CALLS / 2]);
    }

    /** Folders above a file that do not exist, the deepest first. */
    private static Deque<Path> missingAbove(FileSystem files, Path file) throws IOException {
        Deque<Path> missing = new ArrayDeque<>();
        for (Path folder = file.getParent(); folder != null && !files.exists(folder); folder = folder.getParent()) {
            missing.addLast(folder);
        }
        return missing;
    }

    private static void deleteEmpty(FileSystem files, Path folder) throws IOException {
        try {
            if (files.listStatus(folder).length == 0) {
                files.delete(folder, false);
            }
        } catch (FileNotFoundException e) {
            // an object store has no folders of its own
        }
    }

    /** How the S3 client is set up, in words; where the credentials come from, never what they are. */
    public static List<String> s3Settings(Location root, Configuration hadoop, Map<String, String> environment) {
        List<String> settings = new ArrayList<>();
        settings.add("bucket " + root.path().toUri().getHost());
        settings.add("endpoint " + hadoop.get("fs.s3a.endpoint", "AWS's own"));
        settings.add("region "
                + hadoop.get("fs.s3a.endpoint.region", environment.getOrDefault("AWS_REGION", "as AWS finds it")));
        settings.add("path style " + hadoop.getBoolean("fs.s3a.path.style.access", false));
        settings.add("credentials from " + credentials(hadoop, environment));
        return settings;
    }

    private static String credentials(Configuration hadoop, Map<String, String> environment) {
        if (hadoop.get("fs.s3a.access.key") != null) {
            return "the Spark configuration (better: the environment or a provider)";
        }
        if (hadoop.get("hadoop.security.credential.provider.path") != null) {
            return "a Hadoop credential store";
        }
        if (environment.containsKey("AWS_ACCESS_KEY_ID") && environment.containsKey("AWS_SECRET_ACCESS_KEY")) {
            return "the environment";
        }
        if (environment.containsKey("AWS_WEB_IDENTITY_TOKEN_FILE")) {
            return "a web identity token";
        }
        if (environment.containsKey("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI")
                || environment.containsKey("AWS_CONTAINER_CREDENTIALS_FULL_URI")) {
            return "the container";
        }
        return "the machine's role or ~/.aws, if there are any: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not set";
    }
}
