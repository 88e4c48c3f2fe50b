package io.scanline.cli;

import io.scanline.runs.RunsJob;
import io.scanline.runs.RunsOptions;
import io.scanline.runs.RunsResult;
import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

@Command(
        name = "runs",
        description = {
            "Shows the newest runs of a lake, newest first: what ran, when, on how many lines, for how long, and how it ended.",
            "--from and --to: runs that started on these days, UTC. A run whose data was refused leaves no row."
        })
final class RunsCommand extends SparkCommand<RunsResult> {
    @Option(names = "--job", paramLabel = "COMMAND", description = "Only runs of this command, such as summarize.")
    String job;

    @Option(
            names = "--last",
            paramLabel = "N",
            defaultValue = "" + RunsOptions.DEFAULT_LAST,
            description = "How many (default: ${DEFAULT-VALUE}).")
    int last;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = Moment.class,
            description = "Only runs that started at this time or later: ISO 8601 with offset or Z.")
    Instant since;

    @Option(
            names = "--require-done",
            description = "End with 3 where the newest of these runs is not DONE, or there is none.")
    boolean requireDone;

    private RunsResult found;

    @Override
    Work<RunsResult> work() {
        RunsJob lookUp =
                new RunsJob(new RunsOptions(Optional.ofNullable(job), last, Optional.ofNullable(since), interval()));
        return runner -> {
            found = runner.run(lookUp);
            return found;
        };
    }

    @Override
    public Integer call() throws IOException {
        int exitCode = super.call();
        if (requireDone && found.refusal().isPresent()) {
            throw found.refusal().get();
        }
        return exitCode;
    }

    /** A time that says its offset, as schedulers print it. */
    static final class Moment implements ITypeConverter<Instant> {
        @Override
        public Instant convert(String text) {
            try {
                return OffsetDateTime.parse(text).toInstant();
            } catch (DateTimeParseException e) {
                throw new TypeConversionException(
                        "'" + text + "' is not a time with offset, such as 2024-03-01T10:00:00Z");
            }
        }
    }
}
