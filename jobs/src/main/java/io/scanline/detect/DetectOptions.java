package io.scanline.detect;

import io.scanline.config.Interval;
import io.scanline.config.ScanlineException;
import java.math.BigDecimal;

/**
 * What counts as unusual.
 *
 * @param interval days to score; unbounded for those that changed since the last run
 * @param backfillDays newest days that the first run scores, at least 1
 * @param weeks weeks of history that an expectation is fitted on
 * @param falseDiscoveryRate share of false ones among the findings that may be kept, of each day
 * @param minPercent least change, percent of what was expected
 * @param minMoney least change in the entity's currency; null for {@link #SHARE_OF_DAY} of its mean day's sales
 */
public record DetectOptions(
        Interval interval,
        int backfillDays,
        int weeks,
        double falseDiscoveryRate,
        double minPercent,
        BigDecimal minMoney) {
    public static final int DEFAULT_BACKFILL_DAYS = 400;
    public static final int DEFAULT_WEEKS = 13;
    public static final double DEFAULT_FDR = 0.02;
    public static final double DEFAULT_MIN_PERCENT = 25;

    /** Least change where no money is given: a twentieth of the entity's mean day. */
    public static final double SHARE_OF_DAY = 0.05;

    public DetectOptions {
        if (backfillDays < 1) {
            throw ScanlineException.usage("--backfill-days is " + backfillDays, "Give 1 or more.");
        }
        if (weeks < 3 || weeks > 104) {
            throw ScanlineException.usage("--weeks is " + weeks, "Give 3 to 104 weeks of history.");
        }
        if (!(falseDiscoveryRate > 0 && falseDiscoveryRate < 1)) {
            throw ScanlineException.usage(
                    "--fdr is " + falseDiscoveryRate, "Give a fraction between 0 and 1, such as " + DEFAULT_FDR + ".");
        }
        if (!(minPercent >= 0)) {
            throw ScanlineException.usage(
                    "--min-percent is " + minPercent, "Give 0 or more, such as " + DEFAULT_MIN_PERCENT + ".");
        }
        if (minMoney != null && minMoney.signum() < 0) {
            throw ScanlineException.usage(
                    "--min-money is " + minMoney,
                    "Give 0 or more, or leave it out for a twentieth of the entity's day.");
        }
    }

    public static DetectOptions defaults() {
        return new DetectOptions(
                Interval.unbounded(), DEFAULT_BACKFILL_DAYS, DEFAULT_WEEKS, DEFAULT_FDR, DEFAULT_MIN_PERCENT, null);
    }
}
