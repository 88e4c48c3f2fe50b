package io.scanline.cli;

import io.scanline.scale.Growth;
import io.scanline.scale.PlanJob;
import io.scanline.scale.PlanOptions;
import io.scanline.scale.PlanResult;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "plan",
        description = {
            "Says what a grown chain needs: executors, memory, hours and money, what breaks first, and how sure that is.",
            "It simulates the newest run that scale recorded in the lake; so run scale first."
        })
final class PlanCommand extends SparkCommand<PlanResult> {
    @Option(
            names = "--stores",
            paramLabel = "GROWTH",
            description = "+100 for 100 more stores, x2 for twice as many, or 250 in all (default: as today).")
    String stores;

    @Option(
            names = "--sales",
            paramLabel = "GROWTH",
            description = "x400 for 400 times the scanned lines, +N or N lines a day (default: as the stores grow).")
    String sales;

    @Option(
            names = "--deadline",
            paramLabel = "TIME",
            defaultValue = "1h",
            description = "How long the day's chain may take, such as 45m or 1h30m (default: ${DEFAULT-VALUE}).")
    String deadline;

    @Option(
            names = "--price-per-core-hour",
            paramLabel = "AMOUNT",
            description = "What an executor's core costs an hour (default: none, and no cost is said).")
    BigDecimal price;

    @Option(
            names = "--check-linear",
            description =
                    "End with 3 where the CPU time of a measured job grew faster than its lines: by a power above 1.05.")
    boolean checkLinear;

    private PlanResult plan;

    @Override
    Work<PlanResult> work() {
        refuseDays("plan is about a day to come; it has no --from and --to.", "Leave them out.");
        PlanJob job = new PlanJob(new PlanOptions(
                stores == null ? Growth.NONE : Growth.of(stores, "--stores"),
                Optional.ofNullable(sales).map(text -> Growth.of(text, "--sales")),
                PlanOptions.time(deadline),
                Optional.ofNullable(price)));
        return runner -> {
            plan = runner.run(job);
            return plan;
        };
    }

    @Override
    public Integer call() throws IOException {
        int exitCode = super.call();
        if (checkLinear) {
            plan.checkLinear();
        }
        return exitCode;
    }
}
