package io.scanline.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Paths;
import java.util.List;
import org.junit.jupiter.api.Test;

class LocationTest {
    @Test
    void aPlainPathIsRelativeToTheWorkingFolder() {
        assertThat(Location.of("lake/../lake").toString())
                .isEqualTo("file:" + Paths.get("lake").toAbsolutePath());
    }

    @Test
    void keepsSpacesInPlainPaths() {
        assertThat(Location.of("/tmp/my lake").child("runs").path().toUri().getPath())
                .isEqualTo("/tmp/my lake/runs");
    }

    @Test
    void aLocationsTextIsThatLocation() {
        for (String path : List.of("/tmp/my lake", "/tmp/#1/50%/a%20b", "/tmp/{a,b}[0-9]?/*", "s3a://bucket/my lake")) {
            Location location = Location.of(path);
            assertThat(Location.of(location.toString())).isEqualTo(location);
        }
        assertThat(Location.of("file:/tmp/#1 50%/a b").path().toUri().getPath()).isEqualTo("/tmp/#1 50%/a b");
    }

    @Test
    void aBucketMustBeNamed() {
        assertThatThrownBy(() -> Location.of("s3a:///lake")).hasMessageContaining("names no bucket");
    }

    @Test
    void childrenOfABucketStayInIt() {
        assertThat(Location.of("s3a://bucket/lake").child("runs").toString()).isEqualTo("s3a://bucket/lake/runs");
    }

    @Test
    void aWebAddressIsNoPlaceForFiles() {
        assertThatThrownBy(() -> Location.of("https://example.com/day.csv")).hasMessageContaining("Copy them");
    }

    @Test
    void namesTheSchemeToUseForS3() {
        assertThatThrownBy(() -> Location.of("s3://bucket/lake")).hasMessageContaining("Write s3a://bucket/lake");
    }
}
