package io.scanline.ingest;

import java.util.List;

/**
 * What one contender took.
 *
 * @param lines lines that it says it took in
 * @param startCpuSeconds until its session was open; not part of the others
 * @param peakHeapMegabytes the sum of the peaks of the heap's pools: an upper bound
 */
record BenchmarkFigures(
        BenchmarkContender contender,
        long lines,
        double startCpuSeconds,
        double cpuSeconds,
        double wallSeconds,
        long peakHeapMegabytes,
        long peakResidentMegabytes) {
    private static final String MARK = "BENCHMARK";

    double linesPerCpuSecond() {
        return lines / cpuSeconds;
    }

    /** One line that the process of the contender leaves for the one that started it. */
    String line() {
        return String.join(
                " ",
                MARK,
                contender.name(),
                Long.toString(lines),
                Double.toString(startCpuSeconds),
                Double.toString(cpuSeconds),
                Double.toString(wallSeconds),
                Long.toString(peakHeapMegabytes),
                Long.toString(peakResidentMegabytes));
    }

    static BenchmarkFigures in(List<String> output) {
        String[] words = output.stream()
                .filter(line -> line.startsWith(MARK))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("The contender left no figures"))
                .split(" ");
        return new BenchmarkFigures(
                BenchmarkContender.valueOf(words[1]),
                Long.parseLong(words[2]),
                Double.parseDouble(words[3]),
                Double.parseDouble(words[4]),
                Double.parseDouble(words[5]),
                Long.parseLong(words[6]),
                Long.parseLong(words[7]));
    }
}
