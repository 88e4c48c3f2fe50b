package io.scanline.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scanline.config.ScanlineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaseTest {
    @TempDir
    Path folder;

    private final Configuration hadoop = new Configuration();

    @Test
    void aSecondRunIsToldWhoHoldsTheLake() {
        Location lake = Location.of(folder.resolve("lake"));
        try (Lease held = Lease.take(lake, hadoop, "ingest-1 since 08:00")) {
            assertThat(held).isNotNull();
            assertThatThrownBy(() -> Lease.take(lake, hadoop, "ingest-2"))
                    .isInstanceOfSatisfying(
                            ScanlineException.class, e -> assertThat(e.code()).isEqualTo(ScanlineException.Code.BUSY))
                    .hasMessageContaining("ingest-1 since 08:00");
        }
    }

    @Test
    void aRunThatWroteNothingLeavesNoFolders() {
        Lease.take(Location.of(folder.resolve("lake")), hadoop, "ingest-1").close();

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void theLeaseOfADeadRunIsTakenOver() throws IOException {
        Path lake = folder.resolve("lake");
        Path file = lake.resolve("_scanline/lease");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "ingest-1, which died");
        Files.setLastModifiedTime(
                file, FileTime.from(Instant.now().minus(Lease.EXPIRY).minusSeconds(1)));

        try (Lease taken = Lease.take(Location.of(lake), hadoop, "ingest-2")) {
            assertThat(taken).isNotNull();
            assertThat(file).hasContent("ingest-2");
        }
    }
}
