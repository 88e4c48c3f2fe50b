package io.scanline.spark;

import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.spark.sql.RuntimeConfig;
import org.apache.spark.sql.SparkSession;

/** Plans over so few rows that compiling them takes longer than interpreting them: some ten thousand at most. */
public final class SmallPlans {
    private static final Map<String, String> INTERPRET =
            Map.of("spark.sql.codegen.wholeStage", "false", "spark.sql.codegen.factoryMode", "NO_CODEGEN");

    private SmallPlans() {}

    /** Does work whose plans Spark interprets; the session is as before afterwards. */
    public static <T> T interpreted(SparkSession spark, Supplier<T> work) {
        RuntimeConfig session = spark.conf();
        Map<String, String> before = INTERPRET.keySet().stream().collect(Collectors.toMap(key -> key, session::get));
        INTERPRET.forEach(session::set);
        try {
            return work.get();
        } finally {
            before.forEach(session::set);
        }
    }
}
