package io.scanline.spark;

import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands each test class a session of its own on one local Spark for the whole JVM: two cores, two shuffle partitions, no UI.
 * Classes run side by side, and a job may change a session's settings while it plans.
 */
public final class SparkExtension implements ParameterResolver {
    private static final ExtensionContext.Namespace SESSIONS = ExtensionContext.Namespace.create(SparkExtension.class);

    /**
     * Settings for a handful of rows, for which compiling a plan and planning anew after every stage cost far more than they
     * save; the cluster of {@code ChainIT} does both.
     */
    public static final Map<String, String> FEW_ROWS = Map.of(
            "spark.sql.shuffle.partitions", "2",
            "spark.sql.adaptive.enabled", "false",
            "spark.sql.codegen.wholeStage", "false",
            "spark.sql.codegen.factoryMode", "NO_CODEGEN");

    /** As a session of the application has it, for benchmarks. */
    public static final Map<String, String> MANY_ROWS = Map.of(
            "spark.sql.shuffle.partitions", "16",
            "spark.sql.adaptive.enabled", "true",
            "spark.sql.codegen.wholeStage", "true",
            "spark.sql.codegen.factoryMode", "FALLBACK");

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == SparkSession.class;
    }

    @Override
    public SparkSession resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(SESSIONS)
                .getOrComputeIfAbsent(
                        context.getRequiredTestClass(), test -> Holder.SESSION.newSession(), SparkSession.class);
    }

    private static final class Holder {
        static final SparkSession SESSION = start();

        private static SparkSession start() {
            SparkConf conf = new SparkConf()
                    .setMaster("local[2]")
                    .setAppName("scanline-tests")
                    .set("spark.sql.sources.parallelPartitionDiscovery.parallelism", "2")
                    .set("spark.sql.warehouse.dir", System.getProperty("java.io.tmpdir") + "/warehouse");
            FEW_ROWS.forEach(conf::set);
            SparkSession session = Session.configured(conf);
            session.sparkContext().setLogLevel("FATAL");
            return session;
        }
    }
}
