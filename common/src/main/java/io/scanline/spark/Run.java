package io.scanline.spark;

import io.scanline.config.Interval;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.sql.SparkSession;
import scala.jdk.javaapi.CollectionConverters;

/** One execution of a job: its identity, its steps, and what it has read and written so far. Parts of it may run side by side. */
public final class Run {
    /** Spark's own property behind {@code setJobGroup}. */
    private static final String JOB_GROUP = "spark.jobGroup.id";

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS").withZone(ZoneOffset.UTC);

    private final String job;
    private final String configHash;
    private final Instant startedAt;
    private final SparkSession spark;
    private final RunListener listener;
    private final Map<String, Long> versionsRead = new ConcurrentSkipListMap<>();
    private final Map<String, Long> versionsWritten = new ConcurrentSkipListMap<>();
    private final AtomicLong linesIn = new AtomicLong();
    private final AtomicLong linesOut = new AtomicLong();
    private Interval interval = Interval.unbounded();

    Run(String job, Object options, Instant startedAt, SparkSession spark, RunListener listener) {
        this.job = job;
        this.configHash = sha256(String.valueOf(options)).substring(0, 16);
        this.startedAt = startedAt;
        this.spark = spark;
        this.listener = listener;
    }

    public static Run start(String job, Object options, SparkSession spark, RunListener listener) {
        return new Run(job, options, Instant.now(), spark, listener);
    }

    /** Says that the run is about these days only. */
    Run within(Interval days) {
        interval = days;
        return this;
    }

    /** What the run says of itself in its commits: what it has read so far. */
    CommitNote note() {
        return new CommitNote(id(), job, configHash, interval.isUnbounded(), Map.copyOf(versionsRead));
    }

    public String id() {
        return job + "-" + STAMP.format(startedAt);
    }

    public String job() {
        return job;
    }

    public Instant startedAt() {
        return startedAt;
    }

    public String configHash() {
        return configHash;
    }

    /** Names what happens next, in Spark's own pages and on the progress line: "Comparing 168 hours of 293 stores". */
    public void step(String sentence) {
        spark.sparkContext().setJobGroup(id(), job + ": " + sentence, false);
        listener.step(id(), sentence);
    }

    /** The run that a Spark job belongs to; empty for none. */
    public static String idOf(SparkListenerJobStart job) {
        return job.properties().getProperty(JOB_GROUP, "");
    }

    /** Numbers of a Spark job's stages. */
    public static List<Integer> stagesOf(SparkListenerJobStart job) {
        return CollectionConverters.asJava(job.stageIds()).stream()
                .map(Integer.class::cast)
                .toList();
    }

    /** Counts lines or rows that the job worked on. */
    public void linesIn(long count) {
        linesIn.addAndGet(count);
    }

    /** Counts rows written that no table commit counts, such as those of exported files. */
    public void linesOut(long count) {
        linesOut.addAndGet(count);
    }

    public long linesIn() {
        return linesIn.get();
    }

    public long linesOut() {
        return linesOut.get();
    }

    /** Table name to the version that the run reads; -1 where the table did not exist. */
    public Map<String, Long> versionsRead() {
        return versionsRead;
    }

    public Map<String, Long> versionsWritten() {
        return versionsWritten;
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
