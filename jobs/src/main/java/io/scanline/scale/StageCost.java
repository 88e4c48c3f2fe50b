package io.scanline.scale;

/**
 * What the tasks of a stage, or of many, cost together.
 *
 * @param cpu CPU time of the task threads, deserialization included
 * @param run time in which executors ran the tasks
 * @param runCpu CPU time within {@code run}
 * @param gc garbage collection within {@code run}
 * @param fetchWait time in which tasks waited for shuffled blocks
 * @param shuffleWrite time in which tasks wrote them
 * @param peakMemory largest execution memory of one task, bytes
 */
record StageCost(
        double cpu,
        double run,
        double runCpu,
        double gc,
        double fetchWait,
        double shuffleWrite,
        long inputBytes,
        long shuffleReadBytes,
        long shuffleWriteBytes,
        long spillBytes,
        long peakMemory) {
    static final StageCost NONE = new StageCost(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    private static final double MILLIS = 1e3;
    private static final double NANOS = 1e9;

    static StageCost of(Event task) {
        String metrics = "Task Metrics/";
        String read = metrics + "Shuffle Read Metrics/";
        String write = metrics + "Shuffle Write Metrics/";
        double runCpu = task.number(metrics + "Executor CPU Time") / NANOS;
        return new StageCost(
                runCpu + task.number(metrics + "Executor Deserialize CPU Time") / NANOS,
                task.number(metrics + "Executor Run Time") / MILLIS,
                runCpu,
                task.number(metrics + "JVM GC Time") / MILLIS,
                task.number(read + "Fetch Wait Time") / MILLIS,
                task.number(write + "Shuffle Write Time") / NANOS,
                task.number(metrics + "Input Metrics/Bytes Read"),
                task.number(read + "Remote Bytes Read") + task.number(read + "Local Bytes Read"),
                task.number(write + "Shuffle Bytes Written"),
                task.number(metrics + "Disk Bytes Spilled"),
                task.number(metrics + "Peak Execution Memory"));
    }

    StageCost plus(StageCost other) {
        return new StageCost(
                cpu + other.cpu,
                run + other.run,
                runCpu + other.runCpu,
                gc + other.gc,
                fetchWait + other.fetchWait,
                shuffleWrite + other.shuffleWrite,
                inputBytes + other.inputBytes,
                shuffleReadBytes + other.shuffleReadBytes,
                shuffleWriteBytes + other.shuffleWriteBytes,
                spillBytes + other.spillBytes,
                Math.max(peakMemory, other.peakMemory));
    }

    /** Share of the time without known waits in which tasks had a core; 1 where they did not run. */
    double cpuShare() {
        double busy = run - gc - fetchWait - shuffleWrite;
        return busy <= 0 ? 1 : runCpu / busy;
    }

    double gcShare() {
        return run == 0 ? 0 : gc / run;
    }
}
