package io.scanline.cli;

import io.scanline.compare.CompareJob;
import io.scanline.compare.CompareOptions;
import io.scanline.compare.CompareResult;
import io.scanline.spark.Job;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "compare",
        description = {
            "Compare hours, days, weeks, months, quarters and years to date with last week, the last 4 and 13 weeks, last year and, from days on, what was forecast.",
            "Every retail week that is over is also bridged from its sales a year before: stores, currency, calendar, price, volume, mix."
        })
final class CompareCommand extends JobCommand<CompareResult> {
    @Option(
            names = "--like-for-like-months",
            paramLabel = "N",
            defaultValue = "" + CompareOptions.DEFAULT_MONTHS_OPEN,
            description =
                    "Full months that a store is open at the base date to count as like-for-like (default: ${DEFAULT-VALUE}).")
    int monthsOpen;

    @Option(
            names = "--backfill-days",
            paramLabel = "N",
            defaultValue = "" + CompareOptions.DEFAULT_BACKFILL_DAYS,
            description =
                    "On the first run, compare the newest N days and their weeks; --from and --to compare older ones (default: ${DEFAULT-VALUE}).")
    int backfillDays;

    @Option(
            names = "--hour-days",
            paramLabel = "N",
            defaultValue = "" + CompareOptions.DEFAULT_HOUR_DAYS,
            description =
                    "Compare the hours of the newest N days; --from and --to compare older ones (default: ${DEFAULT-VALUE}).")
    int hourDays;

    @Option(
            names = "--reporting-currency",
            paramLabel = "CODE",
            defaultValue = "",
            description = "The group's currency, as for summarize (default: that of the oldest store).")
    String reportingCurrency;

    @Override
    Job<CompareResult> job() {
        return new CompareJob(new CompareOptions(interval(), backfillDays, hourDays, monthsOpen, reportingCurrency));
    }
}
