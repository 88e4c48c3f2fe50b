package io.scanline.ingest;

import java.util.Locale;
import java.util.Optional;

/** How a source's files are laid out; the text formats may be compressed with gzip or zstd. */
enum Format {
    CSV,
    JSONL,
    PARQUET;

    /** The name that profiles and file extensions use. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The format that a file's name tells, by its ending before {@code .gz} or {@code .zst}. */
    static Optional<Format> ofFile(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replaceFirst("\\.(gz|zst)$", "");
        if (plain.endsWith(".csv")) {
            return Optional.of(CSV);
        }
        if (plain.endsWith(".jsonl") || plain.endsWith(".ndjson") || plain.endsWith(".json")) {
            return Optional.of(JSONL);
        }
        return plain.endsWith(".parquet") ? Optional.of(PARQUET) : Optional.empty();
    }
}
