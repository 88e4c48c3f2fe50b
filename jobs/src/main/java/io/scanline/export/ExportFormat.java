package io.scanline.export;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The kinds of files that a table can be exported to. */
public enum ExportFormat {
    CSV,
    JSONL,
    PARQUET;

    String extension() {
        return "." + name().toLowerCase(Locale.ROOT);
    }

    /** The format that a file's name tells; empty for the name of a folder. */
    static Optional<ExportFormat> ofFile(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return Stream.of(values())
                .filter(format -> lower.endsWith(format.extension()))
                .findFirst();
    }
}
