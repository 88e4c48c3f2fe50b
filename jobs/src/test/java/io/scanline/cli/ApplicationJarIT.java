package io.scanline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** The jar as it is handed out: what it weighs, and what it says of what it takes along. */
class ApplicationJarIT {
    private static final Path JAR = Path.of("target/scanline-jobs.jar");
    private static final Path BILL = Path.of("target/scanline-jobs.bom.json");
    /** Our own, and what the bill lists because a part needs it, but Spark brings. */
    private static final Set<String> NOT_TAKEN_ALONG = Set.of("io.scanline", "com.fasterxml.jackson.core");

    private static final long MOST_BYTES = 20_000_000;

    @Test
    void itWeighsLittleBesideItsNativeParts() throws IOException {
        try (ZipFile jar = new ZipFile(JAR.toFile())) {
            assertThat(jar.stream()
                            .filter(entry -> !entry.getName().matches(".*\\.(so|dll|dylib)"))
                            .mapToLong(ZipEntry::getCompressedSize)
                            .sum())
                    .isLessThan(MOST_BYTES);
            assertThat(jar.stream()
                            .map(ZipEntry::getName)
                            .filter(name -> name.matches("(org/apache|scala|io/delta)/.*")))
                    .as("parts of Spark, which the cluster has")
                    .isEmpty();
        }
    }

    @Test
    void itNamesWhatItTakesAlong() throws IOException {
        assumeTrue(Files.exists(BILL), "a fast build lists no parts");
        List<String> parts = new ArrayList<>();
        for (JsonNode part : new ObjectMapper().readTree(BILL.toFile()).path("components")) {
            if (!NOT_TAKEN_ALONG.contains(part.path("group").asText())) {
                assertThat(part.at("/licenses").isEmpty())
                        .as(part.path("purl").asText())
                        .isFalse();
                parts.add(part.path("group").asText() + ":" + part.path("name").asText());
            }
        }
        String notice = text("META-INF/NOTICE");

        assertThat(parts).contains("info.picocli:picocli").allSatisfy(part -> assertThat(notice)
                .contains(part));
        assertThat(text("META-INF/LICENSE")).contains("Apache License");
    }

    private static String text(String name) throws IOException {
        try (ZipFile jar = new ZipFile(JAR.toFile());
                InputStream in = jar.getInputStream(jar.getEntry(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
