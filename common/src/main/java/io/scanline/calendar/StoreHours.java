package io.scanline.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** The hours on the clock of one store's time zone, as instants: 23 or 25 of them on a day when the clocks change. */
public record StoreHours(ZoneId zone) {

    /** Start of the local hour that holds this instant; half past in UTC where the zone is half an hour off. */
    public Instant hourStart(Instant instant) {
        ZonedDateTime local = instant.atZone(zone);
        return instant.minus(
                Duration.between(local.toLocalDateTime().truncatedTo(ChronoUnit.HOURS), local.toLocalDateTime()));
    }

    /** The starts of every hour of a local day, in order. */
    public List<Instant> hoursOf(LocalDate day) {
        Instant end = day.plusDays(1).atStartOfDay(zone).toInstant();
        List<Instant> starts = new ArrayList<>();
        Instant next = day.atStartOfDay(zone).toInstant();
        while (next.isBefore(end)) {
            starts.add(next);
            Instant after = hourStart(next.plus(Duration.ofHours(1)));
            // a clock set back by half an hour repeats half of an hour, which stays one hour
            next = after.isAfter(next) ? after : next.plus(Duration.ofHours(1));
        }
        return starts;
    }

    /**
     * The instants at which the local clock shows this hour: none where it was skipped, two where it was repeated, else one.
     *
     * @param localHour a full hour
     */
    public List<Instant> startsOf(LocalDateTime localHour) {
        List<Instant> starts = new ArrayList<>();
        for (ZoneOffset offset : zone.getRules().getValidOffsets(localHour)) {
            starts.add(localHour.toInstant(offset));
        }
        return starts;
    }
}
