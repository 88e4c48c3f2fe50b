package io.scanline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.scanline.scale.SparkHome;
import io.scanline.scale.StandaloneCluster;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs {@code jobs/bin/scanline} as a user does: a process with an exit code and two streams. */
public final class Launcher {
    static final Path PROJECT = Path.of(System.getProperty("scanline.project"));
    /** Against a command that hangs; a slow machine may take its time. */
    private static final long LIMIT_MINUTES = 30;

    /** Processes of a minute or two end before the optimizing compiler has paid for itself. */
    static final String SHORT_LIVED =
            "-XX:TieredStopAtLevel=1 -XX:-DontCompileHugeMethods -XX:ReservedCodeCacheSize=256m -XX:+UseSerialGC";

    private final Path folder;
    private final Map<String, String> environment;

    /** @param folder the working folder, which also keeps what the command prints */
    public Launcher(Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.environment = environment;
    }

    /** A cluster of the build's own Spark, with its logs in the folder {@code cluster}. */
    public static StandaloneCluster startCluster(Path folder, int workers) throws IOException, InterruptedException {
        SparkHome home = new SparkHome(PROJECT.resolve("jobs/target/spark"), PROJECT.resolve("jobs/conf"));
        return StandaloneCluster.start(home, Files.createDirectory(folder.resolve("cluster")), workers, "1g");
    }

    public record Ended(int exitCode, String out, String err) {
        public Ended succeeded() {
            assertThat(exitCode).as(err).isZero();
            return this;
        }
    }

    public Ended run(String... arguments) throws IOException, InterruptedException {
        Path out = Files.createTempFile(folder, "out", ".txt");
        Path err = Files.createTempFile(folder, "err", ".txt");
        Process process = start(out, err, arguments);
        if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError(
                    "scanline " + String.join(" ", arguments) + " did not end:\n" + Files.readString(err));
        }
        return new Ended(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }

    /** The process of a command that is left running; it is Spark's driver as soon as that has begun. */
    Process start(Path out, Path err, String... arguments) throws IOException {
        List<String> words = new ArrayList<>(
                List.of("bash", PROJECT.resolve("jobs/bin/scanline").toString()));
        words.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("SPARK_") || name.startsWith("SCANLINE_"));
        builder.environment().put("SCANLINE_DRIVER_MEMORY", "1g");
        builder.environment().put("JDK_JAVA_OPTIONS", SHORT_LIVED);
        builder.environment().putAll(environment);
        return builder.start();
    }
}
