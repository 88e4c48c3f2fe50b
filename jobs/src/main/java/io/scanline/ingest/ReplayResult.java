package io.scanline.ingest;

import io.scanline.spark.Result;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What became of the quarantined lines that waited for a store. lines = accepted + duplicate + corrected + refused + waiting.
 *
 * @param batches numbers of the batches published; none where no line is in another state than before
 * @param refused lines whose store is known now and that break another rule; they stay in quarantine with that reason
 * @param waiting lines whose store is still not known
 * @param outOfReach lines that were not judged again, because the quarantine does not have their whole text
 */
public record ReplayResult(
        List<Long> batches,
        long lines,
        long accepted,
        long duplicate,
        long corrected,
        long refused,
        long waiting,
        long outOfReach,
        boolean dryRun)
        implements Result {
    static ReplayResult nothing(long outOfReach, boolean dryRun) {
        return new ReplayResult(List.of(), 0, 0, 0, 0, 0, 0, outOfReach, dryRun);
    }

    static ReplayResult of(long batch, Map<Integer, FileCounts> counts, boolean dryRun) {
        long accepted = sum(counts, StagedLines.ACCEPTED);
        long duplicate = sum(counts, FileCounts.DUPLICATE);
        long corrected = sum(counts, FileCounts.CORRECTED);
        long quarantined = sum(counts, StagedLines.QUARANTINED);
        long waiting = counts.values().stream()
                .mapToLong(file -> file.reasons().getOrDefault(Reasons.UNKNOWN_STORE, 0L))
                .sum();
        long lines = accepted + duplicate + corrected + quarantined;
        return new ReplayResult(
                dryRun || lines == waiting ? List.of() : List.of(batch),
                lines,
                accepted,
                duplicate,
                corrected,
                quarantined - waiting,
                waiting,
                0,
                dryRun);
    }

    private static long sum(Map<Integer, FileCounts> counts, String verdict) {
        return counts.values().stream().mapToLong(file -> file.of(verdict)).sum();
    }

    /** Whether every line waits as before. */
    boolean changesNothing() {
        return lines == waiting;
    }

    ReplayResult and(ReplayResult later) {
        return new ReplayResult(
                Stream.concat(batches.stream(), later.batches.stream()).toList(),
                lines + later.lines,
                accepted + later.accepted,
                duplicate + later.duplicate,
                corrected + later.corrected,
                refused + later.refused,
                waiting + later.waiting,
                outOfReach + later.outOfReach,
                dryRun);
    }

    @Override
    public String summary() {
        if (lines + outOfReach == 0) {
            return "Nothing to replay: no line in quarantine waits for a store.";
        }
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%s %,d quarantined lines again.%n%,d accepted + %,d duplicate + %,d corrected + %,d refused for another reason + %,d still of unknown stores = %,d.",
                dryRun ? "Would judge" : "Judged",
                lines,
                accepted,
                duplicate,
                corrected,
                refused,
                waiting,
                lines));
        if (outOfReach > 0) {
            text.append(String.format(
                    Locale.ROOT,
                    "%n%,d lines cannot be replayed: the quarantine does not have their whole text (a card number is masked, they came from Parquet, or their batch has no plan). Take their file in again.",
                    outOfReach));
        }
        return text.toString();
    }
}
