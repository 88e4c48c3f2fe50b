package io.scanline.ingest;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Local time and UTC of one zone by java.time's rules, remembered by quarter hour: no zone has changed its offset inside one
 * since 1990. Times are microseconds since 1970-01-01, offsets seconds. For one thread.
 */
final class ZoneClock {
    static final long MICROS = 1_000_000;
    static final long HOUR = 3_600 * MICROS;
    static final long DAY = 24 * HOUR;

    private static final int QUARTER = 900;

    private final ZoneRules rules;
    private final Map<Long, Integer> offsets = new HashMap<>();
    private final Map<Long, LocalTime> locals = new HashMap<>();

    ZoneClock(ZoneId zone) {
        this.rules = zone.getRules();
    }

    /** How a local time stands to UTC: the offset to subtract, and whether the clocks say it once. */
    record LocalTime(int offset, boolean ambiguous, boolean gap) {}

    /** Offset at an instant. */
    int offsetAt(long micros) {
        long second = Math.floorDiv(micros, MICROS);
        return offsets.computeIfAbsent(
                Math.floorDiv(second, QUARTER), quarter -> rules.getOffset(java.time.Instant.ofEpochSecond(second))
                        .getTotalSeconds());
    }

    /**
     * How to read a local time. One that the clocks show twice is taken as the earlier; one that they skip is moved on by the
     * length of the gap.
     */
    LocalTime read(long localMicros) {
        long second = Math.floorDiv(localMicros, MICROS);
        return locals.computeIfAbsent(
                Math.floorDiv(second, QUARTER),
                quarter -> read(LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC)));
    }

    private LocalTime read(LocalDateTime local) {
        List<ZoneOffset> valid = rules.getValidOffsets(local);
        if (valid.isEmpty()) {
            ZoneOffsetTransition gap = rules.getTransition(local);
            return new LocalTime(gap.getOffsetBefore().getTotalSeconds(), false, true);
        }
        return new LocalTime(valid.get(0).getTotalSeconds(), valid.size() > 1, false);
    }

    /** Start of the local hour that an instant is in, as an instant. */
    static long hourStart(long micros, int offset) {
        long shift = offset * MICROS;
        return Math.floorDiv(micros + shift, HOUR) * HOUR - shift;
    }

    static int hourOfDay(long micros, int offset) {
        return (int) (Math.floorMod(micros + offset * MICROS, DAY) / HOUR);
    }

    /** Days since 1970-01-01 of the local date, for an accounting day that starts at {@code dayStartHour}. */
    static int businessDay(long micros, int offset, int dayStartHour) {
        return (int) Math.floorDiv(micros + offset * MICROS - dayStartHour * HOUR, DAY);
    }
}
