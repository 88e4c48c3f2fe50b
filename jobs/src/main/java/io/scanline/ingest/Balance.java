package io.scanline.ingest;

import io.scanline.config.ScanlineException;
import java.util.ArrayList;
import java.util.List;

/**
 * The three equations that a batch must meet before any of it is published: every line that the byte counter saw has a verdict,
 * and only those it saw to be blank are passed over, the money of all readable lines is the money of all verdicts, and each file gives as many rows as lines were accepted from it.
 */
final class Balance {
    private static final int SHOWN = 10;

    private Balance() {}

    /** @throws ScanlineException refusal that names each file that does not balance, and by how much */
    static void check(List<BatchPlan.PlannedFile> files, java.util.Map<Integer, FileCounts> counts) {
        List<String> problems = new ArrayList<>();
        for (BatchPlan.PlannedFile file : files) {
            problems(file, counts.getOrDefault(file.id(), new FileCounts()), problems);
        }
        if (!problems.isEmpty()) {
            throw ScanlineException.refused(
                    "Nothing was published: the batch does not balance.\n    "
                            + String.join("\n    ", problems.subList(0, Math.min(SHOWN, problems.size()))),
                    "If a file was being written while it was read, run ingest again once it is whole; otherwise this is a fault of Scanline's, and the lines above are what to report.");
        }
    }

    private static void problems(BatchPlan.PlannedFile file, FileCounts counts, List<String> problems) {
        long lines = file.scanned().lines();
        if (lines != counts.tallied() || lines != counts.accountedFor()) {
            problems.add(file.uri() + ": " + lines + " lines by bytes, " + counts.tallied() + " read, "
                    + counts.accountedFor() + " with a verdict: off by " + (lines - counts.accountedFor()));
        }
        long blank = file.scanned().blank();
        if (blank != counts.of(StagedLines.BLANK)) {
            problems.add(file.uri() + ": " + blank + " blank lines by bytes, " + counts.of(StagedLines.BLANK)
                    + " passed over as blank: off by " + (blank - counts.of(StagedLines.BLANK)));
        }
        if (counts.talliedNet().compareTo(counts.net()) != 0) {
            problems.add(file.uri() + ": net amounts read sum to "
                    + counts.talliedNet().toPlainString() + ", those of the verdicts to "
                    + counts.net().toPlainString() + ": off by "
                    + counts.talliedNet().subtract(counts.net()).toPlainString());
        }
        long due = counts.of(StagedLines.ACCEPTED) + counts.of(FileCounts.CORRECTED) - counts.superseded();
        if (due != counts.published()) {
            problems.add(file.uri() + ": " + due + " lines to publish, " + counts.published() + " rows ready: off by "
                    + (due - counts.published()));
        }
    }
}
