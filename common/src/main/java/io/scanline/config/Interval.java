package io.scanline.config;

import java.time.LocalDate;
import java.util.Objects;

/**
 * Business days from {@code from} until the day before {@code to}; a null side is open.
 * {@code 2024-03-01..2024-03-08} is seven days.
 */
public record Interval(LocalDate from, LocalDate to) {
    private static final Interval UNBOUNDED = new Interval(null, null);

    public Interval {
        if (from != null && to != null && !from.isBefore(to)) {
            throw ScanlineException.usage(
                    "--from " + from + " is not before --to " + to,
                    "Intervals are half-open: --from " + from + " --to " + from.plusDays(1) + " is one day.");
        }
    }

    public static Interval unbounded() {
        return UNBOUNDED;
    }

    public boolean isUnbounded() {
        return from == null && to == null;
    }

    public boolean contains(LocalDate day) {
        Objects.requireNonNull(day);
        return (from == null || !day.isBefore(from)) && (to == null || day.isBefore(to));
    }

    @Override
    public String toString() {
        return isUnbounded() ? "all days" : (from == null ? "" : from) + ".." + (to == null ? "" : to);
    }
}
