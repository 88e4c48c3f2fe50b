package io.scanline.maintain;

import io.scanline.config.ScanlineException;
import io.scanline.spark.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What an erasure found and did, and the proof. In a dry run nothing was done, and what is left is what was found.
 *
 * @param hashesFound values with the customer's hash in all files of all versions, before
 * @param idsFound values with the customer's id in text that came in, before
 * @param tables tables that held the customer
 * @param stagingRemoved batches whose judged lines ingest left behind
 * @param filesRead files that were read for the proof: all that the lake has
 * @param sameWords values in which the same word stands for something else, such as an item or a file; they stay
 * @param leftIn some of the files in which the customer is left
 */
public record ErasureResult(
        long hashesFound,
        long idsFound,
        List<ErasureJob.ErasedTable> tables,
        long stagingRemoved,
        long filesRead,
        long bytesRead,
        long hashesLeft,
        long idsLeft,
        long sameWords,
        List<String> leftIn,
        boolean dryRun)
        implements Result {
    static final int SHOWN = 5;

    @Override
    public String summary() {
        List<String> said = new ArrayList<>();
        if (hashesFound + idsFound == 0) {
            said.add(String.format(
                    Locale.ROOT,
                    "The customer is nowhere in the %,d files (%s) of the lake, if the key is the one that ingest ran with.",
                    filesRead,
                    MaintainResult.size(bytesRead)));
        } else {
            said.add(String.format(
                    Locale.ROOT,
                    "%s: %,d values with the hash and %,d with the id, in all versions.",
                    dryRun ? "Would erase the customer" : "Erased the customer",
                    hashesFound,
                    idsFound));
            tables.forEach(table -> said.add(String.format(
                    Locale.ROOT,
                    "%s: %,d values in %,d files written anew; %,d files of older versions removed",
                    table.table(),
                    table.values(),
                    table.filesRewritten(),
                    table.filesRemoved())));
            if (!dryRun) {
                said.add(String.format(
                        Locale.ROOT,
                        "Proof: read all %,d files (%s): %,d values with the hash, %,d with the id. No row and no sum changed.",
                        filesRead,
                        MaintainResult.size(bytesRead),
                        hashesLeft,
                        idsLeft));
            }
        }
        if (sameWords > 0) {
            said.add(String.format(
                    Locale.ROOT,
                    "%,d values have the same word where no customer stands, such as item numbers or names of files; they stay.",
                    sameWords));
        }
        said.add(
                "The raw files outside the lake are not touched: erase there too, or loading them again brings it back.");
        return String.join("\n  ", said);
    }

    /** Whether the proof failed. */
    public boolean isLeft() {
        return !dryRun && hashesLeft + idsLeft > 0;
    }

    /** The refusal with which a run ends whose proof failed. */
    public ScanlineException refusal() {
        return ScanlineException.refused(
                String.format(
                        Locale.ROOT,
                        "The customer is still in %,d values, in %s",
                        hashesLeft + idsLeft,
                        String.join(", ", leftIn)),
                "A file that no table has can be deleted by hand; a table's log forgets old entries after 30 days. Then erase again.");
    }
}
