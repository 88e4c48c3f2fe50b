package io.scanline.cli;

import io.scanline.config.ScanlineException;
import io.scanline.spark.JobRunner;
import io.scanline.spark.Result;
import io.scanline.storage.Location;
import io.scanline.table.StockPositions;
import io.scanline.table.SupplyTerms;
import io.scanline.table.Table;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import picocli.CommandLine;

/**
 * Commands one after the other in one Spark session, each with the options that it would have by itself: defaults,
 * environment and configuration file included.
 */
final class Chain {
    /** The tables without which reorder has nothing to say. */
    private static final List<Table> ORDERING = List.of(SupplyTerms.TABLE, StockPositions.TABLE);

    private final CommandLine root;
    private final JobRunner runner;
    private final Configuration hadoop;
    private final Location lake;
    private final List<String> shared;
    private final PrintWriter out;
    private final Map<String, List<String>> own;
    private final List<Stage> stages = new ArrayList<>();

    /** One command of the chain, how long it took, and what it did. */
    record Stage(String command, double seconds, Result result) {}

    /** What all the commands of a chain did. */
    record ChainResult(List<Stage> stages, String report) implements Result {
        @Override
        public String summary() {
            double seconds = stages.stream().mapToDouble(Stage::seconds).sum();
            return stages.size() + " steps in " + Math.round(seconds) + " s. The report is in " + report;
        }
    }

    /** @param own options of single commands, by their names; what they leave open comes from where it always does */
    Chain(SparkCommand<?> command, JobRunner runner, Configuration hadoop, Map<String, List<String>> own) {
        this.root = command.spec.root().commandLine();
        this.runner = runner;
        this.hadoop = hadoop;
        this.lake = command.lakeLocation();
        this.shared = command.sharedOptions();
        this.own = own;
        this.out = command.spec.commandLine().getOut();
    }

    /** From raw files to the report; reference tables are loaded from SOURCE/reference where there is such a folder. */
    ChainResult run(Location source, Optional<String> profile, Location report) {
        Location reference = source.child("reference");
        if (exists(reference)) {
            execute("ingest", "--dataset", "reference", "--source", reference.toString());
        }
        List<String> ingest =
                new ArrayList<>(List.of("ingest", "--source", salesOf(source).toString()));
        profile.ifPresent(file -> ingest.addAll(List.of("--profile", file)));
        execute(ingest.toArray(String[]::new));
        Stream.of("summarize", "compare", "detect", "forecast").forEach(this::execute);
        if (ORDERING.stream().allMatch(table -> exists(lake.child(table.name())))) {
            execute("reorder");
        } else {
            out.println(
                    "reorder: left out, because it needs supply_terms and stock_positions (scanline ingest --dataset ...).");
        }
        execute("report", "--out", report.toString());
        return new ChainResult(stages, report.toString());
    }

    private Location salesOf(Location source) {
        return exists(source.child("sales")) ? source.child("sales") : source;
    }

    /** Runs one command and prints what it did. */
    Result execute(String... words) {
        CommandLine commandLine = root.getSubcommands().get(words[0]);
        List<String> arguments = new ArrayList<>(List.of(words).subList(1, words.length));
        arguments.addAll(own.getOrDefault(words[0], List.of()));
        arguments.addAll(shared);
        commandLine.parseArgs(arguments.toArray(String[]::new));
        SparkCommand<?> command = commandLine.getCommand();
        long started = System.nanoTime();
        Result result = command.work().on(runner);
        Stage stage = new Stage(String.join(" ", words), (System.nanoTime() - started) / 1e9, result);
        stages.add(stage);
        out.println(result.summary());
        out.flush();
        return result;
    }

    private boolean exists(Location location) {
        FileSystem files = location.fileSystem(hadoop);
        try {
            return files.exists(location.path());
        } catch (IOException e) {
            throw ScanlineException.storage(
                    location + " cannot be read: " + e.getMessage(), "Check that you may read it.", e);
        }
    }
}
