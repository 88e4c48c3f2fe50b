package io.scanline.ingest;

import java.io.Serializable;
import java.util.List;

/**
 * What one reading of a file's bytes tells, before a parser sees it.
 *
 * @param lines lines by their ends, a last one without an end included; for Parquet, rows
 * @param blank lines of spaces and tabs at most
 * @param columns names in the CSV header, or keys in the first JSON lines; for Parquet names with their types
 * @param ranges parts that tasks read on their own
 * @param problem why the file cannot be taken in, with the way out; null where it can
 */
record ScannedFile(
        SourceFile file,
        Format format,
        String sha256,
        long lines,
        long blank,
        List<String> columns,
        List<Range> ranges,
        String problem)
        implements Serializable {
    /**
     * A part of a file that starts with a line.
     *
     * @param start first byte, of the stored bytes
     * @param length bytes; the rest of the file where it is compressed
     * @param firstLine number of its first line, from 1
     */
    record Range(long start, long length, long firstLine) implements Serializable {}

    static ScannedFile unusable(SourceFile file, String problem) {
        return new ScannedFile(file, null, "", 0, 0, List.of(), List.of(), problem);
    }

    /** The file as if it had this many of its lines alone. */
    ScannedFile ofLines(long count) {
        return new ScannedFile(file, format, sha256, count, 0, columns, List.of(), problem);
    }

    boolean usable() {
        return problem == null;
    }
}
