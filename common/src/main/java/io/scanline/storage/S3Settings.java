package io.scanline.storage;

import java.util.Map;

/** How the S3 client is set up where nobody says otherwise. */
public final class S3Settings {
    /**
     * Hadoop's names. The accelerating stream, Hadoop's default, gives up where the classic one reads on after a broken connection; and
     * so does that one where Parquet asks it for many ranges at once.
     */
    public static final Map<String, String> DEFAULTS =
            Map.of("fs.s3a.input.stream.type", "classic", "parquet.hadoop.vectored.io.enabled", "false");

    private S3Settings() {}
}
