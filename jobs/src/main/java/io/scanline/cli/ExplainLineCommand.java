package io.scanline.cli;

import io.scanline.spark.Job;
import io.scanline.verify.ExplainJob;
import io.scanline.verify.ExplainOptions;
import io.scanline.verify.Explanation;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "explain-line",
        description =
                "Says where a line of a raw file went: its row, why it was refused, what it repeats, or what replaced it.")
final class ExplainLineCommand extends JobCommand<Explanation> {
    @Parameters(
            paramLabel = "FILE:LINE",
            description =
                    "The file as the ledger has it, its local path, or the end of its name; and the line, the header being 1.")
    String place;

    @Option(
            names = "--profile",
            paramLabel = "FILE",
            description =
                    "Source profile of a file whose batch no longer says with which it was loaded (default: the data contract's own layout).")
    String profile;

    @Override
    Job<Explanation> job() {
        refuseDays("verify explain-line is about one line; it has no --from and --to.", "Leave them out.");
        return new ExplainJob(ExplainOptions.of(place, Optional.ofNullable(profile)));
    }
}
