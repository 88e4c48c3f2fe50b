package io.scanline.generate;

import io.scanline.generate.Dice.Purpose;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Fairs and matches that a region's planners know of beforehand, each with its own effect on demand. */
final class LocalEventPlan {
    private static final int EVERY_DAYS = 75;

    private final List<LocalEvent> events = new ArrayList<>();

    /** An event of a region from its first day to the day after its last one. */
    record LocalEvent(String id, String region, LocalDate from, LocalDate to, String name, double factor) {}

    LocalEventPlan(GenerateOptions options, List<Region> regions) {
        LocalDate until = options.end().plusDays(Chain.PLANNED_AHEAD_DAYS);
        int number = 0;
        for (int r = 0; r < regions.size(); r++) {
            Dice dice = Dice.of(options.seed(), Purpose.LOCAL_EVENTS, r);
            LocalDate day = options.start().plusDays(dice.below(EVERY_DAYS));
            while (day.isBefore(until)) {
                boolean fair = dice.chance(0.6);
                int length = fair ? 3 : 1;
                events.add(new LocalEvent(
                        String.format(Locale.ROOT, "LE%05d", ++number),
                        regions.get(r).id(),
                        day,
                        day.plusDays(length),
                        fair ? "Street fair" : "Football match",
                        fair ? 1.18 : 1.12));
                day = day.plusDays(EVERY_DAYS / 2 + dice.below(EVERY_DAYS));
            }
        }
    }

    List<LocalEvent> all() {
        return events;
    }

    double factor(String region, LocalDate day) {
        for (LocalEvent event : events) {
            if (event.region().equals(region) && !day.isBefore(event.from()) && day.isBefore(event.to())) {
                return event.factor();
            }
        }
        return 1;
    }
}
