package io.scanline.detect;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/**
 * What is known of a store before its sales are looked at. Days are epoch days, intervals half-open.
 *
 * @param closures days on which it does not trade
 * @param specials holidays and local events that touch it
 * @param pools sales by hour of the week in its region, by first day of a {@link ProfileBlock} and by department
 */
record StoreFrame(
        String store,
        String region,
        String country,
        ZoneId zone,
        String currency,
        List<Days> closures,
        List<Special> specials,
        Map<Long, Map<String, double[]>> pools) {

    record Days(long from, long to) {}

    /** @param holiday a public holiday, rather than a local event; its eve and the day after it are special too */
    record Special(long from, long to, boolean holiday, String code) {}

    /** Sales by hour of the week in its region before the day's block, Monday first; null where there were too few. */
    double[] pool(String department, long epochDay) {
        return pools.getOrDefault(ProfileBlock.firstDayOf(epochDay), Map.of()).get(department);
    }

    boolean closedOn(long epochDay) {
        return closures.stream().anyMatch(days -> epochDay >= days.from() && epochDay < days.to());
    }

    boolean holidayOn(long epochDay) {
        return specials.stream().anyMatch(s -> s.holiday() && epochDay >= s.from() && epochDay < s.to());
    }

    /** Epoch second at which a day begins by the store's clock. */
    long startOfDay(long epochDay) {
        return LocalDate.ofEpochDay(epochDay).atStartOfDay(zone).toEpochSecond();
    }

    /** When the store's clock shows an hour; null for one that the day does not have. */
    Instant startOf(long epochDay, int hour) {
        LocalDateTime local = LocalDate.ofEpochDay(epochDay).atTime(hour, 0);
        return zone.getRules().getValidOffsets(local).isEmpty()
                ? null
                : local.atZone(zone).toInstant();
    }
}
