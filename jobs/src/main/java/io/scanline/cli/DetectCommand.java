package io.scanline.cli;

import io.scanline.detect.DetectJob;
import io.scanline.detect.DetectOptions;
import io.scanline.detect.DetectResult;
import io.scanline.spark.Job;
import java.math.BigDecimal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "detect", description = "Find unusual hours of sales, returns and data, with the reason and the money.")
final class DetectCommand extends JobCommand<DetectResult> {
    @Option(
            names = "--weeks",
            paramLabel = "N",
            defaultValue = "" + DetectOptions.DEFAULT_WEEKS,
            description = "Weeks of history behind an expectation (default: ${DEFAULT-VALUE}).")
    int weeks;

    @Option(
            names = "--backfill-days",
            paramLabel = "N",
            defaultValue = "" + DetectOptions.DEFAULT_BACKFILL_DAYS,
            description =
                    "On the first run, score the newest N days; --from and --to score older ones (default: ${DEFAULT-VALUE}).")
    int backfillDays;

    @Option(
            names = "--fdr",
            paramLabel = "RATE",
            defaultValue = "" + DetectOptions.DEFAULT_FDR,
            description = "False ones allowed among the findings of a day, a fraction (default: ${DEFAULT-VALUE}).")
    double falseDiscoveryRate;

    @Option(
            names = "--min-percent",
            paramLabel = "PERCENT",
            defaultValue = "" + DetectOptions.DEFAULT_MIN_PERCENT,
            description = "Least change against what was expected (default: ${DEFAULT-VALUE}).")
    double minPercent;

    @Option(
            names = "--min-money",
            paramLabel = "AMOUNT",
            description = "Least change in the entity's currency (default: a twentieth of its mean day's sales).")
    BigDecimal minMoney;

    @Override
    Job<DetectResult> job() {
        return new DetectJob(
                new DetectOptions(interval(), backfillDays, weeks, falseDiscoveryRate, minPercent, minMoney));
    }
}
