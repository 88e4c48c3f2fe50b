package io.scanline.ingest;

import java.io.Serializable;
import java.util.Locale;

/**
 * A file as its storage lists it.
 *
 * @param uri full location, the file's name in the ledger
 * @param length bytes as stored
 * @param modifiedAt last change, milliseconds since 1970 UTC
 */
record SourceFile(String uri, long length, long modifiedAt) implements Serializable {
    Compression compression() {
        String name = uri.toLowerCase(Locale.ROOT);
        return name.endsWith(".gz") ? Compression.GZIP : name.endsWith(".zst") ? Compression.ZSTD : Compression.NONE;
    }

    enum Compression {
        NONE,
        GZIP,
        ZSTD
    }
}
