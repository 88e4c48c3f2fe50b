package io.scanline.ingest;

import com.sun.management.OperatingSystemMXBean;
import io.scanline.ingest.BenchmarkInput.Layout;
import io.scanline.spark.JobRunner;
import io.scanline.spark.Session;
import io.scanline.storage.Location;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/** What is measured against each other; each is a process that takes in one layout of the input. */
enum BenchmarkContender {
    SCANLINE_CSV(Layout.CSV),
    SCANLINE_CSV_GZ(Layout.CSV_GZ),
    SCANLINE_JSONL(Layout.JSONL),
    SCANLINE_PARQUET(Layout.PARQUET),
    SPARK_CSV(Layout.CSV),
    DUCKDB_CSV(Layout.CSV);

    private static final double NANOS = 1e9;
    private static final int MEGABYTE = 1 << 20;

    final Layout layout;

    BenchmarkContender(Layout layout) {
        this.layout = layout;
    }

    BenchmarkFigures measured(BenchmarkInput input, List<String> jvmOptions) throws IOException, InterruptedException {
        Path out = this == SPARK_CSV || this == DUCKDB_CSV ? input.fresh(name()) : input.freshLake();
        return BenchmarkFigures.in(BenchmarkProcess.run(
                jvmOptions,
                BenchmarkContender.class,
                List.of(
                        name(),
                        input.sales(layout).toString(),
                        input.reference().toString(),
                        out.toString())));
    }

    /** @param arguments the contender, the folder of the log, that of the reference tables, and where to write */
    public static void main(String[] arguments) throws Exception {
        BenchmarkContender contender = valueOf(arguments[0]);
        String sales = arguments[1];
        String out = arguments[3];
        if (contender == DUCKDB_CSV) {
            try (DuckDbIngest duck = new DuckDbIngest(Path.of(sales), Path.of(arguments[2]), Path.of(out))) {
                report(contender, duck::run);
            }
            return;
        }
        try (SparkSession spark = Session.open("ingest-benchmark")) {
            report(
                    contender,
                    contender == SPARK_CSV
                            ? () -> SparkCsvToDelta.run(spark, sales, out)
                            : () -> ingest(spark, sales, out));
        }
    }

    /** Takes lines in and says how many they were. */
    private interface Work {
        long run() throws Exception;
    }

    private static void report(BenchmarkContender contender, Work work) throws Exception {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        long cpu = system.getProcessCpuTime();
        long clock = System.nanoTime();
        long lines = work.run();
        System.out.println(new BenchmarkFigures(
                        contender,
                        lines,
                        cpu / NANOS,
                        (system.getProcessCpuTime() - cpu) / NANOS,
                        (System.nanoTime() - clock) / NANOS,
                        peakHeap() / MEGABYTE,
                        peakResident() / MEGABYTE)
                .line());
    }

    private static long ingest(SparkSession spark, String sales, String lake) {
        IngestOptions options = new IngestOptions(
                sales,
                Optional.empty(),
                IngestOptions.DEFAULT_MAX_REJECTED,
                false,
                java.time.Duration.ZERO,
                CorrectionRule.NEWER,
                DateLimits.DEFAULT);
        JobRunner runner = new JobRunner(spark, Location.of(lake), false, (run, step) -> System.err.println(step));
        IngestResult result = (IngestResult) runner.run(new SalesIngestJob(options, Map.of()));
        return result.lines();
    }

    private static long peakHeap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
    }

    /** What Linux says; elsewhere 0. */
    private static long peakResident() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .sum();
    }
}
