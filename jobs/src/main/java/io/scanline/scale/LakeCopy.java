package io.scanline.scale;

import io.scanline.config.ScanlineException;
import io.scanline.storage.Location;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FileUtil;
import org.apache.hadoop.fs.Path;

/** A lake of one run: a copy of another, or an empty one. It is gone once closed. */
final class LakeCopy implements AutoCloseable {
    private static final String LEASE = "lease";

    private final Location place;
    private final FileSystem files;

    private LakeCopy(Location place, FileSystem files) {
        this.place = place;
        this.files = files;
    }

    static LakeCopy at(Location place, Optional<Location> base, Configuration hadoop) {
        LakeCopy copy = new LakeCopy(place, place.fileSystem(hadoop));
        if (base.isPresent()) {
            try {
                copy.copy(base.get().fileSystem(hadoop), base.get().path(), place.path(), hadoop);
            } catch (IOException e) {
                copy.close();
                throw ScanlineException.storage(
                        base.get() + " cannot be copied to " + place + ": " + e.getMessage(),
                        "Check --base, and that --work has room.",
                        e);
            }
        }
        return copy;
    }

    Location place() {
        return place;
    }

    /** A table's log before its files: what the log names is there, whoever writes meanwhile. */
    private void copy(FileSystem from, Path folder, Path to, Configuration hadoop) throws IOException {
        List<FileStatus> children = Stream.of(from.listStatus(folder))
                .sorted(Comparator.comparing(child -> child.getPath().getName()))
                .sorted(Comparator.comparing(child -> !child.getPath().getName().equals("_delta_log")))
                .toList();
        files.mkdirs(to);
        for (FileStatus child : children) {
            Path target = new Path(to, child.getPath().getName());
            if (child.isDirectory()) {
                copy(from, child.getPath(), target, hadoop);
            } else if (!child.getPath().getName().startsWith(LEASE)) {
                FileUtil.copy(from, child, files, target, false, true, hadoop);
            }
        }
    }

    @Override
    public void close() {
        try {
            files.delete(place.path(), true);
        } catch (IOException e) {
            throw ScanlineException.storage(
                    place + " cannot be deleted: " + e.getMessage(), "Delete it by hand; it is a copy.", e);
        }
    }
}
