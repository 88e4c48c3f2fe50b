package io.scanline.verify;

import io.scanline.config.ScanlineException;
import java.util.Optional;

/**
 * Which line to explain.
 *
 * @param file location as the ledger has it, a local path, or the end of one
 * @param line line in that file, 1-based, header included
 * @param profile source profile where the file's batch does not say with which it was loaded
 */
public record ExplainOptions(String file, long line, Optional<String> profile) {
    /** @param place the file and the line, with a colon between */
    public static ExplainOptions of(String place, Optional<String> profile) {
        int colon = place.lastIndexOf(':');
        String number = place.substring(colon + 1);
        if (colon < 1 || !number.matches("[0-9]{1,18}") || Long.parseLong(number) < 1) {
            throw ScanlineException.usage(
                    place + " is not a file and a line.",
                    "Write FILE:LINE, such as day1.csv:17; the header is line 1.");
        }
        return new ExplainOptions(place.substring(0, colon), Long.parseLong(number), profile);
    }
}
