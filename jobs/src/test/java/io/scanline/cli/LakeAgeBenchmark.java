package io.scanline.cli;

import com.sun.management.OperatingSystemMXBean;
import io.scanline.spark.SparkExtension;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What it costs to take one day in, and to summarize it, in a young lake and in an old one: CPU seconds of this process, the
 * median of several repeats that take turns. It prints and judges nothing, and is no part of a build: a busy machine is no
 * fault of the code.
 */
class LakeAgeBenchmark {
    private static final int REPEATS = Integer.getInteger("scanline.age.repeats", 5);
    private static final int YOUNG = Integer.getInteger("scanline.age.young", 30);
    private static final int OLD = Integer.getInteger("scanline.age.old", 720);
    private static final LocalDate DAY = LocalDate.of(2025, 6, 11);
    /** An old lake has been written in many commits. */
    private static final int DAYS_A_BATCH = Integer.getInteger("scanline.age.days-a-batch", 30);

    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    @TempDir
    Path folder;

    @Test
    void measure() throws IOException {
        SparkExtension.FEW_ROWS.forEach(System::setProperty);
        try {
            build(YOUNG);
            build(OLD);
            Map<String, double[]> seconds = new TreeMap<>();
            for (int repeat = -1; repeat < REPEATS; repeat++) {
                measure(YOUNG, repeat, seconds);
                measure(OLD, repeat, seconds);
            }
            for (String command : List.of("ingest", "summarize")) {
                double young = median(seconds.get(command + " " + YOUNG));
                double old = median(seconds.get(command + " " + OLD));
                System.out.printf(
                        Locale.ROOT,
                        "%s of one day: %.2f CPU s into %d days, %.2f into %d: ratio %.2f%n",
                        command,
                        young,
                        YOUNG,
                        old,
                        OLD,
                        old / young);
            }
        } finally {
            SparkExtension.FEW_ROWS.keySet().forEach(System::clearProperty);
        }
    }

    private void build(int age) throws IOException {
        String chain = "generate --stores=2 --items=20 --lines-per-store-day=20 --seed=9 --start=" + DAY.minusDays(age)
                + " --days=" + (age + 1) + " --out=" + folder.resolve("chain-" + age);
        run(chain);
        Path lake = folder.resolve("lake-" + age);
        run("ingest --dataset=stores --source=" + folder.resolve("chain-" + age + "/reference/stores.csv") + " --lake="
                + lake);
        Path source = Files.createDirectories(folder.resolve("source-" + age));
        for (int day = age; day > 0; day--) {
            move(age, DAY.minusDays(day), source);
            if (day % DAYS_A_BATCH == 1) {
                run("ingest --settle=0 --source=" + source + " --lake=" + lake);
            }
        }
        move(age, DAY, Files.createDirectories(folder.resolve("next-" + age)));
        run("summarize --lake=" + lake);
    }

    private void move(int age, LocalDate day, Path to) throws IOException {
        String name = "business_date=" + day;
        Path sales = folder.resolve("chain-" + age + "/sales").resolve(name);
        if (Files.exists(sales)) { // stores close on some holidays
            Files.move(sales, to.resolve(name));
        }
    }

    /** A repeat below 0 is for warming up. */
    private void measure(int age, int repeat, Map<String, double[]> seconds) throws IOException {
        Path lake = folder.resolve("measured");
        FileUtils.copyDirectory(folder.resolve("lake-" + age).toFile(), lake.toFile());
        for (String command : List.of(
                "ingest --settle=0 --source=" + folder.resolve("next-" + age) + " --lake=" + lake,
                "summarize --lake=" + lake)) {
            long before = PROCESS.getProcessCpuTime();
            run(command);
            double took = (PROCESS.getProcessCpuTime() - before) / 1e9;
            String name = command.split(" ")[0];
            System.out.printf(Locale.ROOT, "%s, %d days, repeat %d: %.2f CPU s%n", name, age, repeat, took);
            if (repeat >= 0) {
                seconds.computeIfAbsent(name + " " + age, key -> new double[REPEATS])[repeat] = took;
            }
        }
        FileUtils.deleteDirectory(lake.toFile());
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static void run(String words) {
        Commands.run(Map.of(), words.split(" ")).succeeded();
    }
}
