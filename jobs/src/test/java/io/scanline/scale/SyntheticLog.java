package io.scanline.scale;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An event log made up second by second, so that every answer can be worked out by hand: of executors of one core, whose tasks end in step. */
final class SyntheticLog {
    static final long START = Instant.parse("2026-03-01T02:00:00Z").toEpochMilli();

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS").withZone(ZoneOffset.UTC);
    private static final int EVENTS_A_FRAME = 3;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Map<String, Object>> events = new ArrayList<>();
    private final int executors;
    private double now;
    private int jobs;
    private int stages;

    SyntheticLog() {
        this(1, 0, false);
    }

    /** @param executorStart second at which the executors are there */
    SyntheticLog(int executors, double executorStart, boolean waitsForExecutors) {
        this.executors = executors;
        event("SparkListenerApplicationStart", "Timestamp", START);
        event(
                "SparkListenerEnvironmentUpdate",
                "Spark Properties",
                Map.of("spark.scheduler.minRegisteredResourcesRatio", waitsForExecutors ? "1.0" : "0.0"));
        for (int i = 0; i < executors; i++) {
            event(
                    "SparkListenerExecutorAdded",
                    "Timestamp",
                    millis(executorStart),
                    "Executor ID",
                    "" + i,
                    "Executor Info",
                    Map.of("Total Cores", 1));
        }
    }

    /** A run of Scanline that begins at a second. */
    static String run(String command, double start) {
        return command + "-" + STAMP.format(Instant.ofEpochMilli(millis(start)));
    }

    /** Spark's number of parts of a shuffle; 200 without it. */
    SyntheticLog shufflePartitions(int partitions) {
        event(
                "SparkListenerEnvironmentUpdate",
                "Spark Properties",
                Map.of("spark.sql.shuffle.partitions", "" + partitions));
        return this;
    }

    /** The driver alone. */
    SyntheticLog driver(double seconds) {
        now += seconds;
        return this;
    }

    /** A stage's tasks, and the bytes that they read of files and shuffles. */
    record Stage(long inputBytes, long shuffleBytes, double... seconds) {
        static Stage of(double... seconds) {
            return new Stage(0, 0, seconds);
        }
    }

    /** One job whose stages follow each other, now. */
    SyntheticLog job(String run, String step, Stage... chain) {
        return jobSubmitted(now, run, step, chain);
    }

    /** One job that waited for the slot since a second before now. */
    SyntheticLog jobSubmitted(double submitted, String run, String step, Stage... chain) {
        List<Integer> ids = new ArrayList<>();
        for (int i = 0; i < chain.length; i++) {
            ids.add(stages + i);
        }
        event(
                "SparkListenerJobStart",
                "Job ID",
                jobs,
                "Submission Time",
                millis(submitted),
                "Stage IDs",
                ids,
                "Properties",
                Map.of("spark.jobGroup.id", run, "spark.job.description", step));
        double ready = submitted;
        for (int i = 0; i < chain.length; i++) {
            stage(ids.get(i), i == 0 ? List.of() : List.of(ids.get(i) - 1), ready, chain[i]);
            ready = now;
        }
        event("SparkListenerJobEnd", "Job ID", jobs, "Completion Time", millis(now));
        jobs++;
        stages += chain.length;
        return this;
    }

    private void stage(int id, List<Integer> parents, double submitted, Stage stage) {
        for (int i = 0; i < stage.seconds().length; i++) {
            task(id, i, stage);
        }
        event(
                "SparkListenerStageCompleted",
                "Stage Info",
                Map.of(
                        "Stage ID",
                        id,
                        "Parent IDs",
                        parents,
                        "Submission Time",
                        millis(submitted),
                        "Completion Time",
                        millis(now),
                        "RDD Info",
                        List.of(Map.of("Name", "passed over", "Parent IDs", List.of(7)))));
    }

    private void task(int stage, int index, Stage all) {
        double seconds = all.seconds()[index];
        long tasks = all.seconds().length;
        event(
                "SparkListenerTaskEnd",
                "Stage ID",
                stage,
                "Task End Reason",
                Map.of("Reason", "Success"),
                "Task Info",
                Map.of("Index", index, "Launch Time", millis(now), "Finish Time", millis(now + seconds)),
                "Task Metrics",
                Map.of(
                        "Executor Run Time",
                        Math.round(1e3 * seconds),
                        "Executor CPU Time",
                        Math.round(1e9 * seconds),
                        "JVM GC Time",
                        Math.round(1e2 * seconds),
                        "Input Metrics",
                        Map.of("Bytes Read", all.inputBytes() / tasks),
                        "Shuffle Read Metrics",
                        Map.of("Local Bytes Read", all.shuffleBytes() / tasks)));
        boolean waveEnds = (index + 1) % executors == 0 || index + 1 == tasks;
        now += waveEnds ? seconds : 0;
    }

    Trace trace(Path folder) {
        event("SparkListenerApplicationEnd", "Timestamp", millis(now));
        try {
            Path log = Files.createTempDirectory(folder, "log").resolve("eventlog_v2_app-1");
            Files.createDirectory(log);
            // two frames in two files, the newer one by number and not by name
            write(log.resolve("events_2_app-1.zstd"), events.subList(0, events.size() / 2));
            write(log.resolve("events_10_app-1.zstd"), events.subList(events.size() / 2, events.size()));
            return EventLog.read(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A frame every few events, as Spark flushes its log. */
    private static void write(Path file, List<Map<String, Object>> events) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int i = 0; i < events.size(); i += EVENTS_A_FRAME) {
                ZstdOutputStreamNoFinalizer frame = new ZstdOutputStreamNoFinalizer(out).setCloseFrameOnFlush(true);
                for (Map<String, Object> event : events.subList(i, Math.min(events.size(), i + EVENTS_A_FRAME))) {
                    frame.write((JSON.writeValueAsString(event) + "\n").getBytes(StandardCharsets.UTF_8));
                }
                frame.flush();
            }
        }
    }

    private void event(String name, Object... fields) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("Event", name);
        for (int i = 0; i < fields.length; i += 2) {
            event.put((String) fields[i], fields[i + 1]);
        }
        events.add(event);
    }

    private static long millis(double second) {
        return START + Math.round(1e3 * second);
    }
}
