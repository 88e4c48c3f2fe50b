package io.scanline.ingest;

import io.scanline.config.ScanlineException;
import io.scanline.storage.Location;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/** Lists the files of a source: one file, a folder with all below it, or a glob. Names that start with _ or . are not data. */
final class Discovery {
    private Discovery() {}

    /**
     * The files, by name.
     *
     * @throws ScanlineException usage error where there is nothing
     */
    static List<SourceFile> list(String source, Configuration hadoop) {
        Location location = Location.of(source);
        FileSystem files = location.fileSystem(hadoop);
        try {
            List<SourceFile> found = new ArrayList<>();
            for (FileStatus root : roots(files, location.path())) {
                addAll(files, root, found);
            }
            if (found.isEmpty()) {
                throw ScanlineException.usage(
                        source + " has no files to take in.",
                        "Give --source a file, a folder or a glob; names that start with _ or . do not count.");
            }
            found.sort(Comparator.comparing(SourceFile::uri));
            return found;
        } catch (IOException e) {
            throw ScanlineException.storage(
                    "Cannot list " + source + ": " + e.getMessage(),
                    "Check that it can be read (scanline doctor), then run ingest again.",
                    e);
        }
    }

    /** Those of the files that did not change after a point in time: nobody writes to them any more. */
    static List<SourceFile> settled(List<SourceFile> files, Instant since) {
        return files.stream()
                .filter(file -> file.modifiedAt() <= since.toEpochMilli())
                .toList();
    }

    /** Those of the files that are still there as they were. */
    static List<SourceFile> unchanged(Collection<SourceFile> files, Configuration hadoop) {
        List<SourceFile> there = new ArrayList<>();
        for (SourceFile file : files) {
            Location location = Location.of(file.uri());
            try {
                if (file.equals(file(location.fileSystem(hadoop).getFileStatus(location.path())))) {
                    there.add(file);
                }
            } catch (FileNotFoundException e) {
                continue; // moved or deleted since it was loaded
            } catch (IOException e) {
                throw ScanlineException.storage(
                        "Cannot look at " + file.uri() + ": " + e.getMessage(),
                        "Check that it can be read (scanline doctor), then run ingest again.",
                        e);
            }
        }
        there.sort(Comparator.comparing(SourceFile::uri));
        return there;
    }

    private static List<FileStatus> roots(FileSystem files, Path path) throws IOException {
        try {
            return List.of(files.getFileStatus(path));
        } catch (FileNotFoundException e) {
            FileStatus[] matches = files.globStatus(path);
            if (matches == null || matches.length == 0) {
                throw ScanlineException.usage(
                        "There is nothing at " + path + ".",
                        "Give --source a file, folder or glob that exists; quote a glob so that the shell leaves it alone.");
            }
            return List.of(matches);
        }
    }

    private static void addAll(FileSystem files, FileStatus root, List<SourceFile> found) throws IOException {
        if (root.isFile()) {
            found.add(file(root));
            return;
        }
        String above = root.getPath().toUri().getPath();
        RemoteIterator<LocatedFileStatus> below = files.listFiles(root.getPath(), true);
        while (below.hasNext()) {
            FileStatus status = below.next();
            String inside = status.getPath().toUri().getPath().substring(above.length());
            if (Stream.of(inside.split("/")).noneMatch(name -> name.startsWith("_") || name.startsWith("."))) {
                found.add(file(status));
            }
        }
    }

    private static SourceFile file(FileStatus status) {
        return new SourceFile(status.getPath().toString(), status.getLen(), status.getModificationTime());
    }
}
