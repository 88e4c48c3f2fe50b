package io.scanline.generate;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * One store's clock on one business date: turns seconds since local midnight (up to 28 hours) into instants and into text,
 * without a calendar computation per line. Where a local time comes twice, in autumn, the first one is meant.
 */
final class StoreClock {
    static final int HOURS = 28;

    private final long[] hourEpoch = new long[HOURS];
    private final byte[][] prefix = new byte[HOURS][];
    private final byte[][] suffix = new byte[HOURS][];

    void set(StorePlan store, LocalDate date) {
        LocalDateTime midnight = date.atStartOfDay();
        for (int hour = 0; hour < HOURS; hour++) {
            LocalDateTime local = midnight.plusHours(hour);
            ZoneOffset offset = store.region().zone().getRules().getOffset(local);
            hourEpoch[hour] = local.toEpochSecond(offset);
            prefix[hour] = local.toString().substring(0, 14).getBytes(StandardCharsets.US_ASCII);
            suffix[hour] = (store.statesOffset() ? offset.getId() : "").getBytes(StandardCharsets.US_ASCII);
        }
    }

    long epochSecond(int second) {
        return hourEpoch[second / 3600] + second % 3600;
    }

    /** Writes such as 2025-03-01T10:04:59+01:00. */
    void write(int second, Bytes out) {
        int hour = second / 3600;
        out.put(prefix[hour]);
        out.putTwoDigits(second / 60 % 60);
        out.put((byte) ':');
        out.putTwoDigits(second % 60);
        out.put(suffix[hour]);
    }
}
