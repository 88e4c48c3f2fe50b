package io.scanline.scale;

import io.scanline.config.ScanlineException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Where what is measured runs: on a master of the user's, or on a cluster of one-core workers that lasts as long as the work. */
final class MeasuredCluster {
    private static final String ONE_CORE = "-XX:ActiveProcessorCount=1";

    private MeasuredCluster() {}

    /** Measures by submitting applications. */
    @FunctionalInterface
    interface Work<T> {
        T by(Submission submission) throws IOException, InterruptedException;
    }

    /**
     * @param folder an empty one for the logs of the cluster
     * @param workers of a cluster that is started here
     * @param own Spark's settings that all applications have beside those that this process was given
     */
    static <T> T with(
            Map<String, String> environment,
            Optional<String> master,
            Path folder,
            int workers,
            Map<String, String> own,
            Work<T> work)
            throws IOException, InterruptedException {
        SparkHome home = SparkHome.in(environment);
        Path jar = jar();
        Map<String, String> settings = settings();
        settings.putAll(own);
        if (master.isPresent()) {
            return work.by(new Submission(home, jar, master.get(), settings));
        }
        if (!settings.getOrDefault("spark.executor.cores", "1").equals("1")) {
            throw ScanlineException.usage(
                    "The cluster that scale starts has workers of one core, and spark.executor.cores is "
                            + settings.get("spark.executor.cores") + ".",
                    "Leave it out, or name a cluster of yours with --master.");
        }
        // a JVM takes the machine's cores for its own, and collects garbage on all of them
        settings.merge("spark.executor.extraJavaOptions", ONE_CORE, (given, one) -> one + " " + given);
        settings.put("spark.driver.host", Loopback.ADDRESS);
        settings.put("spark.driver.bindAddress", Loopback.ADDRESS);
        String memory = settings.getOrDefault("spark.executor.memory", "1g");
        Path logs = Files.createDirectory(folder.resolve("cluster"));
        try (StandaloneCluster cluster = StandaloneCluster.start(home, logs, workers, memory)) {
            return work.by(new Submission(home, jar, cluster.url(), settings));
        }
    }

    /** The jar that this class is from: what the drivers of the runs are given. */
    private static Path jar() {
        Path place;
        try {
            place = Path.of(MeasuredCluster.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("Java gives the place of a class as a URL with its own escapes", e);
        }
        if (!Files.isRegularFile(place)) {
            throw ScanlineException.usage(
                    "scale runs Scanline's jar, and this is none: " + place, "Run it by jobs/bin/scanline.");
        }
        return place;
    }

    /** Spark's settings that this process was given and that its runs share. */
    private static Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith("spark.")
                        && Stream.of("spark.master", "spark.app.", "spark.submit.", "spark.jars", "spark.eventLog.")
                                .noneMatch(name::startsWith))
                .forEach(name -> settings.put(name, System.getProperty(name)));
        return settings;
    }
}
