package io.scanline.storage;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * Hadoop's local file system, checksums included, whose permissions the JVM reads and sets itself.
 *
 * <p>Without Hadoop's native library, which few local installations have, Hadoop starts {@code chmod}, {@code ls} or
 * {@code readlink} as a process for every file and folder: some thousands in a small chain.
 */
public final class LocalDisk extends LocalFileSystem {
    public LocalDisk() {
        super(new Raw());
    }

    /** The files themselves, without checksums. */
    static final class Raw extends RawLocalFileSystem {
        private static final boolean POSIX =
                FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

        @Override
        public void setPermission(Path file, FsPermission permission) throws IOException {
            if (!POSIX || permission.getStickyBit()) {
                super.setPermission(file, permission);
                return;
            }
            String symbols = permission.getUserAction().SYMBOL
                    + permission.getGroupAction().SYMBOL
                    + permission.getOtherAction().SYMBOL;
            Files.setPosixFilePermissions(local(file), PosixFilePermissions.fromString(symbols));
        }

        /** @throws FileNotFoundException where there is nothing, a link to nothing, or a file in place of a folder above */
        @Override
        public FileStatus getFileStatus(Path file) throws IOException {
            if (!POSIX) {
                return super.getFileStatus(file);
            }
            java.nio.file.Path local = local(file);
            try {
                PosixFileAttributes found = Files.readAttributes(local, PosixFileAttributes.class);
                return new FileStatus(
                        found.size(),
                        found.isDirectory(),
                        1,
                        getDefaultBlockSize(file),
                        found.lastModifiedTime().toMillis(),
                        found.lastAccessTime().toMillis(),
                        FsPermission.valueOf("-" + PosixFilePermissions.toString(found.permissions())),
                        found.owner().getName(),
                        found.group().getName(),
                        makeQualified(file));
            } catch (FileSystemException e) {
                if (Files.exists(local)) {
                    throw e;
                }
                throw (FileNotFoundException)
                        new FileNotFoundException("File " + file + " does not exist").initCause(e);
            }
        }

        @Override
        public FileStatus getFileLinkStatus(Path file) throws IOException {
            return POSIX && !Files.isSymbolicLink(local(file)) ? getFileStatus(file) : super.getFileLinkStatus(file);
        }

        private java.nio.file.Path local(Path file) {
            return pathToFile(file).toPath();
        }
    }
}
