package io.scanline.ingest;

import io.scanline.spark.Result;
import java.util.List;

/**
 * What a load of a reference table did with every row of its files:
 * {@code rows = accepted + duplicate + superseded + skipped + quarantined}.
 *
 * @param accepted sound rows, one a key
 * @param changed accepted rows that were new or other than what the table had
 * @param duplicate rows equal to another of the same file
 * @param superseded rows whose key a later file of the same load has again
 * @param skipped rows that a skip-when rule of the profile leaves out
 * @param quarantined rows in quarantined_lines
 * @param warnings what is odd and was loaded all the same
 */
public record ReferenceIngestResult(
        String dataset,
        long files,
        long rows,
        long accepted,
        long changed,
        long duplicate,
        long superseded,
        long skipped,
        long quarantined,
        List<String> warnings,
        List<String> firstRejects,
        boolean dryRun)
        implements Result {
    @Override
    public String summary() {
        StringBuilder text = new StringBuilder("%s: %,d rows in %,d %s; %,d accepted, of them %,d new or changed%s"
                .formatted(
                        dataset,
                        rows,
                        files,
                        files == 1 ? "file" : "files",
                        accepted,
                        changed,
                        dryRun ? " (dry run: nothing written)" : ""));
        append(text, duplicate, "duplicates");
        append(text, superseded, "superseded by a later file");
        append(text, skipped, "skipped by the profile's rules");
        append(text, quarantined, "quarantined");
        firstRejects.forEach(reject -> text.append("\n  quarantined: ").append(reject));
        warnings.forEach(warning -> text.append("\n  warning: ").append(warning));
        return text.toString();
    }

    private static void append(StringBuilder text, long count, String what) {
        if (count > 0) {
            text.append("; %,d %s".formatted(count, what));
        }
    }
}
