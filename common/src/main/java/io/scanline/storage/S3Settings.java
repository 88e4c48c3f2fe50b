package io.scanline.storage;

import java.util.Map;

/** How the S3 client is set up where nobody says otherwise. */
public final class S3Settings {
    /** Hadoop's names. The accelerating stream, Hadoop's default, gives up where the classic one reads on after a broken connection. */
    public static final Map<String, String> DEFAULTS = Map.of("fs.s3a.input.stream.type", "classic");

    private S3Settings() {}
}
