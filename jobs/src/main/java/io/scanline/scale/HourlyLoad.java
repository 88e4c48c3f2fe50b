package io.scanline.scale;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** The part of a recorded run that is done every hour, as the schedules of {@code airflow/} and {@code k8s/} do it. */
final class HourlyLoad {
    /** In their order. */
    static final List<String> JOBS = List.of("ingest", "summarize", "compare", "detect");

    private final RecordedRun run;
    private final StepGrowth growth;
    private final List<Trace> traces;

    HourlyLoad(RecordedRun run, StepGrowth growth) {
        this.run = run;
        this.growth = growth;
        this.traces = run.traces().stream().filter(HourlyLoad::isHourly).toList();
    }

    private static boolean isHourly(Trace trace) {
        return trace.jobs().stream().anyMatch(job -> JOBS.contains(job.command()));
    }

    /** Which of the hourly jobs the recorded run had. */
    List<String> jobs() {
        Set<String> recorded = Model.jobs(traces);
        return JOBS.stream().filter(recorded::contains).toList();
    }

    /** @param demand of a whole day */
    Fleet.Need need(Demand demand) {
        Model model = new Model(traces, growth);
        List<String> jobs = jobs();
        ToDoubleFunction<Map<String, Double>> oneAfterTheOther =
                walls -> jobs.stream().mapToDouble(walls::get).sum();
        return share -> new Sizing(model, run.scatter(), demand.times(share), oneAfterTheOther);
    }
}
