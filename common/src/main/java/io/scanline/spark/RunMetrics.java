package io.scanline.spark;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.apache.spark.executor.TaskMetrics;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/** Adds up what the tasks of one run cost, whatever runs beside it. */
final class RunMetrics extends SparkListener {
    private final String runId;
    private final Set<Integer> stages = new HashSet<>();
    private final Set<String> executors = new HashSet<>();
    private final Map<Integer, List<Long>> taskMillisByStage = new HashMap<>();
    private long cpuNanos;
    private long bytesRead;
    private long spilledBytes;
    private long peakMemory;

    /** @param runId the job group of the run's Spark jobs */
    RunMetrics(String runId) {
        this.runId = runId;
    }

    @Override
    public synchronized void onJobStart(SparkListenerJobStart start) {
        if (runId.equals(Run.idOf(start))) {
            stages.addAll(Run.stagesOf(start));
        }
    }

    @Override
    public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
        if (!stages.contains(end.stageId())) {
            return;
        }
        executors.add(end.taskInfo().executorId());
        taskMillisByStage
                .computeIfAbsent(end.stageId(), stage -> new ArrayList<>())
                .add(end.taskInfo().duration());
        TaskMetrics metrics = end.taskMetrics();
        if (metrics != null) {
            cpuNanos += metrics.executorCpuTime() + metrics.executorDeserializeCpuTime();
            bytesRead += metrics.inputMetrics().bytesRead();
            spilledBytes += metrics.diskBytesSpilled();
            peakMemory = Math.max(peakMemory, metrics.peakExecutionMemory());
        }
    }

    synchronized int executors() {
        return executors.size();
    }

    synchronized double cpuSeconds() {
        return cpuNanos / 1e9;
    }

    synchronized long bytesRead() {
        return bytesRead;
    }

    synchronized long spilledBytes() {
        return spilledBytes;
    }

    synchronized long peakMemory() {
        return peakMemory;
    }

    /** Largest over median task time of the stage that took longest in all. */
    synchronized OptionalDouble skew() {
        return taskMillisByStage.values().stream()
                .max((a, b) -> Long.compare(sum(a), sum(b)))
                .map(times -> times.stream().mapToLong(Long::longValue).sorted().toArray())
                .map(sorted ->
                        OptionalDouble.of((double) sorted[sorted.length - 1] / Math.max(1, sorted[sorted.length / 2])))
                .orElse(OptionalDouble.empty());
    }

    private static long sum(List<Long> times) {
        return times.stream().mapToLong(Long::longValue).sum();
    }
}
