package io.scanline.cli;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/** A local lake's files, by which a test sees how far a run in another process has come. */
public final class LakeFiles {
    private LakeFiles() {}

    /** All files that stand there now; some may come and go meanwhile. */
    public static Set<Path> of(Path lake) throws IOException {
        Set<Path> found = new HashSet<>();
        Files.walkFileTree(lake, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                found.add(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException deletedMeanwhile) {
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException deletedMeanwhile) {
                return FileVisitResult.CONTINUE;
            }
        });
        return found;
    }

    /** Lets two minutes pass, as far as the lease of a run that died can tell. */
    public static void expireLease(Path lake) throws IOException {
        Path lease = lake.resolve("_scanline/lease");
        if (Files.exists(lease)) {
            Files.setLastModifiedTime(lease, FileTime.from(Instant.now().minus(Duration.ofMinutes(2))));
        }
    }
}
