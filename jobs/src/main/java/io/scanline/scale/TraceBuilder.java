package io.scanline.scale;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes the events of one application in and makes a trace of them. */
final class TraceBuilder {
    /** A run's id ends with its start; see {@link io.scanline.spark.Run}. */
    private static final Pattern RUN = Pattern.compile(".*-(\\d{8}T\\d{6}\\.\\d{3})");

    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS");
    private static final String OVER_LOG = "Delta:";

    private final Map<Integer, OpenJob> jobs = new TreeMap<>();
    private final Map<Integer, OpenStage> stages = new TreeMap<>();
    private final Map<Integer, Integer> jobByStage = new HashMap<>();
    private final Map<String, Long> executors = new LinkedHashMap<>();
    private int cores = 1;
    private double readyRatio;
    private boolean adaptive = true;
    private int shufflePartitions = 200;
    private long started;
    private long last;

    private static final class OpenJob {
        private long submitted;
        private long ended;
        private String run = "";
        private String description = "";
    }

    private static final class OpenStage {
        private List<Integer> parents = List.of();
        private long submitted;
        private long completed;
        private long firstLaunch = Long.MAX_VALUE;
        private long lastFinish;
        private final TaskSample sample = new TaskSample();
        private StageCost cost = StageCost.NONE;
    }

    void add(Event event) {
        switch (event.name()) {
            case "SparkListenerApplicationStart" -> started = event.number("Timestamp");
            case "SparkListenerApplicationEnd" -> last = Math.max(last, event.number("Timestamp"));
            case "SparkListenerEnvironmentUpdate" -> settings(event);
            case "SparkListenerExecutorAdded" -> executor(event);
            case "SparkListenerJobStart" -> jobStart(event);
            case "SparkListenerJobEnd" -> jobEnd(event);
            case "SparkListenerStageSubmitted", "SparkListenerStageCompleted" -> stage(event);
            case "SparkListenerTaskEnd" -> task(event);
            default -> {
                // others say nothing about time
            }
        }
    }

    private void settings(Event event) {
        String properties = "Spark Properties/";
        readyRatio = Double.parseDouble(event.text(properties + "spark.scheduler.minRegisteredResourcesRatio", "0"));
        sql(event, properties);
    }

    /** Settings of the session that a job was planned in; they may change while the application runs. */
    private void sql(Event event, String properties) {
        adaptive =
                Boolean.parseBoolean(event.text(properties + "spark.sql.adaptive.enabled", Boolean.toString(adaptive)));
        shufflePartitions = Integer.parseInt(
                event.text(properties + "spark.sql.shuffle.partitions", Integer.toString(shufflePartitions)));
    }

    private void executor(Event event) {
        executors.putIfAbsent(event.text("Executor ID", ""), event.number("Timestamp"));
        cores = Math.max(1, (int) event.number("Executor Info/Total Cores"));
    }

    private void jobStart(Event event) {
        OpenJob job = new OpenJob();
        int id = (int) event.number("Job ID");
        job.submitted = event.number("Submission Time");
        job.run = event.text("Properties/spark.jobGroup.id", "");
        job.description = event.text("Properties/spark.job.description", "");
        jobs.put(id, job);
        sql(event, "Properties/");
        // a stage that a later job lists again is there already, and is skipped
        event.numbers("Stage IDs").forEach(stage -> jobByStage.putIfAbsent(stage, id));
    }

    private void jobEnd(Event event) {
        OpenJob job = jobs.get((int) event.number("Job ID"));
        if (job != null) {
            job.ended = event.number("Completion Time");
            last = Math.max(last, job.ended);
        }
    }

    private void stage(Event event) {
        OpenStage stage = stages.computeIfAbsent((int) event.number("Stage Info/Stage ID"), id -> new OpenStage());
        stage.parents = event.numbers("Stage Info/Parent IDs");
        long submitted = event.number("Stage Info/Submission Time");
        stage.submitted = stage.submitted == 0 ? submitted : Math.min(stage.submitted, submitted);
        stage.completed = Math.max(stage.completed, event.number("Stage Info/Completion Time"));
    }

    private void task(Event event) {
        OpenStage stage = stages.computeIfAbsent((int) event.number("Stage ID"), id -> new OpenStage());
        stage.cost = stage.cost.plus(StageCost.of(event));
        long launch = event.number("Task Info/Launch Time");
        long finish = event.number("Task Info/Finish Time");
        stage.firstLaunch = Math.min(stage.firstLaunch, launch);
        stage.lastFinish = Math.max(stage.lastFinish, finish);
        last = Math.max(last, finish);
        if (event.text("Task End Reason/Reason", "").equals("Success")) {
            stage.sample.add((int) event.number("Task Info/Index"), (finish - launch) / 1e3);
        }
    }

    Trace build() {
        // a local master has the driver alone, a cluster executors beside it
        List<Double> starts = executors.entrySet().stream()
                .filter(executor -> executors.size() == 1 || !executor.getKey().equals("driver"))
                .map(executor -> Math.max(0, seconds(executor.getValue())))
                .sorted()
                .toList();
        List<JobTrace> done = jobs.entrySet().stream()
                .map(job -> job(job.getKey(), job.getValue()))
                .toList();
        return new Trace(cores, readyRatio >= 1, adaptive, shufflePartitions, starts, runStarts(), done, seconds(last));
    }

    private JobTrace job(int id, OpenJob job) {
        List<StageTrace> ran = stages.entrySet().stream()
                .filter(stage -> jobByStage.getOrDefault(stage.getKey(), -1) == id
                        && stage.getValue().sample.count() > 0)
                .map(stage -> stage(stage.getKey(), stage.getValue()))
                .toList();
        double ended = seconds(job.ended == 0 ? last : job.ended);
        boolean overLog = job.description.startsWith(OVER_LOG);
        return new JobTrace(id, job.run, Steps.plain(job.description), overLog, seconds(job.submitted), ended, ran);
    }

    private StageTrace stage(int id, OpenStage stage) {
        return new StageTrace(
                id,
                stage.parents,
                seconds(stage.submitted),
                seconds(stage.firstLaunch),
                seconds(stage.lastFinish),
                seconds(Math.max(stage.completed, stage.lastFinish)),
                stage.sample.count(),
                stage.sample.seconds(),
                stage.cost);
    }

    private Map<String, Double> runStarts() {
        List<String> runs = new ArrayList<>(jobs.values().stream()
                .map(job -> job.run)
                .filter(run -> !run.isEmpty())
                .distinct()
                .toList());
        Map<String, Double> starts = new HashMap<>();
        runs.forEach(run -> starts.put(run, start(run)));
        runs.sort(Comparator.comparing(starts::get));
        Map<String, Double> ordered = new LinkedHashMap<>();
        runs.forEach(run -> ordered.put(run, starts.get(run)));
        return ordered;
    }

    /** What its id says, or its first job where a group is no run of Scanline. */
    private double start(String run) {
        double firstJob = jobs.values().stream()
                .filter(job -> job.run.equals(run))
                .mapToDouble(job -> seconds(job.submitted))
                .min()
                .orElseThrow();
        Matcher stamp = RUN.matcher(run);
        if (!stamp.matches()) {
            return firstJob;
        }
        long millis = LocalDateTime.parse(stamp.group(1), STAMP)
                .toInstant(ZoneOffset.UTC)
                .toEpochMilli();
        return Math.min(firstJob, seconds(millis));
    }

    private double seconds(long millis) {
        return (millis - started) / 1e3;
    }
}
