package io.scanline.ingest;

import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.Temporal;
import java.util.HashMap;
import java.util.Map;

/** Turns the times of lines into instants and store-local hours. Times are microseconds since 1970 UTC. For one thread. */
final class Moment {
    static final String OFFSET = "OFFSET";
    static final String STORE_TZ = "STORE_TZ";
    static final String AMBIGUOUS = "AMBIGUOUS";
    static final String GAP = "GAP";
    static final String SUSPECT = "SUSPECT";

    private final Map<ZoneId, ZoneClock> clocks = new HashMap<>();
    private final ZoneId sourceZone;

    private long micros;
    private String quality;

    /** @param sourceZone zone of times without an offset; null: the store's */
    Moment(ZoneId sourceZone) {
        this.sourceZone = sourceZone;
    }

    ZoneClock clock(ZoneId zone) {
        return clocks.computeIfAbsent(zone, ZoneClock::new);
    }

    /** Takes a time as {@link StrictText#timestamp} gives it; afterwards {@link #micros} and {@link #quality} stand. */
    void read(Temporal time, ZoneId storeZone) {
        if (time instanceof OffsetDateTime known) {
            micros = micros(known.toLocalDateTime()) - known.getOffset().getTotalSeconds() * ZoneClock.MICROS;
            quality = OFFSET;
            return;
        }
        long local = micros((LocalDateTime) time);
        ZoneClock.LocalTime reading =
                clock(sourceZone == null ? storeZone : sourceZone).read(local);
        micros = local - reading.offset() * ZoneClock.MICROS;
        quality = reading.gap() ? GAP : reading.ambiguous() ? AMBIGUOUS : STORE_TZ;
    }

    private static long micros(LocalDateTime time) {
        return time.toEpochSecond(ZoneOffset.UTC) * ZoneClock.MICROS + time.getNano() / 1_000;
    }

    long micros() {
        return micros;
    }

    String quality() {
        return quality;
    }
}
