package io.scanline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DayFilesTest {
    private static final LocalDate MONDAY = LocalDate.parse("2024-03-04");
    private static final long LARGE = 60L << 20;

    private final List<BatchPlan.PlannedFile> planned = new ArrayList<>();
    private final Map<Integer, FileCounts> counts = new HashMap<>();

    @Test
    void ofLogsThatComeByDayMakesAFileATask() {
        file(LARGE, 400_000, MONDAY, MONDAY);
        file(LARGE, 400_000, MONDAY, MONDAY);
        file(LARGE, 400_000, MONDAY.plusDays(1), MONDAY.plusDays(1));

        DayFiles files = DayFiles.of(planned, counts, 2);

        assertThat(files).isEqualTo(new DayFiles(3, 2, 1_200_000));
        assertThat(files.worthwhile()).isTrue();
    }

    @Test
    void manyTinyFilesOfOneDayShareATask() {
        for (int i = 0; i < 1_000; i++) {
            file(1_000, 10, MONDAY, MONDAY);
        }

        assertThat(DayFiles.of(planned, counts, 2)).isEqualTo(new DayFiles(1, 1, 10_000));
    }

    @Test
    void aYearInEveryFileIsNotWorthwhile() {
        for (int i = 0; i < 20; i++) {
            file(LARGE, 400_000, MONDAY, MONDAY.plusDays(364));
        }

        DayFiles files = DayFiles.of(planned, counts, 2);

        assertThat(files).isEqualTo(new DayFiles(20 * 365, 365, 8_000_000));
        assertThat(files.worthwhile()).isFalse();
    }

    @Test
    void filesWithoutAPublishedLineCountForNothing() {
        file(LARGE, 0, null, null);
        planned.add(planned(1, LARGE));

        assertThat(DayFiles.of(planned, counts, 2)).isEqualTo(new DayFiles(0, 0, 0));
    }

    private void file(long bytes, long lines, LocalDate first, LocalDate last) {
        FileCounts count = new FileCounts();
        count.publish(lines);
        if (first != null) {
            count.days(first, last);
        }
        counts.put(planned.size(), count);
        planned.add(planned(planned.size(), bytes));
    }

    private static BatchPlan.PlannedFile planned(int id, long bytes) {
        SourceFile file = new SourceFile("file:/log/" + id + ".csv", bytes, 0);
        ScannedFile scanned = new ScannedFile(file, Format.CSV, "", 0, 0, List.of(), List.of(), null);
        return new BatchPlan.PlannedFile(id, scanned, null, null);
    }
}
