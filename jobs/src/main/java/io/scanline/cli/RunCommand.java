package io.scanline.cli;

import io.scanline.cli.Chain.ChainResult;
import io.scanline.config.ScanlineException;
import io.scanline.storage.Location;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code scanline run}: the day's whole chain. */
@Command(
        name = "run",
        description = {
            "The day's whole chain: ingest, summarize, compare, detect, forecast, reorder, report.",
            "Every step has the options that it would have by itself (SCANLINE_FORECAST_HORIZON, forecast.horizon, ...)."
        })
final class RunCommand extends SparkCommand<ChainResult> {
    @Option(
            names = "--source",
            paramLabel = "URI",
            description =
                    "File, folder or pattern of sales logs; of a folder with sales/ and reference/, both are loaded.")
    String source;

    @Option(
            names = "--steps",
            paramLabel = "STEP,...",
            split = ",",
            description =
                    "Only these steps, in the chain's order: ${COMPLETION-CANDIDATES} (default: all but maintain). Without ingest, no --source is needed.")
    Set<Step> steps;

    @Option(
            names = "--profile",
            paramLabel = "FILE",
            description = "Source profile of the sales logs (default: the contract's own layout).")
    String profile;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "The report (default: scanline-report.html beside the lake).")
    String out;

    @Override
    boolean needsLake() {
        return steps != null && !steps.contains(Step.INGEST);
    }

    @Override
    Work<ChainResult> work() {
        refuseDays(
                "run finds out by itself what changed; it has no --from and --to.",
                "Run the single commands with --from and --to instead.");
        Set<Step> wanted = steps == null ? Step.WHOLE_DAY : steps;
        if (source == null && wanted.contains(Step.INGEST)) {
            throw ScanlineException.usage(
                    "There is nothing to take in.",
                    "Give --source URI, or name --steps without ingest, such as --steps forecast,reorder,report.");
        }
        Location report = out == null ? ReportCommand.besideTheLake(lakeLocation()) : Location.of(out);
        Location files = source == null ? null : Location.of(source);
        Chain chain = new Chain(this, Map.of(), wanted);
        return runner -> chain.run(runner, files, Optional.ofNullable(profile), report);
    }
}
