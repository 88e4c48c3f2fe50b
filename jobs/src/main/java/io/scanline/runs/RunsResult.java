package io.scanline.runs;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.scanline.config.ScanlineException;
import io.scanline.spark.Result;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The newest runs, newest first.
 *
 * @param wording which runs were asked for, as a sentence goes on after "run"
 */
@JsonIgnoreProperties("wording")
public record RunsResult(String wording, List<LedgerRun> runs) implements Result {
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String LINE = "%-19s  %-9s  %-6s  %8s  %13s  %13s  %s";
    private static final int MESSAGE_WIDTH = 80;

    @Override
    public String summary() {
        if (runs.isEmpty()) {
            return "There is no run" + wording + ".";
        }
        return Stream.concat(
                        Stream.of(String.format(
                                Locale.ROOT,
                                LINE,
                                "started, UTC",
                                "job",
                                "status",
                                "seconds",
                                "lines in",
                                "rows out",
                                "what it did")),
                        runs.stream().map(RunsResult::line))
                .map(String::stripTrailing)
                .collect(Collectors.joining("\n"));
    }

    private static String line(LedgerRun run) {
        return String.format(
                Locale.ROOT,
                LINE,
                MINUTE.format(run.startedAt()),
                run.job(),
                run.status(),
                String.format(Locale.ROOT, "%,.1f", run.wallS()),
                String.format(Locale.ROOT, "%,d", run.linesIn()),
                String.format(Locale.ROOT, "%,d", run.linesOut()),
                firstLine(run.message()));
    }

    private static String firstLine(String message) {
        String first = message == null ? "" : message.lines().findFirst().orElse("");
        return first.length() <= MESSAGE_WIDTH ? first : first.substring(0, MESSAGE_WIDTH - 1) + "…";
    }

    /** What is wrong with the newest of the runs; empty where it is done. */
    public Optional<ScanlineException> refusal() {
        if (runs.isEmpty()) {
            return Optional.of(
                    ScanlineException.refused(
                            "There is no run" + wording + ", and one is required.",
                            "A run that was refused or killed leaves no row: see what it printed, mend that, and run it again."));
        }
        LedgerRun newest = runs.get(0);
        return newest.isDone()
                ? Optional.empty()
                : Optional.of(ScanlineException.refused(
                        "The newest run" + wording + " is " + newest.status() + ": " + newest.runId() + ": "
                                + firstLine(newest.message()),
                        "Mend the cause and run " + newest.job() + " again; that is safe."));
    }
}
