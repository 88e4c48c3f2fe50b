package io.scanline.report;

import io.scanline.config.ScanlineException;
import io.scanline.storage.Location;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.apache.hadoop.conf.Configuration;

/** Puts the page where it was asked for: whole or not at all. */
final class ReportFile {
    private ReportFile() {}

    static void write(Location out, byte[] page, Configuration hadoop) {
        URI uri = out.path().toUri();
        try {
            if (uri.getScheme() == null || uri.getScheme().equals("file")) {
                writeLocal(Path.of(uri.getPath()), page);
            } else {
                try (OutputStream file = out.fileSystem(hadoop).create(out.path(), true)) {
                    file.write(page);
                }
            }
        } catch (IOException e) {
            throw ScanlineException.storage(
                    "The report cannot be written to " + out + ": " + e.getMessage(),
                    "Give another place with --out FILE.",
                    e);
        }
    }

    /** By plain Java: Hadoop's local file system would leave a checksum file beside. */
    private static void writeLocal(Path file, byte[] page) throws IOException {
        if (Files.isDirectory(file)) {
            throw ScanlineException.usage(
                    file + " is a folder.", "Give a file, such as --out " + file.resolve("scanline-report.html"));
        }
        Files.createDirectories(file.getParent());
        Path part = file.resolveSibling("." + file.getFileName() + ".part");
        try {
            Files.write(part, page);
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
