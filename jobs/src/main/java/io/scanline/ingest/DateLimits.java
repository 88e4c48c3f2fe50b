package io.scanline.ingest;

import io.scanline.config.ScanlineException;
import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * When a line may have been sold. Tills whose clocks are off by a little are forgiven; what lies outside is quarantined as
 * OUT_OF_RANGE.
 *
 * @param earliest first day, UTC, for {@code sold_at} and {@code business_date}
 * @param daysAhead days by which they may lie behind the instant at which the batch was planned
 */
public record DateLimits(LocalDate earliest, int daysAhead) {
    public static final DateLimits DEFAULT = new DateLimits(LocalDate.of(1990, 1, 1), 2);

    public DateLimits {
        if (daysAhead < 0) {
            throw ScanlineException.usage(
                    "--max-days-ahead is " + daysAhead + ".",
                    "Give the days by which a till's clock may be ahead, 0 or more.");
        }
    }

    /**
     * The limits of one batch. Times are microseconds since 1970 UTC.
     *
     * @param now when the batch was planned
     * @param first first moment that a line may have
     * @param last last one
     * @param firstKept first business day, in days since 1970, that the lake has not let go
     */
    record Span(long now, long first, long last, int firstKept) implements Serializable {
        boolean before(long micros) {
            return micros < first;
        }

        boolean behind(long micros) {
            return micros > last;
        }
    }

    /** @param keptSince first business day that the lake has not let go; null where none was */
    Span at(Instant planned, LocalDate keptSince) {
        long now = planned.toEpochMilli() * 1_000;
        long first = earliest.atStartOfDay().toEpochSecond(ZoneOffset.UTC) * ZoneClock.MICROS;
        int firstKept = keptSince == null ? Integer.MIN_VALUE : (int) keptSince.toEpochDay();
        return new Span(now, first, now + daysAhead * ZoneClock.DAY, firstKept);
    }
}
