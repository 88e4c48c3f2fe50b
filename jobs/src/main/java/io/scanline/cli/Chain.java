package io.scanline.cli;

import io.scanline.config.ScanlineException;
import io.scanline.spark.JobRunner;
import io.scanline.spark.Result;
import io.scanline.spark.SideBySide;
import io.scanline.storage.Location;
import io.scanline.table.StockPositions;
import io.scanline.table.SupplyTerms;
import io.scanline.table.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine;

/**
 * Commands in one Spark session, each with the options that it would have by itself: defaults, environment and configuration
 * file included. A command begins when the ones whose tables it reads have ended: while hours are added up and compared,
 * demand is forecast, because a driver that plans leaves its executors idle.
 */
final class Chain {
    /** The tables without which reorder has nothing to say. */
    private static final List<Table> ORDERING = List.of(SupplyTerms.TABLE, StockPositions.TABLE);

    private final SparkCommand<?> command;
    private final Map<String, List<String>> own;
    private final Set<Step> steps;
    private final List<Stage> stages = new ArrayList<>();
    private final long started = System.nanoTime();

    /** One command of the chain, how long it took, and what it did. */
    record Stage(String command, double seconds, Result result) {}

    /**
     * What all the commands of a chain did, in the order in which they ended, and how long it took.
     *
     * @param report the report's file; null where none was asked for
     */
    record ChainResult(List<Stage> stages, double seconds, String report) implements Result {
        @Override
        public String summary() {
            return stages.size() + " steps in " + Math.round(seconds) + " s."
                    + (report == null ? "" : " The report is in " + report);
        }
    }

    /**
     * @param own options of single commands, by their names; what they leave open comes from where it always does
     * @param steps the commands to do
     */
    Chain(SparkCommand<?> command, Map<String, List<String>> own, Set<Step> steps) {
        this.command = command;
        this.own = own;
        this.steps = steps;
    }

    /**
     * From raw files to the report; reference tables are loaded from SOURCE/reference where there is such a folder.
     *
     * @param source where the files are; null where none are taken in
     */
    ChainResult run(JobRunner runner, Location source, Optional<String> profile, Location report) {
        boolean reports = steps.contains(Step.REPORT);
        runner.holdingLake(command.spec.name(), alone -> {
            if (steps.contains(Step.INGEST)) {
                load(alone, source, profile);
            }
            workOut(alone);
            if (reports) {
                execute(alone, "report", "--out", report.toString());
            }
            return execute(alone, Step.MAINTAIN);
        });
        return new ChainResult(stages, secondsSince(started), reports ? report.toString() : null);
    }

    /** What single commands did that were executed one by one. */
    ChainResult soFar() {
        return new ChainResult(stages, secondsSince(started), null);
    }

    private void load(JobRunner runner, Location source, Optional<String> profile) {
        Location reference = source.child("reference");
        if (exists(reference)) {
            execute(runner, "ingest", "--dataset", "reference", "--source", reference.toString());
        }
        Location sales = source.child("sales");
        Stream<String> words = Stream.of("ingest", "--source", (exists(sales) ? sales : source).toString());
        execute(
                runner,
                Stream.concat(words, profile.stream().flatMap(file -> Stream.of("--profile", file)))
                        .toArray(String[]::new));
    }

    /** What follows from the lines; a command that fails keeps those that need it from beginning, and no other. */
    private void workOut(JobRunner runner) {
        try (SideBySide commands = new SideBySide()) {
            SideBySide.Part<?> orders = commands.begin(() -> {
                execute(runner, Step.FORECAST);
                reorder(runner);
                return null;
            });
            execute(runner, Step.SUMMARIZE);
            SideBySide.Part<?> events = commands.begin(() -> execute(runner, Step.DETECT));
            execute(runner, Step.COMPARE);
            events.outcome();
            orders.outcome();
        }
    }

    private void reorder(JobRunner runner) {
        if (ORDERING.stream().allMatch(table -> exists(command.lakeLocation().child(table.name())))) {
            execute(runner, Step.REORDER);
        } else if (steps.contains(Step.REORDER)) {
            command.say(
                    "reorder: left out, because it needs supply_terms and stock_positions (columns: common/README.md).\n"
                            + "  Load them: scanline ingest --dataset NAME --source FILE; then: scanline run --steps reorder,report");
        }
    }

    /** Runs a command that has no options of its own; null where the chain leaves it out. */
    private Result execute(JobRunner runner, Step step) {
        return steps.contains(step) ? execute(runner, step.toString()) : null;
    }

    /** Runs one command and prints what it did. */
    Result execute(JobRunner runner, String... words) {
        CommandLine commandLine =
                command.spec.root().commandLine().getSubcommands().get(words[0]);
        List<String> arguments = new ArrayList<>(List.of(words).subList(1, words.length));
        arguments.addAll(own.getOrDefault(words[0], List.of()));
        arguments.addAll(command.sharedOptions());
        commandLine.parseArgs(arguments.toArray(String[]::new));
        SparkCommand<?> step = commandLine.getCommand();
        long started = System.nanoTime();
        Result result = step.work().on(runner);
        synchronized (stages) {
            stages.add(new Stage(String.join(" ", words), secondsSince(started), result));
        }
        command.say(result.summary());
        return result;
    }

    private static double secondsSince(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }

    private static boolean exists(Location location) {
        try {
            FileSystem files =
                    location.fileSystem(SparkSession.active().sparkContext().hadoopConfiguration());
            return files.exists(location.path());
        } catch (IOException e) {
            throw ScanlineException.storage(
                    location + " cannot be read: " + e.getMessage(), "Check that you may read it.", e);
        }
    }
}
