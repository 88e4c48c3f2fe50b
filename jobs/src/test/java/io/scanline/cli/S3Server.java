package io.scanline.cli;

import io.scanline.scale.Loopback;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/** An S3 server as a process of its own on the loopback address, with one bucket that it keeps on the local disk. */
final class S3Server implements AutoCloseable {
    static final String BUCKET = "tills";
    static final String ACCESS_KEY = "scanline-test";
    static final String SECRET_KEY = "not-a-secret";

    private final Process process;
    private final int port;

    private S3Server(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** @param folder empty; keeps the objects, the configuration and the server's log */
    static S3Server start(Path folder) throws IOException, InterruptedException {
        int port = Loopback.freePort();
        Path objects = Files.createDirectories(folder.resolve("objects"));
        Files.createDirectory(objects.resolve(BUCKET));
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
        return new S3Server(process, port);
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
