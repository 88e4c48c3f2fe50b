package io.scanline.storage;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/**
 * Creates a file that only the first of many can create: what leases and commits rest on. On S3 the create is conditional; HDFS
 * refuses a second create by itself, and so does the local disk, but not Hadoop's, which looks first and creates then.
 */
final class FirstCreate {
    private static final String CONDITIONAL = "fs.option.create.conditional.overwrite";

    private FirstCreate() {}

    /**
     * Creates the file, and the folders above it.
     *
     * @param content unlike that of anybody else: after a failure, such as a lost reply followed by the client's own second
     *     try, it tells whether the file is ours
     * @return false where another was first
     * @throws IOException where the file is not there after all
     */
    static boolean create(FileSystem files, Path file, byte[] content) throws IOException {
        if (files instanceof RawLocalFileSystem local) {
            return createLocally(local.pathToFile(file).toPath(), content);
        }
        FSDataOutputStreamBuilder<?, ?> builder =
                files.createFile(file).overwrite(false).recursive();
        if ("s3a".equals(files.getUri().getScheme())) {
            builder.must(CONDITIONAL, true);
        }
        try (FSDataOutputStream out = builder.build()) {
            out.write(content);
        } catch (IOException failure) {
            return isOurs(files, file, content, failure);
        }
        return true;
    }

    private static boolean createLocally(java.nio.file.Path file, byte[] content) throws IOException {
        Files.createDirectories(file.getParent());
        try {
            Files.write(file, content, StandardOpenOption.CREATE_NEW);
            return true;
        } catch (java.nio.file.FileAlreadyExistsException e) {
            return false;
        }
    }

    private static boolean isOurs(FileSystem files, Path file, byte[] content, IOException failure) throws IOException {
        // the S3 client's own error for a failed condition has no type
        boolean taken = failure instanceof FileAlreadyExistsException
                || String.valueOf(failure.getMessage()).contains("412");
        try {
            if (Arrays.equals(read(files, file), content)) {
                return true;
            }
        } catch (FileNotFoundException nothingThere) {
            if (taken) {
                return false;
            }
        } catch (IOException unreadable) {
            failure.addSuppressed(unreadable);
        }
        if (taken) {
            return false;
        }
        throw failure;
    }

    /**
     * The file system whose creates are the first or none: the local disk without Hadoop's checksums, which are a second file
     * beside the first.
     */
    static FileSystem of(FileSystem files) {
        return files instanceof LocalFileSystem local ? local.getRawFileSystem() : files;
    }

    static byte[] read(FileSystem files, Path file) throws IOException {
        try (FSDataInputStream in = files.open(file)) {
            return in.readAllBytes();
        }
    }
}
