package io.scanline.cli;

import io.scanline.reorder.ReorderJob;
import io.scanline.reorder.ReorderOptions;
import io.scanline.reorder.ReorderResult;
import io.scanline.spark.Job;
import java.time.LocalDate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "reorder", description = "Propose what each store orders on the day after the last day of history.")
final class ReorderCommand extends JobCommand<ReorderResult> {
    @Option(
            names = "--as-of",
            paramLabel = "DATE",
            description =
                    "Last day of history, or yesterday, by UTC; orders are for the next day, from the forecasts as of this day (default: the last business day).")
    LocalDate asOf;

    @Option(
            names = "--service-target",
            paramLabel = "SHARE",
            defaultValue = ReorderOptions.DEFAULT_SERVICE_TARGET,
            description = "Service for items whose supply terms set none (default: ${DEFAULT-VALUE}).")
    double serviceTarget;

    @Option(
            names = "--no-tuning",
            description =
                    "Aim at the service target itself, as the chance of meeting all demand until the next delivery. By default, a store's items aim at what met the target, as the share of demand met, in the newest replay of at most 91 days ago: scanline simulate --policy cycle-service:calibrated")
    boolean noTuning;

    @Override
    Job<ReorderResult> job() {
        refuseDays(
                "reorder proposes the orders of one day; it has no --from and --to.",
                "Name the day with --as-of DATE.");
        return new ReorderJob(new ReorderOptions(asOf, serviceTarget, !noTuning));
    }
}
