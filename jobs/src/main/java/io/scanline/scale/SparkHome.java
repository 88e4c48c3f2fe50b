package io.scanline.scale;

import io.scanline.config.ScanlineException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.launcher.JavaModuleOptions;

/**
 * A folder of Spark's jars and one of its configuration: enough to start any of its processes.
 *
 * @param home folder with {@code jars/}
 */
public record SparkHome(Path home, Path configuration) {

    /** What the launcher and spark-submit say in the environment. */
    static SparkHome in(Map<String, String> environment) {
        String home = environment.get("SPARK_HOME");
        if (home == null || !Files.isDirectory(Path.of(home, "jars"))) {
            throw ScanlineException.usage(
                    "SPARK_HOME names no folder with Spark's jars, from which a cluster could be started.",
                    "Run it by jobs/bin/scanline, or by the spark-submit of a Spark distribution.");
        }
        String configuration = environment.getOrDefault("SPARK_CONF_DIR", home + "/conf");
        return new SparkHome(Path.of(home), Path.of(configuration));
    }

    /** A process of Java with Spark's classes; the words begin with the class to run. */
    ProcessBuilder java(List<String> options, List<String> words) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(options);
        command.addAll(List.of(JavaModuleOptions.defaultModuleOptionArray()));
        command.add("-cp");
        command.add(configuration + File.pathSeparator + home.resolve("jars") + File.separator + "*");
        command.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("SPARK_HOME", home.toString());
        builder.environment().put("SPARK_CONF_DIR", configuration.toString());
        // a home of jars alone does not say for which Scala it was built
        builder.environment().put("SPARK_SCALA_VERSION", "2.13");
        return builder;
    }
}
