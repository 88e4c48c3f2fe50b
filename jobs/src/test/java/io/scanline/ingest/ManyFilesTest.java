package io.scanline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.scanline.spark.SparkExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** A till that writes a file for every receipt: the driver lists, plans and loads them all within its gigabyte. */
@EnabledIfSystemProperty(named = "scanline.tiny-files", matches = "\\d+")
class ManyFilesTest {
    private static final int FILES = Integer.getInteger("scanline.tiny-files", 0);
    private static final int FILES_PER_FOLDER = 1_000;

    @TempDir
    Path folder;

    @Test
    void aGigabyteIsEnoughForTheDriver() throws IOException, InterruptedException {
        Path source = Files.createDirectory(folder.resolve("source"));
        LocalDate first = LocalDate.parse("2024-01-01");
        for (int file = 0; file < FILES; file++) {
            Path day = Files.createDirectories(source.resolve("till-" + file / FILES_PER_FOLDER));
            String line = String.format(
                    Locale.ROOT,
                    "1,T%d,1,4711,%sT09:30:00,1,2.50,,Beans%n",
                    file,
                    first.plusDays(file / FILES_PER_FOLDER));
            Files.writeString(day.resolve("receipt-" + file + ".csv"), SixFiles.HEADER + line);
        }
        Path profile = Files.writeString(folder.resolve("shop.yaml"), SixFiles.PROFILE);

        Instant start = Instant.now();
        DriverProcess driver = DriverProcess.start(
                "io.scanline.cli.Scanline",
                SparkExtension.FEW_ROWS,
                List.of(
                        "ingest",
                        "--source=" + source,
                        "--profile=" + profile,
                        "--lake=" + folder.resolve("lake"),
                        "--settle=0"),
                folder.resolve("driver.log"));
        int code = driver.exitCode();

        System.out.printf(
                "%d files in %d s:%n%s%n",
                FILES, Duration.between(start, Instant.now()).toSeconds(), driver.printed());
        assertThat(code).isZero();
        assertThat(driver.printed()).contains(String.format(Locale.ROOT, "%,d accepted + 0 duplicate", FILES));
    }
}
