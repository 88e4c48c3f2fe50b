package io.scanline.ingest;

import io.scanline.cli.Scanline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;

/**
 * The same made-up lines in every layout, and a lake with the chain's reference tables; kept between runs. None is spoiled: a
 * quote too many makes other readers lose thousands of lines without a word, and no two would do the same work.
 */
record BenchmarkInput(Path folder, int days) {
    private static final int STORES = 100;
    private static final int LINES_PER_STORE_DAY = 5_000;

    /** What a day of this chain comes to. */
    private static final int LINES_A_DAY = 325_000;

    /** A layout by the options of {@code generate} that make it. */
    enum Layout {
        CSV("csv", "none"),
        CSV_GZ("csv", "gz"),
        JSONL("jsonl", "none"),
        PARQUET("parquet", "none");

        private final String format;
        private final String compression;

        Layout(String format, String compression) {
            this.format = format;
            this.compression = compression;
        }
    }

    static BenchmarkInput of(Path work, long lines) {
        int days = Math.toIntExact(Math.max(1, Math.round((double) lines / LINES_A_DAY)));
        return new BenchmarkInput(work.resolve("input-" + days + "-days"), days);
    }

    Path sales(Layout layout) {
        return chain(layout).resolve("sales");
    }

    Path reference() {
        return chain(Layout.CSV).resolve("reference");
    }

    private Path chain(Layout layout) {
        return folder.resolve(layout.name());
    }

    private Path lake() {
        return folder.resolve("lake");
    }

    /** A lake that knows the chain's stores and products and no sales yet. */
    Path freshLake() throws IOException {
        Path fresh = fresh("lake");
        FileUtils.copyDirectory(lake().toFile(), fresh.toFile());
        return fresh;
    }

    /** A place that holds nothing, for what a contender writes. */
    Path fresh(String name) throws IOException {
        Path place = folder.resolveSibling("out").resolve(name);
        FileUtils.deleteDirectory(place.toFile());
        return place;
    }

    void make(Layout layout) throws IOException, InterruptedException {
        generate(Layout.CSV);
        generate(layout);
        if (!Files.exists(lake())) {
            Path unfinished = folder.resolve("lake.unfinished");
            FileUtils.deleteDirectory(unfinished.toFile());
            scanline("ingest", "--dataset", "reference", "--source", reference(), "--lake", unfinished);
            Files.move(unfinished, lake());
        }
    }

    private void generate(Layout layout) throws IOException, InterruptedException {
        if (Files.exists(chain(layout))) {
            return;
        }
        Path unfinished = folder.resolve(layout.name() + ".unfinished");
        FileUtils.deleteDirectory(unfinished.toFile());
        scanline(
                "generate",
                "--out",
                unfinished,
                "--format",
                layout.format,
                "--compression",
                layout.compression,
                "--stores",
                STORES,
                "--items",
                1_000,
                "--days",
                days,
                "--lines-per-store-day",
                LINES_PER_STORE_DAY,
                "--seed",
                3);
        Files.move(unfinished, chain(layout));
    }

    private static void scanline(Object... words) throws IOException, InterruptedException {
        List<String> arguments = Stream.of(words).map(String::valueOf).toList();
        BenchmarkProcess.run(List.of("-Xmx2g"), Scanline.class, arguments);
    }
}
