package io.scanline.detect;

import io.scanline.spark.Result;
import java.time.LocalDate;

/**
 * What detect found.
 *
 * @param firstDay first day scored; null where nothing had changed
 * @param lastDay last day scored
 * @param tests windows that were tested
 * @param stories events that no other explains
 * @param events all events of the scored days
 * @param retracted events that stood before and do not any more
 * @param changed events written or retracted by this run
 */
public record DetectResult(
        LocalDate firstDay,
        LocalDate lastDay,
        long daysScored,
        long tests,
        long stories,
        long events,
        long retracted,
        long changed)
        implements Result {
    /** @param noted events whose feedback is new */
    static DetectResult nothingChanged(long noted) {
        return new DetectResult(null, null, 0, 0, 0, 0, 0, noted);
    }

    @Override
    public String summary() {
        if (firstDay == null) {
            return "No hour changed since the last run: unusual events are up to date. Hours come by scanline summarize."
                    + (changed == 0 ? "" : String.format("%n%,d of them have new feedback.", changed));
        }
        return String.format(
                "%,d unusual events (%,d with what they explain) on %,d days from %s to %s, out of %,d tests.%n%s",
                stories,
                events,
                daysScored,
                firstDay,
                lastDay,
                tests,
                changed == 0
                        ? "Nothing new: the table is as it was."
                        : String.format(
                                "%,d rows written, %,d of them events that no longer stand.", changed, retracted));
    }
}
