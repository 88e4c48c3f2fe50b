package io.scanline.spark;

import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.spark.sql.RuntimeConfig;
import org.apache.spark.sql.SparkSession;

/** Settings of a session that hold for one piece of work. */
public final class SessionSettings {
    private SessionSettings() {}

    /** Does work under settings; the session is as before afterwards. */
    public static <T> T during(SparkSession spark, Map<String, String> settings, Supplier<T> work) {
        RuntimeConfig session = spark.conf();
        Map<String, String> before = settings.keySet().stream()
                .filter(key -> session.getOption(key).isDefined())
                .collect(Collectors.toMap(key -> key, session::get));
        settings.forEach(session::set);
        try {
            return work.get();
        } finally {
            settings.keySet().forEach(session::unset);
            before.forEach(session::set);
        }
    }
}
