package io.scanline.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scanline.config.ScanlineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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
        unheard();

        try (Lease taken = Lease.take(Location.of(lake), hadoop, "ingest-2")) {
            assertThat(taken).isNotNull();
            assertThat(file).content().startsWith("ingest-2\n");
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aRunThatWasTakenForDeadIsToldAndLeavesTheLakeToTheOther() throws IOException {
        Location lake = Location.of(folder.resolve("lake"));
        try (Lease slow = Lease.take(lake, hadoop, "ingest-1")) {
            slow.confirm();
            unheard();
            try (Lease taken = Lease.take(lake, hadoop, "ingest-2")) {
                slow.renew();
                assertThatThrownBy(slow::confirm)
                        .isInstanceOfSatisfying(ScanlineException.class, e -> assertThat(e.code())
                                .isEqualTo(ScanlineException.Code.BUSY))
                        .hasMessageContaining("ingest-2");
                taken.renew();
                taken.confirm();
                slow.close();
                taken.renew();
                taken.confirm();
            }
        }
    }

    /** As where the disk is full for a while. */
    @ParameterizedTest
    @EnumSource(Faults.Kind.class)
    void aRenewalThatBreaksOffIsMadeUpForByTheNext(Faults.Kind kind) {
        FaultyDisk.mount(hadoop);
        // the lease is created and written, then created anew and written
        for (int change = 3; change <= 4; change++) {
            Faults faults = Faults.at(change, kind);
            Path lake = folder.resolve("lake-" + change);
            try (Lease lease = Lease.take(
                    FaultyDisk.seenBy("renewal-" + kind.ordinal() + "-" + change, faults, lake), hadoop, "ingest-1")) {
                lease.renew();
                assertThat(faults.happened()).isTrue();
                lease.renew();
                lease.confirm();
                assertThat(lake.resolve("_scanline/lease")).content().startsWith("ingest-1\n");
            }
            assertThat(lake).doesNotExist();
        }
    }

    @Test
    void ofManyRunsThatTakeOverOneDoes() throws Exception {
        Location lake = Location.of(folder.resolve("lake"));
        for (int round = 0; round < 50; round++) {
            Lease dead = Lease.take(lake, hadoop, "dead");
            unheard();
            AtomicInteger taken = new AtomicInteger();
            CompletableFuture<?>[] runs = IntStream.range(0, 8)
                    .mapToObj(run -> CompletableFuture.runAsync(() -> {
                        try {
                            Lease.take(lake, hadoop, "ingest-" + run).confirm();
                            taken.incrementAndGet();
                        } catch (ScanlineException busy) {
                            assertThat(busy.code()).as(busy.getMessage()).isEqualTo(ScanlineException.Code.BUSY);
                        }
                    }))
                    .toArray(CompletableFuture[]::new);
            CompletableFuture.allOf(runs).join();
            assertThat(taken).as("round " + round).hasValue(1);
            dead.close();
            Files.delete(folder.resolve("lake/_scanline/lease"));
        }
    }

    private void unheard() throws IOException {
        Files.setLastModifiedTime(
                folder.resolve("lake/_scanline/lease"),
                FileTime.from(Instant.now().minus(Lease.EXPIRY).minusSeconds(1)));
    }
}
