package io.scanline.ingest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Lines per CPU second of a whole ingest, beside Spark's own CSV reader writing the same lines to Delta unchecked, and beside
 * DuckDB doing the same work. Every contender runs once, in a process of its own, so that none profits from what another has
 * warmed up, with the collector that the launcher gives jobs; what counts is all CPU time of the process, compilers and garbage
 * collection included, from the first statement after its session is open.
 */
@Command(name = "ingest-benchmark", sortOptions = false, mixinStandardHelpOptions = true)
final class IngestBenchmark implements Callable<Integer> {
    @Option(names = "--lines", defaultValue = "5000000", description = "Lines to take in (default: 5000000).")
    long lines;

    @Option(
            names = "--work",
            required = true,
            description = "Folder for the input, which later runs find again, and for what the contenders write.")
    Path work;

    @Option(names = "--contenders", split = ",", description = "Of ${COMPLETION-CANDIDATES}; all by default.")
    Set<BenchmarkContender> contenders = EnumSet.allOf(BenchmarkContender.class);

    @Option(names = "--heap", defaultValue = "2g", description = "Heap of each Java process (default: 2g).")
    String heap;

    @Option(names = "--jvm", description = "A further option for each process, such as a profiler's.")
    List<String> jvmOptions = new ArrayList<>();

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new IngestBenchmark())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<String> options = new ArrayList<>(List.of("-Xmx" + heap, "-XX:+UseParallelGC"));
        options.addAll(jvmOptions);
        BenchmarkInput input = BenchmarkInput.of(work.toAbsolutePath(), lines);
        List<BenchmarkFigures> figures = new ArrayList<>();
        for (BenchmarkContender contender : contenders) {
            input.make(contender.layout);
            figures.add(contender.measured(input, options));
            System.err.println(figures.get(figures.size() - 1));
        }
        print(figures);
        return 0;
    }

    private static void print(List<BenchmarkFigures> figures) {
        System.out.printf(
                "%-18s %11s %9s %9s %9s %9s %10s %9s %9s%n",
                "contender", "lines", "start s", "CPU s", "wall s", "k lines/s", "x Spark", "heap MB", "RSS MB");
        double spark = figures.stream()
                .filter(one -> one.contender() == BenchmarkContender.SPARK_CSV)
                .mapToDouble(BenchmarkFigures::linesPerCpuSecond)
                .findFirst()
                .orElse(Double.NaN);
        for (BenchmarkFigures one : figures) {
            System.out.printf(
                    Locale.ROOT,
                    "%-18s %,11d %9.1f %9.1f %9.1f %9.1f %10.2f %9d %9d%n",
                    one.contender().name().toLowerCase(Locale.ROOT),
                    one.lines(),
                    one.startCpuSeconds(),
                    one.cpuSeconds(),
                    one.wallSeconds(),
                    one.linesPerCpuSecond() / 1000,
                    one.linesPerCpuSecond() / spark,
                    one.peakHeapMegabytes(),
                    one.peakResidentMegabytes());
        }
    }
}
