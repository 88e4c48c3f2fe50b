package io.scanline.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Paths;
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
    void childrenOfABucketStayInIt() {
        assertThat(Location.of("s3a://bucket/lake").child("runs").toString()).isEqualTo("s3a://bucket/lake/runs");
    }

    @Test
    void namesTheSchemeToUseForS3() {
        assertThatThrownBy(() -> Location.of("s3://bucket/lake")).hasMessageContaining("Write s3a://bucket/lake");
    }
}
