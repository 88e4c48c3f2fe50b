package io.scanline.spark;

import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Hands tests one local session for the whole JVM: two cores, two shuffle partitions, no UI. */
public final class SparkExtension implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == SparkSession.class;
    }

    @Override
    public SparkSession resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return session();
    }

    public static SparkSession session() {
        return Holder.SESSION;
    }

    private static final class Holder {
        static final SparkSession SESSION = start();

        private static SparkSession start() {
            SparkConf conf = new SparkConf()
                    .setMaster("local[2]")
                    .setAppName("scanline-tests")
                    .set("spark.sql.shuffle.partitions", "2")
                    // for a handful of rows, compiling a plan costs far more than interpreting it; *IT run compiled
                    // plans
                    .set("spark.sql.codegen.wholeStage", "false")
                    .set("spark.sql.codegen.factoryMode", "NO_CODEGEN")
                    .set("spark.sql.sources.parallelPartitionDiscovery.parallelism", "2")
                    .set("spark.databricks.delta.snapshotPartitions", "2")
                    .set("spark.sql.warehouse.dir", System.getProperty("java.io.tmpdir") + "/warehouse");
            SparkSession session = Session.configured(conf);
            session.sparkContext().setLogLevel("FATAL");
            return session;
        }
    }
}
