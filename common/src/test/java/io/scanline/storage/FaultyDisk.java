package io.scanline.storage;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.DelegateToFileSystem;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/**
 * The local disk as one process sees it whose storage goes wrong: {@code faulty://process/folder} is {@code file:/folder}. The
 * name of the process says which {@link Faults} it meets, so that what is left of a dead one, a late task, changes nothing
 * more while the next works on the same folder.
 */
public final class FaultyDisk extends FileSystem {
    static final String SCHEME = "faulty";
    private static final Map<String, Faults> PROCESSES = new ConcurrentHashMap<>();
    private static final AtomicInteger STARTED = new AtomicInteger();

    private final FileSystem disk = new LocalDisk.Raw();
    private URI uri;
    private Faults faults;

    /** Lets Hadoop find the scheme. */
    public static void mount(Configuration hadoop) {
        hadoop.set("fs." + SCHEME + ".impl", FaultyDisk.class.getName());
        hadoop.set("fs.AbstractFileSystem." + SCHEME + ".impl", Context.class.getName());
    }

    /** A folder as a process of its own sees it. */
    public static Location seenBy(String process, Faults faults, java.nio.file.Path folder) {
        // tests beside each other may give their processes the same names
        String name = process + "-" + STARTED.incrementAndGet();
        PROCESSES.put(name, faults);
        return Location.of(SCHEME + "://" + name + folder.toAbsolutePath());
    }

    @Override
    public void initialize(URI name, Configuration settings) throws IOException {
        super.initialize(name, settings);
        setConf(settings);
        disk.initialize(URI.create("file:///"), settings);
        uri = URI.create(SCHEME + "://" + name.getAuthority());
        faults = PROCESSES.get(name.getAuthority());
    }

    @Override
    public URI getUri() {
        return uri;
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    private static Path local(Path path) {
        return new Path("file", null, path.toUri().getPath());
    }

    private Path seen(Path local) {
        return new Path(SCHEME, uri.getAuthority(), local.toUri().getPath());
    }

    private FileStatus seen(FileStatus status) {
        status.setPath(seen(status.getPath()));
        return status;
    }

    @Override
    public FSDataInputStream open(Path file, int buffer) throws IOException {
        faults.look();
        return disk.open(local(file), buffer);
    }

    @Override
    public FileStatus[] listStatus(Path folder) throws IOException {
        faults.look();
        return Stream.of(disk.listStatus(local(folder))).map(this::seen).toArray(FileStatus[]::new);
    }

    @Override
    public FileStatus getFileStatus(Path path) throws IOException {
        faults.look();
        return seen(disk.getFileStatus(local(path)));
    }

    @Override
    public FSDataOutputStream create(
            Path file,
            FsPermission permission,
            boolean overwrite,
            int buffer,
            short replication,
            long block,
            Progressable progress)
            throws IOException {
        String what = overwrite ? "create or overwrite" : "create";
        OutputStream out =
                faults.change(what, name(file), Faults.Half.NOTHING, () -> disk.create(local(file), overwrite));
        return new FSDataOutputStream(new Written(out, name(file)), null);
    }

    @Override
    public FSDataOutputStream createNonRecursive(
            Path file,
            FsPermission permission,
            EnumSet<CreateFlag> flags,
            int buffer,
            short replication,
            long block,
            Progressable progress)
            throws IOException {
        boolean overwrite = flags.contains(CreateFlag.OVERWRITE);
        return create(file, permission, overwrite, buffer, replication, block, progress);
    }

    @Override
    public FSDataOutputStream append(Path file, int buffer, Progressable progress) {
        throw new UnsupportedOperationException("object stores do not append");
    }

    @Override
    public boolean rename(Path from, Path to) throws IOException {
        return faults.change("rename", name(to), Faults.Half.NOTHING, () -> disk.rename(local(from), local(to)));
    }

    @Override
    public boolean delete(Path path, boolean recursive) throws IOException {
        return faults.change(
                "delete",
                name(path),
                recursive ? () -> deleteHalf(path) : Faults.Half.NOTHING,
                () -> disk.delete(local(path), recursive));
    }

    /** Storage deletes what is in a folder one by one, in an order of its own; here the last names go first. */
    private void deleteHalf(Path folder) throws IOException {
        if (disk.exists(local(folder)) && disk.getFileStatus(local(folder)).isDirectory()) {
            FileStatus[] inside = disk.listStatus(local(folder));
            Arrays.sort(inside, Comparator.comparing(FileStatus::getPath));
            for (int i = inside.length / 2; i < inside.length; i++) {
                disk.delete(inside[i].getPath(), true);
            }
        }
    }

    @Override
    public boolean mkdirs(Path folder, FsPermission permission) throws IOException {
        if (disk.exists(local(folder))) {
            faults.look();
            return true;
        }
        return faults.change("mkdirs", name(folder), Faults.Half.NOTHING, () -> disk.mkdirs(local(folder)));
    }

    private static String name(Path path) {
        return path.toUri().getPath();
    }

    @Override
    public void setWorkingDirectory(Path folder) {
        disk.setWorkingDirectory(local(folder));
    }

    @Override
    public Path getWorkingDirectory() {
        return seen(disk.getWorkingDirectory());
    }

    /** A file's bytes reach the disk when it is closed, or half of them where that fails. */
    private final class Written extends OutputStream {
        private final OutputStream out;
        private final String file;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private boolean closed;

        Written(OutputStream out, String file) {
            this.out = out;
            this.file = file;
        }

        @Override
        public void write(int one) {
            bytes.write(one);
        }

        @Override
        public void write(byte[] some, int from, int length) {
            bytes.write(some, from, length);
        }

        @Override
        public void close() throws IOException {
            if (closed) {
                return;
            }
            closed = true;
            try (out) {
                int half = bytes.size() / 2;
                faults.change("write", file, () -> put(0, half), () -> put(half, bytes.size()));
            }
        }

        private Void put(int from, int to) throws IOException {
            out.write(bytes.toByteArray(), from, to - from);
            out.flush();
            return null;
        }
    }

    /** The same for Hadoop's second interface, by which Delta commits. */
    public static final class Context extends DelegateToFileSystem {
        /** The constructor that Hadoop looks for. */
        public Context(URI uri, Configuration settings) throws IOException, URISyntaxException {
            super(uri, new FaultyDisk(), settings, SCHEME, false);
        }

        @Override
        public int getUriDefaultPort() {
            return -1;
        }
    }
}
