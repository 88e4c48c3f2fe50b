package io.scanline.scale;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The values of one event that the model needs, by their path: {@code "Task Info/Launch Time"}. Plans, call sites and
 * accumulators, nine tenths of a log, are passed over without being built.
 */
final class Event {
    private static final Set<String> WANTED = Set.of(
            "Event",
            "Timestamp",
            "Executor ID",
            "Executor Info/Total Cores",
            "Spark Properties/spark.scheduler.minRegisteredResourcesRatio",
            "Spark Properties/spark.sql.shuffle.partitions",
            "Spark Properties/spark.sql.adaptive.enabled",
            "Job ID",
            "Submission Time",
            "Completion Time",
            "Stage IDs",
            "Properties/spark.jobGroup.id",
            "Properties/spark.job.description",
            "Properties/spark.sql.shuffle.partitions",
            "Properties/spark.sql.adaptive.enabled",
            "Stage ID",
            "Stage Info/Stage ID",
            "Stage Info/Parent IDs",
            "Stage Info/Submission Time",
            "Stage Info/Completion Time",
            "Task End Reason/Reason",
            "Task Info/Index",
            "Task Info/Launch Time",
            "Task Info/Finish Time",
            "Task Metrics/Executor Deserialize CPU Time",
            "Task Metrics/Executor Run Time",
            "Task Metrics/Executor CPU Time",
            "Task Metrics/Peak Execution Memory",
            "Task Metrics/JVM GC Time",
            "Task Metrics/Disk Bytes Spilled",
            "Task Metrics/Shuffle Read Metrics/Fetch Wait Time",
            "Task Metrics/Shuffle Read Metrics/Remote Bytes Read",
            "Task Metrics/Shuffle Read Metrics/Local Bytes Read",
            "Task Metrics/Shuffle Write Metrics/Shuffle Bytes Written",
            "Task Metrics/Shuffle Write Metrics/Shuffle Write Time",
            "Task Metrics/Input Metrics/Bytes Read");

    private static final Set<String> ABOVE_WANTED = above();

    private final Map<String, String> values = new HashMap<>();
    private final Map<String, List<Integer>> lists = new HashMap<>();

    private Event() {}

    /** Reads the object that the parser has begun, to its end. */
    static Event read(JsonParser parser) throws IOException {
        Event event = new Event();
        event.fields(parser, "");
        return event;
    }

    private static Set<String> above() {
        Set<String> paths = new TreeSet<>();
        for (String path : WANTED) {
            for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
                paths.add(path.substring(0, slash));
            }
        }
        return Set.copyOf(paths);
    }

    private void fields(JsonParser parser, String prefix) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String path = prefix + parser.currentName();
            JsonToken value = parser.nextToken();
            if (value == JsonToken.START_OBJECT && ABOVE_WANTED.contains(path)) {
                fields(parser, path + "/");
            } else if (value == JsonToken.START_ARRAY && WANTED.contains(path)) {
                lists.put(path, numbers(parser));
            } else if (value.isScalarValue() && WANTED.contains(path)) {
                values.put(path, parser.getText());
            } else {
                parser.skipChildren();
            }
        }
    }

    private static List<Integer> numbers(JsonParser parser) throws IOException {
        List<Integer> numbers = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            numbers.add(parser.getIntValue());
        }
        return numbers;
    }

    String name() {
        return text("Event", "");
    }

    boolean has(String path) {
        return values.containsKey(path);
    }

    String text(String path, String otherwise) {
        return values.getOrDefault(path, otherwise);
    }

    /** 0 where the event does not say. */
    long number(String path) {
        String value = values.get(path);
        return value == null || value.isEmpty() ? 0 : Long.parseLong(value);
    }

    List<Integer> numbers(String path) {
        return lists.getOrDefault(path, List.of());
    }
}
