package io.scanline.verify;

import io.scanline.config.ScanlineException;
import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/**
 * One line of a raw file.
 *
 * @param start line that its record starts on; before the line asked for where quotes hold line breaks
 * @param text as it stands; null for Parquet
 * @param sale what it says; null where it cannot be split
 */
record RawLine(long start, RawRecords.Kind kind, String text, RawSale sale) {
    /**
     * Reads up to the line; empty where the file is not there any more.
     *
     * @throws ScanlineException usage error where the file has no such line
     */
    static Optional<RawLine> find(LedgerFile file, long line, Layout layout, Configuration hadoop) {
        try {
            Optional<RawFile> raw = RawFile.open(file.uri(), layout, hadoop);
            if (raw.isEmpty()) {
                return Optional.empty();
            }
            try (RawFile open = raw.get()) {
                return Optional.of(find(open.records(), file, line));
            }
        } catch (IOException e) {
            throw ScanlineException.storage(
                    file.uri() + " cannot be read: " + e.getMessage(), "Check the file and its storage.", e);
        }
    }

    private static RawLine find(RawRecords records, LedgerFile file, long line) throws IOException {
        RawLine found = null;
        long last = 0;
        while (records.next() && records.number() <= line) {
            last = records.number();
            found = new RawLine(last, records.kind(), records.text(), records.sale());
            if (last == line) {
                return found;
            }
        }
        if (found == null || records.number() <= line) {
            throw ScanlineException.usage(
                    file.uri() + " ends with line " + last + ".", "Give a line between 1 and " + last + ".");
        }
        return found;
    }
}
