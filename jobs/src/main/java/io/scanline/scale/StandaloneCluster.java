package io.scanline.scale;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A Spark cluster of separate processes on the loopback address: one master, and workers of one core each. */
public final class StandaloneCluster implements AutoCloseable {
    /** Master and workers only pass messages on. */
    private static final List<String> SMALL = List.of("-Xmx384m", "-XX:TieredStopAtLevel=1");

    private final List<OwnProcess> processes = new ArrayList<>();
    private final SparkHome home;
    private final Path folder;
    private final String memory;
    private final String url;
    private int workers;

    private StandaloneCluster(SparkHome home, Path folder, String memory, int port) {
        this.home = home;
        this.folder = folder;
        this.memory = memory;
        this.url = "spark://" + Loopback.ADDRESS + ":" + port;
    }

    /**
     * Starts one and waits for its master; workers register by themselves.
     *
     * @param folder for the logs and the working folders of its processes
     * @param memory what a worker has for executors, such as {@code 1g}
     */
    public static StandaloneCluster start(SparkHome home, Path folder, int workers, String memory)
            throws IOException, InterruptedException {
        int port = Loopback.freePort();
        StandaloneCluster cluster = new StandaloneCluster(home, folder, memory, port);
        try {
            cluster.startMaster(port);
            for (int i = 0; i < workers; i++) {
                cluster.addWorker();
            }
        } catch (IOException | InterruptedException | RuntimeException e) {
            cluster.close();
            throw e;
        }
        return cluster;
    }

    public String url() {
        return url;
    }

    private void startMaster(int port) throws IOException, InterruptedException {
        OwnProcess master = start(
                "master",
                "org.apache.spark.deploy.master.Master",
                "--host",
                Loopback.ADDRESS,
                "--port",
                "" + port,
                "--webui-port",
                "" + Loopback.freePort());
        Loopback.awaitListening(port, master.process(), folder.resolve("master.log"));
    }

    /** Starts one more worker, which applications that want more executors are given; closed, it leaves the cluster. */
    public AutoCloseable addWorker() throws IOException {
        int number = workers++;
        return start(
                "worker" + number,
                "org.apache.spark.deploy.worker.Worker",
                "--host",
                Loopback.ADDRESS,
                "--webui-port",
                "" + Loopback.freePort(),
                "--cores",
                "1",
                "--memory",
                memory,
                "--work-dir",
                folder.resolve("work" + number).toString(),
                url);
    }

    private OwnProcess start(String name, String... words) throws IOException {
        List<String> options = new ArrayList<>(SMALL);
        options.add("-Dspark.master.rest.enabled=false");
        ProcessBuilder builder = home.java(options, List.of(words))
                .redirectOutput(folder.resolve(name + ".log").toFile());
        builder.environment().put("SPARK_LOCAL_IP", Loopback.ADDRESS);
        OwnProcess process = OwnProcess.start(builder);
        processes.add(process);
        return process;
    }

    @Override
    public void close() throws InterruptedException {
        processes.forEach(OwnProcess::stop);
        for (OwnProcess process : processes) {
            process.close();
        }
    }
}
