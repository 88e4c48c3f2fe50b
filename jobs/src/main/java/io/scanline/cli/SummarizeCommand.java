package io.scanline.cli;

import io.scanline.spark.Job;
import io.scanline.summarize.SummarizeJob;
import io.scanline.summarize.SummarizeOptions;
import io.scanline.summarize.SummarizeResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "summarize",
        description = "Bring hourly sales of stores, regions, countries and the chain up to date with the lines.")
final class SummarizeCommand extends JobCommand<SummarizeResult> {
    @Option(
            names = "--reporting-currency",
            paramLabel = "CODE",
            defaultValue = "",
            description = "The group's currency, ISO 4217 (default: that of the oldest store).")
    String reportingCurrency;

    @Option(
            names = "--settle-days",
            paramLabel = "N",
            defaultValue = "" + SummarizeOptions.DEFAULT_SETTLE_DAYS,
            description = "Hours of the newest N days are provisional (default: ${DEFAULT-VALUE}).")
    int settleDays;

    @Override
    Job<SummarizeResult> job() {
        return new SummarizeJob(new SummarizeOptions(interval(), reportingCurrency, settleDays));
    }
}
