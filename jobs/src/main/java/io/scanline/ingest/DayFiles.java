package io.scanline.ingest;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How many files a batch makes in the table where each task writes the business days of the lines that it has read. Logs come by
 * day: then these are hardly more than where all lines of a day are sent to one task first, and no line need travel.
 *
 * @param files at most
 * @param lines that they hold together
 */
record DayFiles(long files, long days, long lines) {
    /** Lines of a file that is worth its place: a fraction of a second's reading. */
    private static final long WORTHWHILE = 25_000;

    /**
     * Estimates by the first and last day of the batch's files, as if tasks read them again in the stretches in which they were
     * judged.
     *
     * @param counts by the batch's number of the file
     */
    static DayFiles of(List<BatchPlan.PlannedFile> planned, Map<Integer, FileCounts> counts, int cores) {
        long earliest = counts.values().stream()
                .map(FileCounts::firstDay)
                .filter(Objects::nonNull)
                .mapToLong(day -> day.toEpochDay())
                .min()
                .orElse(0);
        long files = 0;
        BitSet all = new BitSet();
        for (List<BatchPlan.PlannedFile> task :
                FileScans.packed(planned, file -> file.scanned().file().length(), cores)) {
            BitSet days = new BitSet();
            task.stream()
                    .map(file -> counts.get(file.id()))
                    .filter(count -> count != null && count.firstDay() != null)
                    .forEach(count -> days.set(
                            (int) (count.firstDay().toEpochDay() - earliest),
                            (int) (count.lastDay().toEpochDay() - earliest) + 1));
            files += days.cardinality();
            all.or(days);
        }
        return new DayFiles(
                files,
                all.cardinality(),
                counts.values().stream().mapToLong(FileCounts::published).sum());
    }

    /** Whether they are large enough, or hardly more than the days are. */
    boolean worthwhile() {
        return files <= 2 * days || lines >= files * WORTHWHILE;
    }
}
