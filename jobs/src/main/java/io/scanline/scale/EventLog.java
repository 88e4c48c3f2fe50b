package io.scanline.scale;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.github.luben.zstd.ZstdInputStream;
import io.scanline.config.ScanlineException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Spark's log of one application, read once from the first event to the last. Only the values that the model needs are kept of
 * an event, and of an application no more than {@link TaskSample#MOST} task times a stage: a log of any length fits in memory.
 */
final class EventLog {
    private static final JsonFactory JSON = new JsonFactory();

    private EventLog() {}

    /**
     * The one application whose log is in a folder, as Spark writes it with {@code spark.eventLog.enabled}: rolling or not, plain
     * or zstd.
     */
    static Trace read(Path folder) {
        TraceBuilder trace = new TraceBuilder();
        List<Path> files = files(folder);
        if (files.isEmpty()) {
            throw ScanlineException.usage(
                    folder + " has no event log of Spark.",
                    "Spark writes one with --conf spark.eventLog.enabled=true --conf spark.eventLog.dir=FOLDER.");
        }
        for (Path file : files) {
            try (InputStream in = open(file);
                    JsonParser events = JSON.createParser(in)) {
                read(events, trace);
            } catch (IOException e) {
                throw ScanlineException.storage(
                        "The event log " + file + " cannot be read: " + e.getMessage(),
                        "Check that it is whole and written by Spark 3 or newer.",
                        e);
            }
        }
        return trace.build();
    }

    private static void read(JsonParser events, TraceBuilder trace) throws IOException {
        try {
            while (events.nextToken() == JsonToken.START_OBJECT) {
                trace.add(Event.read(events));
            }
        } catch (JsonEOFException cutOff) {
            // a driver that was killed leaves half an event behind; what it logged before counts
        }
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> below = Files.walk(folder)) {
            return below.filter(Files::isRegularFile)
                    .filter(file -> isLog(file.getFileName().toString()))
                    .sorted(Comparator.comparingLong(EventLog::number))
                    .toList();
        } catch (IOException e) {
            throw ScanlineException.storage(
                    "The folder " + folder + " cannot be listed: " + e.getMessage(), "Check that you may read it.", e);
        }
    }

    /** A rolling log is a folder of {@code events_N_APPLICATION}; one file is named after the application. */
    private static boolean isLog(String name) {
        return name.startsWith("events_") || name.startsWith("app-") || name.startsWith("local-");
    }

    private static long number(Path file) {
        String[] words = file.getFileName().toString().split("_", 3);
        return words.length == 3 && words[1].matches("\\d{1,9}") ? Long.parseLong(words[1]) : 0;
    }

    private static InputStream open(Path file) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        String name = file.getFileName().toString().replaceFirst("\\.inprogress$", "");
        // Spark flushes a frame now and then, and goes on with another
        return name.endsWith(".zstd") ? new ZstdInputStream(in).setContinuous(true) : in;
    }
}
