package io.scanline.ingest;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Tells from a file's first bytes that it is not of the format that its name or profile says. */
final class OtherFormat {
    private static final int LOOKED_AT = 4096;

    private OtherFormat() {}

    /** What the bytes are instead, with the way out; empty where they may be what they should. */
    static Optional<String> named(byte[] bytes, int length, Format format) {
        boolean parquet = starts(bytes, length, "PAR1");
        if (format == Format.PARQUET) {
            return parquet
                    ? Optional.empty()
                    : Optional.of("it does not start as a Parquet file does; mend its name or the profile's format");
        }
        if (parquet) {
            return Optional.of("it is a Parquet file; mend its name or the profile's format");
        }
        if (starts(bytes, length, "PK\u0003\u0004")) {
            return Optional.of("it is a ZIP archive or an Excel workbook; export it as CSV in UTF-8");
        }
        if (length > 1 && (bytes[0] & 0xFF) == 0x1F && (bytes[1] & 0xFF) == 0x8B) {
            return Optional.of("it is compressed with gzip; end its name in .gz");
        }
        if (length > 3
                && (bytes[0] & 0xFF) == 0x28
                && (bytes[1] & 0xFF) == 0xB5
                && (bytes[2] & 0xFF) == 0x2F
                && (bytes[3] & 0xFF) == 0xFD) {
            return Optional.of("it is compressed with zstd; end its name in .zst");
        }
        if (length > 1
                && (((bytes[0] & 0xFF) == 0xFF && (bytes[1] & 0xFF) == 0xFE)
                        || ((bytes[0] & 0xFF) == 0xFE && (bytes[1] & 0xFF) == 0xFF))) {
            return Optional.of("it is UTF-16; save it as UTF-8");
        }
        for (byte b : Arrays.copyOf(bytes, Math.min(length, LOOKED_AT))) {
            if (b == 0) {
                return Optional.of("it has zero bytes: not a text file; export it as text in UTF-8");
            }
        }
        return text(bytes, length, format);
    }

    private static Optional<String> text(byte[] bytes, int length, Format format) {
        String beginning = new String(bytes, 0, Math.min(length, 64), StandardCharsets.ISO_8859_1)
                .replaceFirst("^\u00EF\u00BB\u00BF", "")
                .stripLeading();
        if (format == Format.JSONL && !beginning.startsWith("{")) {
            return Optional.of("its first line is no JSON object; one object a line is expected");
        }
        if (format == Format.CSV
                && (beginning.startsWith("{\"")
                        || beginning.startsWith("<?xml")
                        || beginning.startsWith("<!DOCTYPE")
                        || beginning.startsWith("%PDF"))) {
            return Optional.of("it starts with " + beginning.substring(0, Math.min(12, beginning.length()))
                    + "; mend its name or the profile's format");
        }
        return Optional.empty();
    }

    private static boolean starts(byte[] bytes, int length, String magic) {
        return length >= magic.length()
                && new String(bytes, 0, magic.length(), StandardCharsets.ISO_8859_1).equals(magic);
    }
}
