package io.scanline.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.scanline.storage.Location;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {
    private static final long MEGABYTE = 1L << 20;

    @TempDir
    Path folder;

    @Test
    void findsTheBuildsOwnVersionsInOrder() {
        DoctorResult result = examine(folder.resolve("lake"));

        assertThat(result.findings())
                .filteredOn(finding -> List.of(
                                "Java", "module flags", "Spark", "Delta Lake", "Hadoop", "lake", "time zones")
                        .contains(finding.subject()))
                .hasSize(7)
                .allSatisfy(finding ->
                        assertThat(finding.level()).as(finding.toString()).isEqualTo(Finding.Level.OK));
        assertThat(result.summary()).contains("Ready");
    }

    @Test
    void leavesNothingBehind() throws IOException {
        examine(folder.resolve("a/b/lake"));

        try (var left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void aLakeThatCannotBeWrittenIsAStorageFailure() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "a file, not a folder");

        DoctorResult result = examine(file);

        assertThat(result.exitCode()).isEqualTo(4);
        assertThat(result.summary()).contains("FAIL  lake", "Not ready");
    }

    @Test
    void saysWhatToMend() {
        assertThat(MachineChecks.java(11, "11.0.2")).satisfies(finding -> {
            assertThat(finding.level()).isEqualTo(Finding.Level.FAIL);
            assertThat(finding.wayOut()).contains("JDK 17");
        });
        assertThat(MachineChecks.version("Spark", "4.2", "4.20.0").level()).isEqualTo(Finding.Level.FAIL);
        assertThat(MachineChecks.version("Spark", "4.2", "4.2.1").level()).isEqualTo(Finding.Level.OK);
        assertThat(MachineChecks.heap(512 * MEGABYTE).level()).isEqualTo(Finding.Level.FAIL);
        assertThat(MachineChecks.heap(1024 * MEGABYTE).level()).isEqualTo(Finding.Level.WARN);
        assertThat(MachineChecks.space(folder, 100 * MEGABYTE).level()).isEqualTo(Finding.Level.FAIL);
        assertThat(LakeChecks.clock(Duration.ofMinutes(-2)).level()).isEqualTo(Finding.Level.WARN);
        assertThat(LakeChecks.latency(Duration.ofMillis(900)).level()).isEqualTo(Finding.Level.WARN);
        assertThat(LakeChecks.latency(Duration.ofMillis(20)).level()).isEqualTo(Finding.Level.OK);
        assertThat(LakeChecks.consistency(false).level()).isEqualTo(Finding.Level.FAIL);
        assertThat(new DoctorResult(List.of(MachineChecks.java(11, "11"))).exitCode())
                .isEqualTo(2);
    }

    private static DoctorResult examine(Path lake) {
        return Doctor.examine(Location.of(lake), new Configuration(), Map.of(), Clock.systemUTC());
    }
}
