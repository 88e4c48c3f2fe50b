package io.scanline.verify;

import io.scanline.spark.Result;
import java.util.List;

/**
 * Where one raw line went.
 *
 * @param file location as the ledger has it
 * @param line line in that file, 1-based
 * @param place ACCEPTED, CORRECTED, DUPLICATE, SUPERSEDED, QUARANTINED, HEADER, BLANK or NOWHERE
 * @param text the line without card numbers and customer; null where the file is not there any more
 * @param details what the lake has of it, a sentence each
 */
public record Explanation(String file, long line, String place, String text, List<String> details) implements Result {
    @Override
    public String summary() {
        return file + " line " + line + ": " + place + (text == null ? "" : "\n  | " + text)
                + (details.isEmpty() ? "" : "\n  " + String.join("\n  ", details));
    }
}
