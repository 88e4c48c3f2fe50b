package io.scanline.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class NativeTreesTest {
    /** A file that a second process unpacked over would take this one down. */
    @Test
    void runsFromFilesThatNoOtherProcessWrites() throws IOException {
        String usual = System.getProperty("java.io.tmpdir");

        NativeTrees.load();

        List<Path> mapped = Files.readAllLines(Path.of("/proc/self/maps")).stream()
                .filter(line -> line.contains("lib_lightgbm"))
                .map(line -> Path.of(line.substring(line.indexOf('/'))))
                .distinct()
                .toList();
        assertThat(mapped).hasSize(2).allSatisfy(file -> assertThat(file.getParent())
                .isNotEqualTo(Path.of(usual)));
        assertThat(System.getProperty("java.io.tmpdir")).isEqualTo(usual);
    }
}
