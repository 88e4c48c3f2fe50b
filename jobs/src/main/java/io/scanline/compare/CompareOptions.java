package io.scanline.compare;

import io.scanline.config.Interval;
import io.scanline.config.ScanlineException;
import io.scanline.table.GroupCurrency;

/**
 * What to compare.
 *
 * @param interval local days whose hours, days and weeks are compared again; unbounded: those that changed hours bear on
 * @param backfillDays newest days that the first run compares, with the weeks that they lie in, at least 1
 * @param hourDays newest days whose hours are compared where no interval is given, at least 1
 * @param monthsOpen full months that a store is open at the base date before it counts as like-for-like, at least 0
 * @param reportingCurrency the group's currency, as for summarize; empty: that of the chain's oldest store
 */
public record CompareOptions(
        Interval interval, int backfillDays, int hourDays, int monthsOpen, String reportingCurrency) {
    public static final int DEFAULT_BACKFILL_DAYS = 400;
    public static final int DEFAULT_HOUR_DAYS = 35;
    public static final int DEFAULT_MONTHS_OPEN = 12;

    public CompareOptions {
        GroupCurrency.check(reportingCurrency);
        if (backfillDays < 1) {
            throw ScanlineException.usage("backfill-days is " + backfillDays, "Give 1 or more.");
        }
        if (hourDays < 1) {
            throw ScanlineException.usage("hour-days is " + hourDays, "Give 1 or more.");
        }
        if (monthsOpen < 0) {
            throw ScanlineException.usage("like-for-like-months is " + monthsOpen, "Give 0 or more.");
        }
    }

    public static CompareOptions defaults() {
        return new CompareOptions(
                Interval.unbounded(), DEFAULT_BACKFILL_DAYS, DEFAULT_HOUR_DAYS, DEFAULT_MONTHS_OPEN, "");
    }
}
