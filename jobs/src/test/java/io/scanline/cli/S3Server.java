package io.scanline.cli;

import io.scanline.scale.Loopback;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;

/** An S3 server as a process of its own on the loopback address, with one bucket that it keeps on the local disk. */
public final class S3Server implements AutoCloseable {
    public static final String BUCKET = "tills";
    private static final String ACCESS_KEY = "scanline-test";
    private static final String SECRET_KEY = "not-a-secret";

    private final Process process;
    private final int port;
    private final Path bucket;

    private S3Server(Process process, int port, Path bucket) {
        this.process = process;
        this.port = port;
        this.bucket = bucket;
    }

    /** @param folder empty; keeps the objects, the configuration and the server's log */
    public static S3Server start(Path folder) throws IOException, InterruptedException {
        int port = Loopback.freePort();
        Path objects = Files.createDirectories(folder.resolve("objects"));
        Path bucket = Files.createDirectory(objects.resolve(BUCKET));
        Properties settings = new Properties();
        settings.setProperty("s3proxy.endpoint", "http://" + Loopback.ADDRESS + ":" + port);
        settings.setProperty("s3proxy.authorization", "aws-v2-or-v4");
        settings.setProperty("s3proxy.identity", ACCESS_KEY);
        settings.setProperty("s3proxy.credential", SECRET_KEY);
        settings.setProperty("jclouds.provider", "filesystem-nio2");
        settings.setProperty("jclouds.identity", ACCESS_KEY);
        settings.setProperty("jclouds.credential", SECRET_KEY);
        settings.setProperty("jclouds.filesystem.basedir", objects.toString());
        Path file = folder.resolve("s3proxy.properties");
        try (var out = Files.newBufferedWriter(file)) {
            settings.store(out, null);
        }
        Path project = Path.of(System.getProperty("scanline.project"));
        Path quiet = Files.writeString(folder.resolve("logback.xml"), """
                <configuration>
                  <appender name="console" class="ch.qos.logback.core.ConsoleAppender">
                    <encoder><pattern>%d %level %logger %m%n</pattern></encoder>
                  </appender>
                  <root level="WARN"><appender-ref ref="console" /></root>
                </configuration>
                """);
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-Dlogback.configurationFile=" + quiet,
                        "-cp",
                        Files.readString(project.resolve("jobs/target/s3-server.classpath")),
                        "org.gaul.s3proxy.Main",
                        "--properties",
                        file.toString()))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("s3proxy.log").toFile())
                .start();
        Loopback.awaitListening(port, process, folder.resolve("s3proxy.log"));
        return new S3Server(process, port, bucket);
    }

    int port() {
        return port;
    }

    /** Where the bucket's objects are files, to be looked at; put there, they would lack their ETags. */
    public Path bucket() {
        return bucket;
    }

    /** What Spark is told to reach this server. */
    public Map<String, String> settings() {
        return settings(port);
    }

    /** @param through the port of whatever stands before the server */
    static Map<String, String> settings(int through) {
        return Map.of(
                "spark.hadoop.fs.s3a.endpoint",
                "http://" + Loopback.ADDRESS + ":" + through,
                "spark.hadoop.fs.s3a.endpoint.region",
                "us-east-1",
                "spark.hadoop.fs.s3a.path.style.access",
                "true",
                "spark.hadoop.fs.s3a.access.key",
                ACCESS_KEY,
                "spark.hadoop.fs.s3a.secret.key",
                SECRET_KEY);
    }

    /**
     * Puts a folder into the bucket.
     *
     * @param target its address there
     * @param settings as Spark has them
     */
    public static void upload(Path folder, String target, Map<String, String> settings) throws IOException {
        Configuration hadoop = new Configuration();
        settings.forEach((name, value) -> hadoop.set(name.replace("spark.hadoop.", ""), value));
        // not the cached one: the session has settings of its own
        try (FileSystem files = FileSystem.newInstance(URI.create(target), hadoop)) {
            files.copyFromLocalFile(
                    new org.apache.hadoop.fs.Path(folder.toUri()), new org.apache.hadoop.fs.Path(target));
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
