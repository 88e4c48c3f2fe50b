package io.scanline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.scanline.cli.LakeFiles;
import io.scanline.spark.SparkExtension;
import io.scanline.storage.Faults;
import io.scanline.storage.FaultyDisk;
import io.scanline.storage.Location;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * An ingest that dies or whose storage goes wrong at one change, whichever: its reader sees some first commits of the
 * undisturbed run and nothing else, and the next ingest makes the lake of the undisturbed run.
 */
@ExtendWith(SparkExtension.class)
class CrashPointsTest {
    /** How many of all points are tried, evenly spread, beside those that are always; {@code all} for every one. */
    private static final String POINTS = System.getProperty("scanline.crash-points", "1");

    @TempDir
    static Path folder;

    private static SixFiles files;
    private static UndisturbedRun undisturbed;

    @BeforeAll
    static void runUndisturbed(SparkSession spark) throws IOException {
        files = new SixFiles(folder, spark);
        Path lake = files.lake("undisturbed");
        Faults none = Faults.none(number -> files.copied(lake, "dead-at-" + number));
        undisturbed = UndisturbedRun.of(files, spark, lake, none);
        System.out.printf(
                "An ingest of six files: %d changes of the storage, %d looks at it, %d commits of tables; %d points to try%n",
                undisturbed.changes().size(), none.looks(), undisturbed.commits(), points().size());
    }

    /** @param kind null for the death of the process */
    private record Point(int number, Faults.Kind kind) {
        @Override
        public String toString() {
            return (kind == null ? "DEATH" : kind) + " at " + number;
        }
    }

    private static List<Point> points() {
        List<Point> points = new ArrayList<>();
        for (int number = 1; number <= undisturbed.changes().size(); number++) {
            points.add(new Point(number, null));
            points.add(new Point(number, Faults.Kind.FAILURE));
            points.add(new Point(number, Faults.Kind.LOST_REPLY));
        }
        return points;
    }

    /** Deaths that matter most: in the midst of the plan, between two commits of sales, and in clearing up. */
    private static List<Point> always() {
        int plan = numbers("write .*/plans/.*").min().orElseThrow();
        int sales =
                numbers("rename .*/sales_lines/_delta_log/\\d+\\.json").min().orElseThrow();
        int clearing = numbers("delete .*/staging/batch-\\d+").max().orElseThrow();
        return List.of(new Point(plan, null), new Point(sales + 1, null), new Point(clearing, null));
    }

    private static IntStream numbers(String change) {
        List<Faults.Change> all = undisturbed.changes();
        return IntStream.rangeClosed(1, all.size())
                .filter(number -> all.get(number - 1).toString().matches(change));
    }

    private static List<Point> sample() {
        List<Point> points = points();
        if (POINTS.equals("all")) {
            return points;
        }
        int wanted = Integer.parseInt(POINTS);
        double stretch = (double) points.size() / wanted;
        Random dice = new Random(5);
        // one point, at random, of each of as many equal stretches as are asked for
        Stream<Point> spread =
                IntStream.range(0, wanted).mapToObj(i -> points.get((int) ((i + dice.nextDouble()) * stretch)));
        return Stream.concat(always().stream(), spread).distinct().toList();
    }

    @Test
    void whereverItBreaksTheNextRunMakesTheSameLake(SparkSession spark) throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Point point : sample()) {
            long start = System.nanoTime();
            String found = point.kind() == null ? afterDeath(spark, point) : afterFault(spark, point);
            System.out.printf(
                    "%s, %d ms%n",
                    found, Duration.ofNanos(System.nanoTime() - start).toMillis());
            if (found.contains("WRONG")) {
                wrong.add(found);
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static String afterDeath(SparkSession spark, Point point) throws IOException {
        Path lake = folder.resolve("dead-at-" + point.number());
        String found = point + ", " + undisturbed.changes().get(point.number() - 1) + ", " + undisturbed.seen(lake);
        return found + nextRun(spark, lake);
    }

    private static String afterFault(SparkSession spark, Point point) throws IOException {
        String process = "p" + point.number() + point.kind().name().charAt(0);
        Path lake = files.lake(process);
        Faults faults = Faults.at(point.number(), point.kind());
        StringBuilder found = new StringBuilder(point + ", ");
        try {
            files.ingest(spark, FaultyDisk.seenBy(process, faults, lake));
            found.append("ended well").append(undisturbed.differences(lake));
        } catch (Exception failure) { // Spark also throws what its signatures do not say
            found.append("ended with ").append(failure.getClass().getSimpleName());
        }
        faults.end();
        found.append(", ")
                .append(faults.happened() ? faults.changes().get(point.number() - 1) : "which did not come")
                .append(", ")
                .append(undisturbed.seen(lake));
        return found + nextRun(spark, lake);
    }

    private static String nextRun(SparkSession spark, Path lake) throws IOException {
        LakeFiles.expireLease(lake);
        try {
            files.ingest(spark, Location.of(lake));
        } catch (Exception failure) {
            return "; WRONG: the next run ended with " + failure;
        }
        String found = undisturbed.differences(lake);
        FileUtils.deleteDirectory(lake.toFile());
        return found;
    }
}
