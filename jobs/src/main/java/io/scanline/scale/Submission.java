package io.scanline.scale;

import io.scanline.config.ScanlineException;
import io.scanline.storage.Location;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Runs classes of Scanline's jar as applications of their own, each with its driver, on a master, and reads their event logs. */
final class Submission {
    private static final String COMMANDS = "io.scanline.cli.Scanline";
    private static final String WARMED_UP = "io.scanline.cli.WarmedUp";
    private static final int LINES_SHOWN = 15;
    /** As the launcher has the driver of a cluster; a collector is left to the environment, as two keep Java from starting. */
    private static final List<String> DRIVER = List.of("-XX:TieredStopAtLevel=1");

    private final SparkHome home;
    private final Path jar;
    private final String master;
    private final Map<String, String> settings;

    /**
     * @param jar the application's jar
     * @param settings Spark's, for every run
     */
    Submission(SparkHome home, Path jar, String master, Map<String, String> settings) {
        this.home = home;
        this.jar = jar;
        this.master = master;
        this.settings = settings;
    }

    /**
     * Runs one command to its end.
     *
     * @param folder an empty one, for what it prints and its event log
     */
    Trace run(List<String> command, int executors, Location lake, Path folder)
            throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(command);
        words.addAll(List.of("--lake", lake.toString()));
        return run(String.join(" ", command), COMMANDS, words, executors, folder);
    }

    /** Runs one command to its end, on a lake, with an empty folder for what it prints and its event log. */
    @FunctionalInterface
    interface Command {
        Trace run(List<String> command, int executors, Location lake, Path folder)
                throws IOException, InterruptedException;
    }

    /** Runs commands in an application that has run them on other lakes before; what it did so far is in no trace. */
    Command after(List<Location> before) {
        return (command, executors, lake, folder) -> {
            List<String> words = new ArrayList<>(List.of("" + (before.size() + 1)));
            before.forEach(first -> words.add(first.toString()));
            words.add(lake.toString());
            words.addAll(command);
            return run(String.join(" ", command), WARMED_UP, words, executors, folder)
                    .lastOf(before.size() + 1);
        };
    }

    /**
     * Runs one class to its end.
     *
     * @param what a name of it for people
     * @param executors as many as it has; fewer or more are an error
     * @param folder an empty one, for what it prints and its event log
     */
    Trace run(String what, String mainClass, List<String> arguments, int executors, Path folder)
            throws IOException, InterruptedException {
        Path events = Files.createDirectory(folder.resolve("events"));
        Path printed = folder.resolve("printed.txt");
        List<String> words = new ArrayList<>(List.of("org.apache.spark.deploy.SparkSubmit", "--master", master));
        settings(executors, events).forEach((name, value) -> words.addAll(List.of("--conf", name + "=" + value)));
        words.addAll(List.of("--class", mainClass, jar.toString()));
        words.addAll(arguments);
        List<String> options = new ArrayList<>(DRIVER);
        options.add("-Xmx" + settings.getOrDefault("spark.driver.memory", "1g"));
        ProcessBuilder builder = home.java(options, words).redirectOutput(printed.toFile());
        try (OwnProcess driver = OwnProcess.start(builder)) {
            int exitCode = driver.process().waitFor();
            if (exitCode != 0) {
                throw failed(what, exitCode, printed);
            }
        }
        Trace trace = EventLog.read(events);
        check(trace, executors);
        return trace;
    }

    private static void check(Trace trace, int wanted) {
        if (trace.executors() != wanted) {
            throw ScanlineException.usage(
                    "A run that should have had " + wanted + " executors had " + trace.executors() + ".",
                    trace.executors() < wanted
                            ? "Give the cluster room for them, or measure fewer (--executors)."
                            : "Executors broke down and were replaced: look into the cluster's logs.");
        }
        if (trace.runStarts().isEmpty()) {
            throw ScanlineException.usage(
                    "The measured command ran no job on Spark.", "Measure one that does, such as ingest or run.");
        }
    }

    private Map<String, String> settings(int executors, Path events) {
        Map<String, String> all = new TreeMap<>(settings);
        int cores = Integer.parseInt(all.computeIfAbsent("spark.executor.cores", name -> "1"));
        all.put("spark.cores.max", "" + executors * cores);
        all.put("spark.executor.instances", "" + executors);
        all.put("spark.dynamicAllocation.enabled", "false");
        all.put("spark.scheduler.minRegisteredResourcesRatio", "1.0");
        all.put("spark.scheduler.maxRegisteredResourcesWaitingTime", "120s");
        all.put("spark.eventLog.enabled", "true");
        all.put("spark.eventLog.dir", events.toUri().toString());
        all.put("spark.eventLog.compress", "true");
        all.put("spark.eventLog.compression.codec", "zstd");
        all.putIfAbsent("spark.ui.enabled", "false");
        return all;
    }

    private static ScanlineException failed(String what, int exitCode, Path printed) throws IOException {
        List<String> lines = Files.readAllLines(printed);
        String last = String.join("\n    ", lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size()));
        return ScanlineException.usage(
                "A measured run of " + what + " ended with code " + exitCode + ":\n    " + last,
                "Run that command by itself until it works; nothing was recorded.");
    }
}
