package io.scanline.cli;

import io.scanline.config.ScanlineException;
import io.scanline.scale.ScaleJob;
import io.scanline.scale.ScaleOptions;
import io.scanline.scale.ScaleResult;
import io.scanline.storage.Location;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "scale",
        description = {
            "Measures jobs with several numbers of executors on a real cluster, says what more of them bring and what holds them back, and records it for plan.",
            "Without --master, a standalone cluster of one-core workers is started here for it. With --executors 1,2 it takes a core for each executor and one for the driver to measure anything but waiting.",
            "Example: scale --executors 1,2 run --source URI. Several commands are separated by +."
        },
        subcommands = ScaleLoadCommand.class)
final class ScaleCommand extends MeasuringCommand<ScaleResult> {
    private static final Set<String> NOT_MEASURED = Set.of("scale", "plan", "demo");

    @Option(
            names = "--executors",
            paramLabel = "N",
            split = ",",
            defaultValue = "1,2",
            description = "Numbers of executors to measure (default: ${DEFAULT-VALUE}).")
    List<Integer> executors;

    @Option(
            names = "--repeat",
            paramLabel = "N",
            defaultValue = "3",
            description =
                    "Runs with each number of executors; one more run comes first and does not count (default: ${DEFAULT-VALUE}).")
    int repeat;

    @Option(
            names = "--no-warm-up",
            description =
                    "Let every run count. For runs of many minutes, in which reading files for the first time is little.")
    boolean noWarmUp;

    @Option(
            names = "--warm",
            paramLabel = "N",
            description =
                    "Let every application run its command N times more, each time with a lake of its own, and count the last: code is compiled then, and no run comes first. So it is seen what executors bring to work that lasts; without it, to commands that start anew.")
    Integer warm;

    @Option(
            names = "--base",
            paramLabel = "URI",
            description = "Lake that every run starts with a copy of (default: an empty lake).")
    String base;

    @Option(
            names = "--work",
            paramLabel = "URI",
            description =
                    "Folder for the lakes of the runs, each deleted after its run; with --master, one that executors reach (default: a temporary folder here).")
    String work;

    @Option(
            names = "--price-per-core-hour",
            paramLabel = "AMOUNT",
            description = "What an executor's core costs an hour, for the cost of a million lines (default: none).")
    BigDecimal price;

    @Parameters(
            paramLabel = "COMMAND",
            arity = "0..*",
            description = "What to run, with its options but for --lake; several commands are separated by +.")
    List<String> words;

    @Override
    Work<ScaleResult> work() {
        refuseDays(
                "scale has no --from and --to of its own.", "Give them to the command that it runs, after its name.");
        List<List<String>> commands = ScaleOptions.split(words == null ? List.of() : words);
        commands.forEach(this::check);
        ScaleOptions options = new ScaleOptions(
                executors,
                repeat,
                warm == null && !noWarmUp,
                warm == null ? 0 : warm,
                commands,
                Optional.ofNullable(base).map(Location::of),
                Optional.ofNullable(work).map(Location::of),
                Optional.ofNullable(price));
        return runner -> measured(
                runner,
                folder -> ScaleJob.measure(
                        options, System.getenv(), master(), SparkSession.active(), folder, this::tell));
    }

    private void check(List<String> command) {
        if (!command.isEmpty() && (!isSparkCommand(command.get(0)) || NOT_MEASURED.contains(command.get(0)))) {
            throw ScanlineException.usage(
                    command.get(0) + " is no command that scale can run.",
                    "Name one such as ingest or run; options of scale stand before it.");
        }
    }

    private boolean isSparkCommand(String name) {
        CommandLine known = spec.root().commandLine().getSubcommands().get(name);
        return known != null && known.getCommand() instanceof SparkCommand<?>;
    }
}
