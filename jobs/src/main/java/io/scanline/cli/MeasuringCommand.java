package io.scanline.cli;

import io.scanline.config.ScanlineException;
import io.scanline.spark.Job;
import io.scanline.spark.JobRunner;
import io.scanline.spark.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** A command that runs applications on executors of theirs: the session of this process only reads and records. */
abstract class MeasuringCommand<R extends Result> extends SparkCommand<R> {
    private static final String MASTER = "spark.master";

    private Optional<String> master = Optional.empty();

    /** Measures, with a folder for logs, before the lake is held; the job then records. */
    @FunctionalInterface
    interface Measuring<R extends Result> {
        Job<R> in(Path folder) throws IOException, InterruptedException;
    }

    @Override
    boolean needsLake() {
        return false;
    }

    /** Executors are for the runs: this process only reads and records. */
    @Override
    public Integer call() throws IOException {
        String given = System.getProperty(MASTER, "local[*]");
        if (!given.startsWith("local")) {
            master = Optional.of(given);
            System.setProperty(MASTER, "local[*]");
        }
        return super.call();
    }

    /** The cluster that was given; empty where one is to be started. */
    final Optional<String> master() {
        return master;
    }

    final void tell(String sentence) {
        spec.commandLine().getErr().println(sentence);
    }

    final R measured(JobRunner runner, Measuring<R> measuring) {
        Path folder = emptyFolder();
        R result = runner.run(job(measuring, folder));
        delete(folder);
        return result;
    }

    private Job<R> job(Measuring<R> measuring, Path folder) {
        try {
            return measuring.in(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("measuring was interrupted", e);
        }
    }

    private static Path emptyFolder() {
        try {
            return Files.createTempDirectory("scanline-scale-");
        } catch (IOException e) {
            throw ScanlineException.storage(
                    "No temporary folder can be made: " + e.getMessage(),
                    "Check the disk that java.io.tmpdir is on.",
                    e);
        }
    }

    /** Logs of runs that went well; those of others are left to be read. */
    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw ScanlineException.storage(
                    folder + " cannot be deleted: " + e.getMessage(), "Delete it by hand; it holds logs only.", e);
        }
    }
}
