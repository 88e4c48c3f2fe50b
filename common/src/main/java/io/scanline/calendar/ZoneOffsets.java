package io.scanline.calendar;

import static org.apache.spark.sql.functions.udf;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;

/**
 * What the clocks of time zones show, by the zones' names; for names that stand in a column, as offsets. Spark's own
 * from_utc_timestamp parses the name with regular expressions in every row, which was an eighth of the work of summing up hours.
 */
public final class ZoneOffsets {
    private static final long SECOND = 1_000_000;
    private static final Map<String, ZoneRules> RULES = new ConcurrentHashMap<>();

    /** Microseconds since the epoch and a zone's name to the microseconds by which its clock is ahead of UTC. */
    static final UserDefinedFunction AT_INSTANT =
            udf((UDF2<Long, String, Long>) ZoneOffsets::atInstant, DataTypes.LongType);

    /** As {@link #AT_INSTANT}, of what the clock shows; the earlier where it shows it twice, null where it skips it. */
    static final UserDefinedFunction AT_LOCAL_TIME =
            udf((UDF2<Long, String, Long>) ZoneOffsets::atLocalTime, DataTypes.LongType);

    private ZoneOffsets() {}

    /** What the zone's clock shows. */
    public static LocalDateTime localTime(Instant instant, String zone) {
        return LocalDateTime.ofInstant(instant, rules(zone).getOffset(instant));
    }

    /** The instants at which the zone's clock shows a time: none where it skips it, two where it shows it twice. */
    public static List<Instant> instantsOf(LocalDateTime local, String zone) {
        return rules(zone).getValidOffsets(local).stream()
                .map(offset -> local.toInstant(offset))
                .toList();
    }

    static Long atInstant(Long micros, String zone) {
        if (micros == null || zone == null) {
            return null;
        }
        Instant instant = Instant.ofEpochSecond(Math.floorDiv(micros, SECOND));
        return rules(zone).getOffset(instant).getTotalSeconds() * SECOND;
    }

    static Long atLocalTime(Long micros, String zone) {
        if (micros == null || zone == null) {
            return null;
        }
        LocalDateTime local = LocalDateTime.ofEpochSecond(Math.floorDiv(micros, SECOND), 0, ZoneOffset.UTC);
        List<ZoneOffset> offsets = rules(zone).getValidOffsets(local);
        return offsets.isEmpty() ? null : offsets.get(0).getTotalSeconds() * SECOND;
    }

    private static ZoneRules rules(String zone) {
        return RULES.computeIfAbsent(zone, name -> ZoneId.of(name).getRules());
    }
}
