package io.scanline.spark;

import io.scanline.table.Lake;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a run ended.
 *
 * @param result what it did; null where it failed
 * @param failure why it failed; null where it did not
 */
record RunEnd(Result result, Exception failure, Instant at) {
    boolean done() {
        return failure == null;
    }

    /** Seconds since the run began. */
    double wallSeconds(Lake lake) {
        return Duration.between(lake.run().startedAt(), at).toMillis() / 1000.0;
    }

    /** The counts of the result, by their names in it, such as quarantined. */
    Map<String, Number> counts() {
        Map<String, Number> counts = new LinkedHashMap<>();
        if (result == null || !result.getClass().isRecord()) {
            return counts;
        }
        for (RecordComponent component : result.getClass().getRecordComponents()) {
            if (component.getType() == long.class || component.getType() == int.class) {
                counts.put(component.getName(), value(component));
            }
        }
        return counts;
    }

    private Number value(RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return (Number) component.getAccessor().invoke(result);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a record's component cannot be read: " + component, e);
        }
    }
}
