package io.scanline.cli;

import io.scanline.verify.VerifyJob;
import io.scanline.verify.VerifyOptions;
import io.scanline.verify.VerifyResult;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "verify",
        description = {
            "Recounts the lake against the raw files, line by line and cent by cent, with a reader of its own, and names the first difference.",
            "Ends with 3 where there is one. --from and --to: files whose lines fall on these business days."
        },
        subcommands = ExplainLineCommand.class)
final class VerifyCommand extends SparkCommand<VerifyResult> {
    @Option(
            names = "--profile",
            paramLabel = "FILE",
            description =
                    "Source profile of files whose batch no longer says with which it was loaded (default: the data contract's own layout).")
    String profile;

    private VerifyResult found;

    @Override
    Work<VerifyResult> work() {
        VerifyJob job = new VerifyJob(new VerifyOptions(interval(), Optional.ofNullable(profile)));
        return runner -> {
            found = runner.run(job);
            return found;
        };
    }

    @Override
    public Integer call() throws IOException {
        int exitCode = super.call();
        if (found.first() != null) {
            throw found.refusal();
        }
        return exitCode;
    }
}
