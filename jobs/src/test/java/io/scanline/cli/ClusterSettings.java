package io.scanline.cli;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** {@code jobs/conf/cluster.conf}: what manifests and DAGs repeat, as neither can read a file of the project. */
final class ClusterSettings {
    /** Who gives the schedule says how many. */
    static final String MOST = "spark.dynamicAllocation.maxExecutors";

    private ClusterSettings() {}

    static Map<String, String> withoutMost() throws IOException {
        Properties properties = new Properties();
        try (Reader file = Files.newBufferedReader(Launcher.PROJECT.resolve("jobs/conf/cluster.conf"))) {
            properties.load(file);
        }
        Map<String, String> settings = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> settings.put(name, properties.getProperty(name)));
        settings.remove(MOST);
        return settings;
    }
}
