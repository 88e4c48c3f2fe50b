package io.scanline.generate;

import java.time.LocalDate;
import java.util.List;

/**
 * One store of the chain.
 *
 * @param size demand against the average store
 * @param opened first trading day
 * @param closed first day without trade for good, or null
 * @param dayStartHour local hour at which the accounting day starts: 4 where the store sells past midnight
 * @param statesOffset its tills write the offset from UTC; otherwise local time alone
 */
record StorePlan(
        int index,
        String id,
        String name,
        Region region,
        Kind kind,
        double size,
        LocalDate opened,
        LocalDate closed,
        int dayStartHour,
        boolean statesOffset,
        int registers,
        List<Closure> closures) {

    /** Days {@code from} to {@code to} (half-open) on which the doors stay shut. */
    record Closure(LocalDate from, LocalDate to, String reason) {}

    /** The format of a store: how large, how long open, how much of the range. */
    enum Kind {
        HYPERMARKET(4200, 2.2, 1.0, 7, 22),
        SUPERMARKET(1400, 1.0, 0.85, 8, 21),
        EXPRESS(320, 0.5, 0.5, 6, 24);

        final int area;
        final double size;
        final double rangeShare;
        final int opens;
        final int closes;

        Kind(int area, double size, double rangeShare, int opens, int closes) {
            this.area = area;
            this.size = size;
            this.rangeShare = rangeShare;
            this.opens = opens;
            this.closes = closes;
        }
    }

    /** Closing hour on the clock of the business date: 26 is two in the morning of the next day. */
    int closes() {
        return dayStartHour == 0 ? kind.closes : 26;
    }

    boolean trades(LocalDate day) {
        if (day.isBefore(opened) || (closed != null && !day.isBefore(closed))) {
            return false;
        }
        if (region.closedOnSundays() && day.getDayOfWeek() == java.time.DayOfWeek.SUNDAY) {
            return false;
        }
        return closures.stream().noneMatch(c -> !day.isBefore(c.from()) && day.isBefore(c.to()));
    }
}
