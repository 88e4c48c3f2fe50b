package io.scanline.summarize;

import io.scanline.spark.Result;
import java.time.LocalDate;

/**
 * What a run of summarize did.
 *
 * @param lines lines of the touched hours
 * @param storeHours hours of single stores that were computed again
 * @param rowsChanged rows of hourly_sales inserted, updated or deleted
 * @param from first local date of the touched hours; null where there is none
 * @param to last local date of the touched hours; null where there is none
 * @param withoutRate store hours without sales in the reporting currency, because no rate is known
 */
public record SummarizeResult(
        long lines, long storeHours, long rowsChanged, LocalDate from, LocalDate to, long withoutRate)
        implements Result {

    static SummarizeResult nothingChanged() {
        return new SummarizeResult(0, 0, 0, null, null, 0);
    }

    @Override
    public String summary() {
        if (storeHours == 0 && rowsChanged == 0) {
            return "No hour changed; hourly_sales stays as it was. New lines come in by scanline ingest.";
        }
        String done = String.format(
                "Summarized %,d lines of %,d store hours: %,d rows of hourly_sales changed",
                lines, storeHours, rowsChanged);
        String span = from == null ? "." : ", from " + from + " to " + to + ".";
        String rates = withoutRate == 0
                ? ""
                : String.format(
                        "%n%,d store hours have no sales in the reporting currency: load its fx_rates to see them.",
                        withoutRate);
        return done + span + rates;
    }
}
