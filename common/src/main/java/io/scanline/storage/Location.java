package io.scanline.storage;

import io.scanline.config.ScanlineException;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.Paths;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;

/** A folder or file on the local disk ({@code file:}) or an object store ({@code s3a:}), parsed once. */
public final class Location {
    private final org.apache.hadoop.fs.Path path;

    private Location(org.apache.hadoop.fs.Path path) {
        this.path = path;
    }

    /**
     * Parses a URI as Hadoop writes it, special characters as they are, or a local path relative to the working folder. What
     * {@link #toString} gives is the same location again.
     *
     * @throws ScanlineException usage error where the text is neither
     */
    public static Location of(String text) {
        if (text.isBlank()) {
            throw ScanlineException.usage("A location is empty.", "Give a folder such as ./lake or s3a://bucket/lake.");
        }
        if (text.startsWith("s3:") || text.startsWith("s3n:")) {
            throw ScanlineException.usage(
                    text + " has a scheme that Hadoop does not serve.",
                    "Write s3a:" + text.substring(text.indexOf(':') + 1));
        }
        if (text.startsWith("http:") || text.startsWith("https:")) {
            throw ScanlineException.usage(
                    text + " is a web address; files there cannot be listed or written.",
                    "Copy them to a local folder or to s3a://bucket/path.");
        }
        if (!text.matches("[a-z][a-z0-9+.-]+:.*")) {
            Path absolute = Paths.get(text).toAbsolutePath().normalize();
            return new Location(new org.apache.hadoop.fs.Path("file", null, absolute.toString()));
        }
        try {
            Location location = new Location(new org.apache.hadoop.fs.Path(text));
            if (text.startsWith("s3a:") && location.path.toUri().getAuthority() == null) {
                throw ScanlineException.usage(text + " names no bucket.", "Write s3a://bucket/path.");
            }
            return location;
        } catch (IllegalArgumentException e) {
            throw ScanlineException.usage(
                    text + " is not a location: " + e.getMessage(), "Give a local path or s3a://bucket/path.");
        }
    }

    public static Location of(Path local) {
        return of(local.toString());
    }

    public Location child(String name) {
        return new Location(new org.apache.hadoop.fs.Path(path, name));
    }

    public String name() {
        return path.getName();
    }

    public org.apache.hadoop.fs.Path path() {
        return path;
    }

    /** The file system that serves this location; errors are {@link ScanlineException storage} errors. */
    public FileSystem fileSystem(Configuration hadoop) {
        try {
            return path.getFileSystem(hadoop);
        } catch (IOException | RuntimeException e) {
            throw ScanlineException.storage(
                    "No storage serves " + this + ": " + e.getMessage(),
                    "Check the scheme and, for s3a, that the hadoop-aws jars are there (scanline doctor).",
                    e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Location that && path.equals(that.path);
    }

    @Override
    public int hashCode() {
        return path.hashCode();
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
