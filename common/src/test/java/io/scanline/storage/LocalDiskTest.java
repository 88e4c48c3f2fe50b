package io.scanline.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalDiskTest {
    @TempDir
    java.nio.file.Path folder;

    private final Configuration settings = new Configuration(false);
    private FileSystem ours;
    private Path file;

    @BeforeEach
    void openOurs() throws IOException {
        settings.setClass("fs.file.impl", LocalDisk.class, FileSystem.class);
        settings.set("fs.AbstractFileSystem.file.impl", LocalDiskContext.class.getName());
        settings.setBoolean("fs.file.impl.disable.cache", true);
        ours = FileSystem.get(folder.toUri(), settings);
        file = new Path(folder.toUri().toString(), "day 1/sales.csv");
    }

    @Test
    void statesOfFilesAndFoldersAreThoseOfHadoopsOwn() throws IOException {
        write(ours, "one,two");
        LocalFileSystem hadoops = FileSystem.getLocal(new Configuration(false));
        for (Path path : new Path[] {file, file.getParent()}) {
            FileStatus here = ours.getFileStatus(path);
            FileStatus there = hadoops.getFileStatus(path);
            assertThat(here).isEqualTo(there).usingRecursiveComparison().isEqualTo(new FileStatus(there));
        }
        assertThat(ours.listStatus(file.getParent())).isEqualTo(hadoops.listStatus(file.getParent()));
        assertThat(ours.listStatus(file)).isEqualTo(hadoops.listStatus(file));
    }

    @Test
    void setsAndReadsPermissions() throws IOException {
        write(ours, "x");
        ours.setPermission(file, new FsPermission("640"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(local())))
                .isEqualTo("rw-r-----");
        assertThat(ours.getFileStatus(file).getPermission()).isEqualTo(new FsPermission("640"));
    }

    @Test
    void whatIsNotThereIsNotFound() throws IOException {
        assertThatThrownBy(() -> ours.getFileStatus(file))
                .isInstanceOf(FileNotFoundException.class)
                .hasMessageContaining("sales.csv does not exist");
        Files.createSymbolicLink(folder.resolve("link"), folder.resolve("nothing"));
        Path link = new Path(folder.toUri().toString(), "link");
        assertThat(ours.exists(link)).isFalse();
        write(ours, "x");
        assertThat(ours.exists(new Path(file, "below a file"))).isFalse();
    }

    @Test
    void noticesAFileThatRottedOnDisk() throws IOException {
        write(ours, "one,two");
        Files.writeString(local(), "one,too");
        assertThatThrownBy(() -> read(ours)).isInstanceOf(ChecksumException.class);
    }

    @Test
    void bothInterfacesKeepTheSameChecksums() throws IOException {
        FileContext context = FileContext.getFileContext(file.toUri(), settings);
        Path unfinished = new Path(file.getParent(), "unfinished");
        try (FSDataOutputStream out = context.create(
                unfinished, EnumSet.of(CreateFlag.CREATE), org.apache.hadoop.fs.Options.CreateOpts.createParent())) {
            out.write("version 1".getBytes(UTF_8));
        }
        context.rename(unfinished, file);
        assertThat(folder.resolve("day 1/.sales.csv.crc")).exists();
        assertThat(read(ours)).isEqualTo("version 1");
        write(ours, "version 2");
        try (FSDataInputStream in = context.open(file)) {
            assertThat(new String(in.readAllBytes(), UTF_8)).isEqualTo("version 2");
        }
    }

    private java.nio.file.Path local() {
        return folder.resolve("day 1/sales.csv");
    }

    private void write(FileSystem disk, String text) throws IOException {
        try (FSDataOutputStream out = disk.create(file, true)) {
            out.write(text.getBytes(UTF_8));
        }
    }

    private String read(FileSystem disk) throws IOException {
        try (FSDataInputStream in = disk.open(file)) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
