package io.scanline.verify;

import java.util.Objects;
import java.util.Optional;

/** Counts differences and keeps the first by file and line; a file as a whole comes after its lines. */
final class Findings {
    private long count;
    private Difference first;

    void add(String file, long line, String raw, String lake) {
        add(new Difference(file, line, raw, lake));
    }

    void add(String file, long line, Mismatch mismatch) {
        add(file, line, mismatch.raw(), mismatch.lake());
    }

    /** A difference of the file as a whole. */
    void ofFile(String file, Mismatch mismatch) {
        add(new Difference(file, null, mismatch.raw(), mismatch.lake()));
    }

    private void add(Difference difference) {
        count++;
        if (first == null
                || LakePlace.compare(difference.file(), lineOf(difference), first.file(), lineOf(first)) < 0) {
            first = difference;
        }
    }

    private static long lineOf(Difference difference) {
        return Objects.requireNonNullElse(difference.line(), Long.MAX_VALUE);
    }

    long count() {
        return count;
    }

    Optional<Difference> first() {
        return Optional.ofNullable(first);
    }
}
