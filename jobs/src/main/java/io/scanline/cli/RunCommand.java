package io.scanline.cli;

import io.scanline.cli.Chain.ChainResult;
import io.scanline.config.ScanlineException;
import io.scanline.storage.Location;
import java.util.Map;
import java.util.Optional;
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
            required = true,
            description =
                    "File, folder or pattern of sales logs; of a folder with sales/ and reference/, both are loaded.")
    String source;

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
    Work<ChainResult> work() {
        if (!interval().isUnbounded()) {
            throw ScanlineException.usage(
                    "run finds out by itself what changed; it has no --from and --to.",
                    "Run the single commands with --from and --to instead.");
        }
        Location report = out == null ? ReportCommand.besideTheLake(lakeLocation()) : Location.of(out);
        Chain chain = new Chain(this, Map.of());
        return runner -> chain.run(runner, Location.of(source), Optional.ofNullable(profile), report);
    }
}
