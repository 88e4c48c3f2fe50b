package io.scanline.ingest;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import io.scanline.config.ScanlineException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** How many lines of each file of a load met which outcome. */
record LineCounts(Map<Integer, Map<String, Long>> byFile) {
    private static final Set<String> NO_ROWS = Set.of(ReferenceVerdicts.HEADER, ReferenceVerdicts.BLANK);

    static LineCounts of(Dataset<Row> verdicts) {
        Map<Integer, Map<String, Long>> byFile = new HashMap<>();
        verdicts.groupBy(ReferenceVerdicts.FILE, ReferenceVerdicts.OUTCOME)
                .agg(count(lit(1)))
                .collectAsList()
                .forEach(row -> byFile.computeIfAbsent(row.getInt(0), file -> new HashMap<>())
                        .put(row.getString(1), row.getLong(2)));
        return new LineCounts(byFile);
    }

    long of(int file, String outcome) {
        return byFile.getOrDefault(file, Map.of()).getOrDefault(outcome, 0L);
    }

    long of(String outcome) {
        return byFile.keySet().stream().mapToLong(file -> of(file, outcome)).sum();
    }

    /** Lines that hold a row: all but headers and blank ones. */
    long rows() {
        return byFile.values().stream()
                .flatMap(outcomes -> outcomes.entrySet().stream())
                .filter(outcome -> !NO_ROWS.contains(outcome.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /**
     * Holds the parser to the count of lines that was made by bytes.
     *
     * @throws ScanlineException refusal that names the first file where they differ, and by how much
     */
    void mustCover(List<ScannedFile> files) {
        for (int id = 0; id < files.size(); id++) {
            long judged = byFile.getOrDefault(id, Map.of()).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            long there = files.get(id).lines();
            if (judged != there) {
                throw ScanlineException.refused(
                        "%s has %,d lines and %,d were read: the file does not balance, nothing was loaded."
                                .formatted(files.get(id).file().uri(), there, judged),
                        "The file may have changed meanwhile: run ingest again. If it stays so, quotes may be open over line ends: set options.multiline in a profile.");
            }
        }
    }
}
