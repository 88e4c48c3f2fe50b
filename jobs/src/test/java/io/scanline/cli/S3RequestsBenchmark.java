package io.scanline.cli;

import io.scanline.spark.SparkExtension;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the jobs ask of S3 for about as many lines as {@code scanline.s3-lines} names, of ten stores and ten days in ten files: requests by
 * kind and bytes kept, after each step. It judges nothing, and is no part of a build.
 */
@EnabledIfSystemProperty(named = "scanline.s3-lines", matches = "\\d+")
class S3RequestsBenchmark {
    private static final String BUCKET = "s3a://" + S3Server.BUCKET + "/";

    @TempDir
    Path folder;

    private final Map<String, String> settings = new HashMap<>(SparkExtension.FEW_ROWS);

    @Test
    void measure() throws IOException, InterruptedException {
        int linesAStoreAndDay = Integer.getInteger("scanline.s3-lines") / 100;
        Path source = folder.resolve("source");
        try (S3Server server = S3Server.start(Files.createDirectory(folder.resolve("server")));
                FaultyNetwork network = FaultyNetwork.before(server.port(), 0, 0)) {
            settings.putAll(S3Server.settings(network.port()));
            settings.forEach(System::setProperty);
            run("generate --stores=10 --items=300 --start=2025-03-03 --days=10 --seed=5 --lines-per-store-day="
                    + linesAStoreAndDay + " --out=" + source);
            S3Server.upload(source, BUCKET + "source", settings);
            for (String steps : new String[] {"ingest", "summarize", "compare,detect", "forecast,reorder,report"}) {
                Map<String, Integer> before = network.requests();
                String out = run("run --steps=" + steps + " --lake=" + BUCKET + "lake --source=" + BUCKET
                        + "source --out=" + folder.resolve("report.html"));
                Map<String, Integer> asked = network.requests();
                asked.replaceAll((kind, count) -> count - before.getOrDefault(kind, 0));
                System.out.printf(
                        Locale.ROOT,
                        "%s: %s, %,d bytes kept%n%s%n",
                        steps,
                        asked,
                        bytes(server.bucket().resolve("lake")),
                        out.lines().findFirst().orElse(""));
            }
        }
    }

    @AfterEach
    void forgetSettings() {
        settings.keySet().forEach(System::clearProperty);
    }

    private static String run(String words) {
        return Commands.run(Map.of(), words.split(" ")).succeeded().out();
    }

    private static long bytes(Path lake) throws IOException {
        try (Stream<Path> files = Files.walk(lake)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(S3RequestsBenchmark::size)
                    .sum();
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
