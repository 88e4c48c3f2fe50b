package io.scanline.report;

import io.scanline.table.UnusualEvents;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Events by the story that they belong to: an event that no other of them explains, with all that it explains folded into it.
 *
 * @param stories severity by the story's id, best first
 * @param folded by the story's id, best first
 */
record EventTree(Map<String, String> stories, Map<String, List<Folded>> folded) {
    /** Events whose tree is put together on the driver. */
    private static final int MOST = 5000;

    /** An event inside a story. */
    record Folded(String id, String severity, String headline) {
        Map<String, Object> figures() {
            return Map.of("id", id, "headline", headline, "severity", severity);
        }
    }

    /** @param events rows of {@link UnusualEvents}, best first */
    static EventTree of(Dataset<Row> events) {
        List<Row> rows = events.limit(MOST)
                .select(
                        UnusualEvents.EVENT_ID,
                        UnusualEvents.PARENT_EVENT_ID,
                        UnusualEvents.SEVERITY,
                        UnusualEvents.HEADLINE)
                .collectAsList();
        Map<String, String> parents = new LinkedHashMap<>();
        rows.forEach(event -> parents.put(event.getString(0), event.getString(1)));
        Map<String, String> stories = new LinkedHashMap<>();
        Map<String, List<Folded>> folded = new LinkedHashMap<>();
        for (Row event : rows) {
            String id = event.getString(0);
            String story = story(id, parents);
            if (story.equals(id)) {
                stories.put(id, event.getString(2));
            } else {
                folded.computeIfAbsent(story, key -> new ArrayList<>())
                        .add(new Folded(id, event.getString(2), event.getString(3)));
            }
        }
        return new EventTree(stories, folded);
    }

    /** A parent may itself be folded into its own; the count guards against a ring. */
    private static String story(String event, Map<String, String> parents) {
        String story = event;
        for (int step = 0; step < parents.size() && parents.containsKey(parents.get(story)); step++) {
            story = parents.get(story);
        }
        return story;
    }

    List<Folded> foldedInto(String story) {
        return folded.getOrDefault(story, List.of());
    }
}
