package io.scanline.cli;

import io.scanline.config.ScanlineException;
import io.scanline.ingest.CorrectionRule;
import io.scanline.ingest.DateLimits;
import io.scanline.ingest.IngestOptions;
import io.scanline.ingest.ReferenceIngestJob;
import io.scanline.ingest.ReferenceOptions;
import io.scanline.ingest.ReplayJob;
import io.scanline.ingest.SalesIngestJob;
import io.scanline.spark.Job;
import io.scanline.spark.Result;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "ingest",
        description =
                "Takes files into the lake: the sales log, or a reference table by --dataset. Every line is accounted for.")
final class IngestCommand extends JobCommand<Result> {
    private static final String SALES = "sales";
    private static final String REFERENCE = "reference";

    @Option(
            names = "--source",
            paramLabel = "URI",
            description =
                    "A file, a folder or a glob: CSV, JSON Lines (.gz, .zst) or Parquet. Lines of more than 64 KiB are quarantined; files with more than 4096 columns, or that decompress to more than 200 times their size, are refused.")
    String source;

    @Option(
            names = "--replay",
            description =
                    "Instead of --source: judge quarantined sales lines again whose store was not known, by the profile that they came with, and take in those whose store is known now.")
    boolean replay;

    @Option(
            names = "--dataset",
            paramLabel = "NAME",
            defaultValue = SALES,
            description =
                    "sales (default), stores, store_closures, products, supply_terms, stock_positions, open_orders, holidays, local_events, promotions, prices, fx_rates, event_feedback or proposal_decisions; reference: every one of these that a folder has a file of.")
    String dataset;

    @Option(
            names = "--profile",
            paramLabel = "FILE",
            description = "YAML file that says how the files are laid out (default: the data contract's own layout).")
    String profile;

    @Option(
            names = "--max-rejected",
            paramLabel = "RATE",
            defaultValue = "0.2",
            description = "Share of lines, 0 to 1, above which nothing is loaded (default: 0.2).")
    double maxRejected;

    @Option(
            names = "--auto-register-stores",
            description =
                    "Add unknown stores instead of rejecting their lines; by the profile's auto-register, or as region UNASSIGNED, country ZZ.")
    boolean autoRegisterStores;

    @Option(
            names = "--settle",
            paramLabel = "SECONDS",
            defaultValue = "0",
            description =
                    "Leave files that changed in these last seconds to the next run, as a till may still be writing them (default: 0, take every file).")
    long settleSeconds;

    @Option(
            names = "--corrections",
            paramLabel = "RULE",
            defaultValue = "newer",
            description =
                    "What replaces a line with the same key and another content: newer, a line with a newer message_ts (default); accept, also one of a later file where message_ts does not tell. All else is quarantined as KEY_COLLISION.")
    CorrectionRule corrections;

    @Option(
            names = "--earliest",
            paramLabel = "DATE",
            defaultValue = "1990-01-01",
            description = "First day that a sales line may have; older ones are quarantined (default: 1990-01-01).")
    LocalDate earliest;

    @Option(
            names = "--max-days-ahead",
            paramLabel = "DAYS",
            defaultValue = "2",
            description =
                    "Days by which a till's clock may be ahead; sales lines further in the future are quarantined (default: 2).")
    int maxDaysAhead;

    @Override
    Job<Result> job() {
        refuseDays(
                "ingest takes in what is new in --source; it has no --from and --to.",
                "Give --source the folders or the pattern of those days' files.");
        if (replay) {
            return replayJob();
        }
        if (source == null) {
            throw ScanlineException.usage(
                    "Nothing to take in.", "Give --source FILES, or --replay to judge quarantined lines again.");
        }
        if (dataset.equals(REFERENCE)) {
            if (profile != null) {
                throw ScanlineException.usage(
                        "--profile is for one table.",
                        "Load the tables of that layout one by one, each by its --dataset.");
            }
            return ReferenceIngestJob.ofFolder(source, maxRejected);
        }
        if (!dataset.equals(SALES)) {
            return ReferenceIngestJob.of(ReferenceOptions.of(dataset, source, profile, maxRejected));
        }
        IngestOptions options = new IngestOptions(
                source,
                Optional.ofNullable(profile),
                maxRejected,
                autoRegisterStores,
                Duration.ofSeconds(settleSeconds),
                corrections,
                new DateLimits(earliest, maxDaysAhead));
        return new SalesIngestJob(options, System.getenv());
    }

    @Override
    boolean needsLake() {
        return replay;
    }

    private Job<Result> replayJob() {
        if (source != null || profile != null || !dataset.equals(SALES)) {
            throw ScanlineException.usage(
                    "--replay takes lines from quarantined_lines, with the profile that they came with.",
                    "Leave out --source, --profile and --dataset. A file of repaired lines is loaded like any other: ingest --source FILE.");
        }
        return new ReplayJob(System.getenv());
    }
}
