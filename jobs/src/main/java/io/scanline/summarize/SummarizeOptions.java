package io.scanline.summarize;

import io.scanline.config.Interval;
import io.scanline.config.ScanlineException;
import io.scanline.table.GroupCurrency;

/**
 * What to summarize.
 *
 * @param interval business days whose hours are computed again; unbounded: the hours whose lines changed since the last run
 * @param reportingCurrency the group's currency, ISO 4217; empty: that of the chain's oldest store
 * @param settleDays days after which an hour counts as final, at least 0
 */
public record SummarizeOptions(Interval interval, String reportingCurrency, int settleDays) {
    public static final int DEFAULT_SETTLE_DAYS = 1;

    public SummarizeOptions {
        GroupCurrency.check(reportingCurrency);
        if (settleDays < 0) {
            throw ScanlineException.usage("settle-days is " + settleDays, "Give 0 or more.");
        }
    }

    public static SummarizeOptions defaults() {
        return new SummarizeOptions(Interval.unbounded(), "", DEFAULT_SETTLE_DAYS);
    }
}
