package io.scanline.compare;

import io.scanline.spark.Result;

/**
 * What a run of compare did.
 *
 * @param days local days whose hours and days were compared
 * @param weeks retail weeks that were compared
 * @param rowsChanged rows of trend_comparisons inserted, updated or deleted
 * @param bridgesChanged rows of growth_bridges inserted, updated or deleted
 */
public record CompareResult(long days, long weeks, long rowsChanged, long bridgesChanged) implements Result {
    @Override
    public String summary() {
        return days == 0 && weeks == 0
                ? "No hour changed; trend_comparisons and growth_bridges stay as they were. Hours come by scanline summarize."
                : String.format(
                        "Compared %,d days and %,d weeks: %,d rows of trend_comparisons and %,d of growth_bridges changed.",
                        days, weeks, rowsChanged, bridgesChanged);
    }
}
