package io.scanline.verify;

import io.scanline.config.ScanlineException;

/**
 * One place where the lake is not what the raw files say.
 *
 * @param file location as the ledger has it
 * @param line line in that file, 1-based; null where the file as a whole differs
 * @param raw what the file says
 * @param lake what the lake says
 */
public record Difference(String file, Long line, String raw, String lake) {
    @Override
    public String toString() {
        return (line == null ? file : file + " line " + line) + ": the file says " + raw + "; the lake says " + lake;
    }

    /** The refusal that ends a run. */
    ScanlineException refusal(long differences) {
        return ScanlineException.refused(
                String.format(
                        java.util.Locale.ROOT,
                        "The lake differs from the raw files in %,d %s. The first: %s",
                        differences,
                        differences == 1 ? "place" : "places",
                        this),
                "scanline verify explain-line FILE:LINE shows where a line went; a file that changed since it was loaded is taken in by scanline ingest.");
    }
}
