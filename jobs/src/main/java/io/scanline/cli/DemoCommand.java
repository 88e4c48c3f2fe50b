package io.scanline.cli;

import io.scanline.cli.Chain.ChainResult;
import io.scanline.storage.Location;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code scanline demo}: from nothing to a report. */
@Command(
        name = "demo",
        description = {
            "Makes up a small chain with 56 weeks of sales, runs every job on it, and says where the report is.",
            "Run again, it finds that nothing is new. Delete the folder to start over."
        })
final class DemoCommand extends SparkCommand<ChainResult> {
    /** The year before is there to be compared with; nobody looks at its own comparisons and events here. */
    private static final Map<String, List<String>> NEWEST_WEEKS = Map.of(
            "compare", List.of("--backfill-days", "8", "--hour-days", "2"),
            "detect", List.of("--backfill-days", "56", "--fdr", "0.01"));

    @Option(
            names = "--dir",
            paramLabel = "FOLDER",
            defaultValue = "./demo",
            description = "Folder for the chain's files, its lake and the report (default: ./demo).")
    Path folder;

    @Option(names = "--seed", defaultValue = "7", description = "Another seed makes another chain (default: 7).")
    long seed;

    @Override
    boolean needsLake() {
        return false;
    }

    @Override
    Work<ChainResult> work() {
        refuseDays("demo makes up its own days; it has no --from and --to.", "Leave them out.");
        lake = folder.resolve("lake").toString();
        Path source = folder.resolve("source");
        Path report = folder.resolve("report.html");
        return runner -> {
            Chain chain = new Chain(this, NEWEST_WEEKS, Step.WHOLE_DAY);
            if (!Files.isDirectory(source.resolve("sales"))) {
                chain.execute(
                        runner,
                        "generate",
                        "--out",
                        source.toString(),
                        "--seed",
                        String.valueOf(seed),
                        "--stores",
                        "4",
                        "--items",
                        "60",
                        "--start",
                        "2025-03-03",
                        "--days",
                        "392",
                        "--lines-per-store-day",
                        "70",
                        "--growth",
                        "0.3",
                        "--dirt",
                        "0.005");
            }
            if (!Files.isDirectory(source)) {
                say("The other steps work on these files, which a dry run does not make.");
                return chain.soFar();
            }
            return chain.run(runner, Location.of(source), Optional.empty(), Location.of(report));
        };
    }
}
