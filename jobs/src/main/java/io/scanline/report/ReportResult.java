package io.scanline.report;

import io.scanline.spark.Result;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/**
 * What the report shows.
 *
 * @param file where the HTML file is
 * @param bytes its size
 * @param day the day it is about; null where the lake has no sales
 * @param stories those of {@code openEvents} that no other explains
 * @param openEvents open unusual events of the last four weeks of data
 * @param orderLines order lines proposed
 * @param missing tables that were not there, and so are not shown
 * @param written false in a dry run
 */
public record ReportResult(
        String file,
        long bytes,
        LocalDate day,
        long stories,
        long openEvents,
        long orderLines,
        List<String> missing,
        boolean written)
        implements Result {
    @Override
    public String summary() {
        StringBuilder text = new StringBuilder(written ? "The report" : "The report would be");
        text.append(day == null ? ", still without sales" : " of " + day)
                .append(written ? ": " : " written to ")
                .append(file);
        text.append(String.format(
                Locale.ROOT,
                "%n%,d unusual events (%,d with what they explain), %,d order lines, %,d KB.",
                stories,
                openEvents,
                orderLines,
                bytes / 1024));
        if (!missing.isEmpty()) {
            text.append(String.format(
                    Locale.ROOT, "%nNot in it, because not computed yet: %s.", String.join(", ", missing)));
        }
        return text.toString();
    }
}
