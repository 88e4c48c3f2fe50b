package io.scanline.cli;

import io.scanline.config.ScanlineException;
import io.scanline.detect.DetectJob;
import io.scanline.detect.DetectOptions;
import io.scanline.detect.ReplayJob;
import io.scanline.detect.ReplayOptions;
import io.scanline.spark.Job;
import io.scanline.spark.Result;
import java.math.BigDecimal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "detect", description = "Find unusual hours of sales, returns and data, with the reason and the money.")
final class DetectCommand extends JobCommand<Result> {
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

    @Option(
            names = "--replay",
            description =
                    "Only say what would have been found when, had the days come in hour by hour, late lines when they did; writes nothing.")
    boolean replay;

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description =
                    "With --replay: CSV of what really happened, to score against, with event_id, level, entity, department, start_utc, end_utc, kind and impact_money; such as truth/events.csv of a generated chain.")
    String labels;

    @Override
    Job<? extends Result> job() {
        DetectOptions options =
                new DetectOptions(interval(), backfillDays, weeks, falseDiscoveryRate, minPercent, minMoney);
        if (labels != null && !replay) {
            throw ScanlineException.usage("--labels is for --replay.", "Add --replay, or leave --labels out.");
        }
        return replay ? new ReplayJob(new ReplayOptions(options, labels)) : new DetectJob(options);
    }
}
