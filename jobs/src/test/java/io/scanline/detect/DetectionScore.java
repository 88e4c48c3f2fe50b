package io.scanline.detect;

import io.scanline.table.HourlySales;
import io.scanline.table.Stores;
import io.scanline.table.UnusualEvents;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;

/**
 * How well detect did where one knows what was put in.
 *
 * <p>An injected event is found when an open event of its kind, a story or a child, at its store or region, of all departments or
 * its own, overlaps its window. A story (an event without a parent) is true when it overlaps an injected event of a place that
 * contains its own or lies in it, of whatever kind or department; false otherwise.
 *
 * @param large injected events that are large
 * @param found those of them that were found
 * @param stories events without a parent
 * @param wrong those of them that are false
 */
record DetectionScore(List<Injected> large, List<Injected> found, List<Row> stories, List<Row> wrong) {
    /** @param large its money is at least what the job's own gate asks for */
    record Injected(
            String level, String entity, String department, String kind, Instant from, Instant to, boolean large) {
        boolean overlaps(Row event) {
            return start(event).isBefore(to) && from.isBefore(end(event));
        }

        private boolean isFoundBy(Row event) {
            String in = event.getAs(UnusualEvents.DEPARTMENT);
            return overlaps(event)
                    && kind.equals(event.getAs(UnusualEvents.KIND))
                    && level.equals(event.getAs(UnusualEvents.LEVEL))
                    && entity.equals(event.getAs(UnusualEvents.ENTITY))
                    && "OPEN".equals(event.getAs(UnusualEvents.STATUS))
                    && (department.equals(HourlySales.ALL_DEPARTMENTS)
                            || in.equals(HourlySales.ALL_DEPARTMENTS)
                            || in.equals(department));
        }

        @Override
        public String toString() {
            return String.join(" ", kind, level, entity, department, from.toString(), to.toString());
        }
    }

    /** @param stores rows of the stores table */
    static DetectionScore of(List<Injected> injected, List<Row> events, List<Row> stores) {
        Map<String, Set<String>> storesOf = storesOf(stores);
        Predicate<Row> isTrue = story -> injected.stream()
                .anyMatch(i -> i.overlaps(story)
                        && storesOf.get(place(i.level(), i.entity())).stream()
                                .anyMatch(
                                        storesOf.get(place(
                                                story.getAs(UnusualEvents.LEVEL), story.getAs(UnusualEvents.ENTITY)))
                                                ::contains));
        List<Row> stories = events.stream()
                .filter(e -> e.getAs(UnusualEvents.PARENT_EVENT_ID) == null)
                .toList();
        List<Injected> large = injected.stream().filter(Injected::large).toList();
        return new DetectionScore(
                large,
                large.stream()
                        .filter(i -> events.stream().anyMatch(i::isFoundBy))
                        .toList(),
                stories,
                stories.stream().filter(isTrue.negate()).toList());
    }

    double recall() {
        return large.isEmpty() ? 1 : (double) found.size() / large.size();
    }

    double falseShare() {
        return stories.isEmpty() ? 0 : (double) wrong.size() / stories.size();
    }

    /** The score, kind by kind, then what was missed and what is false. */
    String report() {
        Map<String, long[]> byKind = new TreeMap<>();
        large.forEach(i -> byKind.computeIfAbsent(i.kind(), k -> new long[2])[1]++);
        found.forEach(i -> byKind.get(i.kind())[0]++);
        StringBuilder report = new StringBuilder(String.format(
                Locale.ROOT,
                "found %d of %d large events (%.0f%%); %d of %d stories are false (%.0f%%)%n",
                found.size(),
                large.size(),
                100 * recall(),
                wrong.size(),
                stories.size(),
                100 * falseShare()));
        byKind.forEach((kind, n) -> report.append(String.format("  %s %d of %d%n", kind, n[0], n[1])));
        large.stream()
                .filter(i -> !found.contains(i))
                .forEach(i -> report.append("  missed ").append(i).append(System.lineSeparator()));
        wrong.forEach(e -> report.append("  false ").append(tell(e)).append(System.lineSeparator()));
        return report.toString();
    }

    private static String tell(Row event) {
        return List.of(
                        UnusualEvents.KIND,
                        UnusualEvents.LEVEL,
                        UnusualEvents.ENTITY,
                        UnusualEvents.DEPARTMENT,
                        UnusualEvents.WINDOW_START,
                        UnusualEvents.WINDOW_END,
                        UnusualEvents.ACTUAL,
                        UnusualEvents.EXPECTED,
                        UnusualEvents.Q_VALUE)
                .stream()
                .map(column -> String.valueOf(event.<Object>getAs(column)))
                .collect(Collectors.joining(" "));
    }

    private static Map<String, Set<String>> storesOf(List<Row> stores) {
        Map<String, Set<String>> storesOf = new HashMap<>();
        for (Row store : stores) {
            String id = store.getAs(Stores.STORE_ID);
            for (String place : List.of(
                    place(HourlySales.STORE, id),
                    place(HourlySales.REGION, store.getAs(Stores.REGION)),
                    place(HourlySales.COUNTRY, store.getAs(Stores.COUNTRY)),
                    place(HourlySales.CHAIN, HourlySales.CHAIN_ENTITY))) {
                storesOf.computeIfAbsent(place, k -> new TreeSet<>()).add(id);
            }
        }
        return storesOf;
    }

    private static String place(String level, String entity) {
        return level + " " + entity;
    }

    private static Instant start(Row event) {
        return event.<Timestamp>getAs(UnusualEvents.WINDOW_START).toInstant();
    }

    private static Instant end(Row event) {
        return event.<Timestamp>getAs(UnusualEvents.WINDOW_END).toInstant();
    }
}
