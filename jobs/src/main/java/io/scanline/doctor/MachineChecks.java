package io.scanline.doctor;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.zone.ZoneRulesProvider;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.util.VersionInfo;

/** Checks of this machine and this Java: versions, memory, disks. Each is a function of what it is given. */
final class MachineChecks {
    /** What Scanline is built and tested with; other releases of the same line work. */
    static final String SPARK = "4.2";

    static final String DELTA = "4.4";
    static final String HADOOP = "3.5";

    private static final int LEAST_JAVA = 17;
    private static final long GIGABYTE = 1L << 30;

    private static final List<String> OPENED = List.of(
            "java.lang",
            "java.lang.invoke",
            "java.lang.reflect",
            "java.io",
            "java.net",
            "java.nio",
            "java.util",
            "java.util.concurrent",
            "sun.nio.ch");

    private MachineChecks() {}

    static Finding java(int feature, String version) {
        return feature < LEAST_JAVA
                ? Finding.fail(
                        "Java", version, "Install a JDK 17 or newer and put it first on the PATH, or set JAVA_HOME.")
                : Finding.ok("Java", version);
    }

    static Finding moduleFlags() {
        List<String> closed = OPENED.stream()
                .filter(name -> !Object.class.getModule().isOpen(name, MachineChecks.class.getModule()))
                .toList();
        return closed.isEmpty()
                ? Finding.ok("module flags", "Spark may reach what it needs of Java")
                : Finding.fail(
                        "module flags",
                        String.join(", ", closed) + " closed to Spark",
                        "Start by jobs/bin/scanline or spark-submit, which pass the --add-opens flags that Spark needs.");
    }

    static Finding spark() {
        return version("Spark", SPARK, org.apache.spark.package$.MODULE$.SPARK_VERSION());
    }

    static Finding delta() {
        return version("Delta Lake", DELTA, io.delta.package$.MODULE$.VERSION());
    }

    static Finding hadoop() {
        return version("Hadoop", HADOOP, VersionInfo.getVersion());
    }

    static Finding version(String subject, String builtFor, String found) {
        return found.equals(builtFor) || found.startsWith(builtFor + ".")
                ? Finding.ok(subject, found)
                : Finding.fail(
                        subject,
                        found,
                        "Scanline is built for " + builtFor
                                + ": run it without SPARK_HOME, or on a Spark of that line.");
    }

    static Finding cores(int cores) {
        return cores < 2
                ? Finding.warn("cores", String.valueOf(cores), "One core works, slowly; give it two or more.")
                : Finding.ok("cores", String.valueOf(cores));
    }

    /** Memory of the driver, which in local mode does all the work. */
    static Finding heap(long bytes) {
        String found = gigabytes(bytes) + " for this Java";
        String wayOut = "Give --driver-memory 2g or more (or SCANLINE_DRIVER_MEMORY).";
        if (bytes < GIGABYTE * 3 / 4) {
            return Finding.fail("memory", found, wayOut);
        }
        return bytes < GIGABYTE * 7 / 4 ? Finding.warn("memory", found, wayOut) : Finding.ok("memory", found);
    }

    /** The machine's memory against what this Java may take of it. */
    static Finding machineMemory(long heap) {
        long total = ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getTotalMemorySize();
        String found = gigabytes(total) + " in this machine or container";
        return heap > total * 0.9
                ? Finding.warn("machine", found, "Java may take more than there is; lower --driver-memory.")
                : Finding.ok("machine", found);
    }

    static Finding temporarySpace(Path folder) {
        try {
            Path probe = Files.createTempFile(folder, "scanline-doctor", null);
            Files.delete(probe);
            return space(folder, Files.getFileStore(folder).getUsableSpace());
        } catch (IOException e) {
            return Finding.fail(
                    "temp space",
                    folder + " cannot be written: " + e.getMessage(),
                    "Give --conf spark.local.dir=FOLDER and -Djava.io.tmpdir a folder with space.");
        }
    }

    static Finding space(Path folder, long bytes) {
        String found = gigabytes(bytes) + " free in " + folder;
        String wayOut =
                "Sorts and joins that do not fit in memory go there; free some, or give --conf spark.local.dir=FOLDER.";
        if (bytes < GIGABYTE) {
            return Finding.fail("temp space", found, wayOut);
        }
        return bytes < 5 * GIGABYTE ? Finding.warn("temp space", found, wayOut) : Finding.ok("temp space", found);
    }

    static Finding timeZoneData(LocalDate today) {
        String version =
                ZoneRulesProvider.getVersions("Europe/London").lastEntry().getKey();
        boolean old = version.matches("\\d{4}[a-z]") && Integer.parseInt(version.substring(0, 4)) < today.getYear() - 2;
        return old
                ? Finding.warn(
                        "time zones", version, "Countries change their clocks: update the JDK, or run its tzupdater.")
                : Finding.ok("time zones", version);
    }

    private static String gigabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f GB", (double) bytes / GIGABYTE);
    }
}
