package io.scanline.generate;

import io.scanline.spark.Result;
import java.util.Locale;

/**
 * What generate wrote.
 *
 * @param lines lines of the sales log, headers and added duplicates and collisions not counted
 * @param spoiled lines spoiled on purpose, named in truth/spoiled.csv
 * @param lateLines lines that come with a later day's file
 * @param undeliveredLines lines that were sold and never reach the log
 * @param stockOutShare share of all item-days on sale on which the shelf was empty for a while
 */
public record GenerateResult(
        String out,
        int stores,
        int items,
        int days,
        long lines,
        long files,
        long spoiled,
        long lateLines,
        long undeliveredLines,
        int events,
        double stockOutShare,
        boolean dryRun)
        implements Result {
    @Override
    public String summary() {
        if (dryRun) {
            return String.format(
                    Locale.ROOT,
                    "Would generate %,d stores, %,d items, %,d days into %s: about %,d lines.",
                    stores,
                    items,
                    days,
                    out,
                    lines);
        }
        return String.format(
                Locale.ROOT,
                "Generated %,d stores, %,d items, %,d days into %s: %,d lines in %,d files.%n"
                        + "Truth beside it: %,d events, %,d spoiled lines, %,d late and %,d undelivered lines;"
                        + " shelves ran empty on %.1f%% of item-days.",
                stores,
                items,
                days,
                out,
                lines,
                files,
                events,
                spoiled,
                lateLines,
                undeliveredLines,
                100 * stockOutShare);
    }
}
