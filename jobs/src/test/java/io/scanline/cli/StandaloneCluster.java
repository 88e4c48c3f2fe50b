package io.scanline.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A Spark cluster of separate processes on the loopback address: one master, and workers of one core each. */
public final class StandaloneCluster implements AutoCloseable {
    private static final Path SPARK = Launcher.PROJECT.resolve("jobs/target/spark");

    private final List<Process> processes = new ArrayList<>();
    private final Path folder;
    private final String url;

    private StandaloneCluster(Path folder, int port) {
        this.folder = folder;
        this.url = "spark://" + Loopback.ADDRESS + ":" + port;
    }

    public static StandaloneCluster start(Path folder, int workers) throws IOException, InterruptedException {
        int port = Loopback.freePort();
        StandaloneCluster cluster = new StandaloneCluster(folder, port);
        cluster.start(
                "master",
                "org.apache.spark.deploy.master.Master",
                "--host",
                Loopback.ADDRESS,
                "--port",
                "" + port,
                "--webui-port",
                "" + Loopback.freePort());
        Loopback.awaitListening(port, cluster.processes.get(0), folder.resolve("master.log"));
        for (int i = 0; i < workers; i++) {
            cluster.start(
                    "worker" + i,
                    "org.apache.spark.deploy.worker.Worker",
                    "--host",
                    Loopback.ADDRESS,
                    "--webui-port",
                    "" + Loopback.freePort(),
                    "--cores",
                    "1",
                    "--memory",
                    "1g",
                    "--work-dir",
                    folder.resolve("work" + i).toString(),
                    cluster.url);
        }
        return cluster;
    }

    public String url() {
        return url;
    }

    /** Executor processes that Spark started for an application so far. */
    long executorsStarted() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.getFileName().toString().equals("stderr")
                            && file.toString().contains("/app-"))
                    .count();
        }
    }

    /** The executor processes that run now. */
    public List<ProcessHandle> executors() {
        return processes.stream()
                .flatMap(Process::descendants)
                .filter(process -> process.info().commandLine().orElse("").contains("CoarseGrainedExecutorBackend"))
                .toList();
    }

    private void start(String name, String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                Launcher.PROJECT.resolve("jobs/conf") + ":" + SPARK.resolve("jars") + "/*"));
        command.add("-Dspark.master.rest.enabled=false");
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile());
        builder.environment().put("SPARK_HOME", SPARK.toString());
        builder.environment().put("SPARK_SCALA_VERSION", "2.13");
        builder.environment().put("SPARK_LOCAL_IP", Loopback.ADDRESS);
        processes.add(builder.start());
    }

    @Override
    public void close() throws InterruptedException {
        for (Process process : processes) {
            process.destroy();
        }
        for (Process process : processes) {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }
}
