package io.scanline.cli;

import io.scanline.generate.GenerateJob;
import io.scanline.generate.GenerateOptions;
import io.scanline.generate.GenerateOptions.Compression;
import io.scanline.generate.GenerateOptions.LogFormat;
import io.scanline.generate.GenerateResult;
import io.scanline.spark.Job;
import java.time.LocalDate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code scanline generate}. */
@Command(
        name = "generate",
        description = {
            "Makes up a chain: reference tables, sales logs, and the truth behind them.",
            "The same options give the same files, whatever the number of executors."
        })
final class GenerateCommand extends JobCommand<GenerateResult> {
    @Option(
            names = "--out",
            paramLabel = "URI",
            required = true,
            description = "Folder to write to; must hold no sales/ yet.")
    String out;

    @Option(
            names = "--stores",
            defaultValue = "12",
            description = "Stores, those that open on the way included (default: 12).")
    int stores;

    @Option(names = "--items", defaultValue = "200", description = "Items in the range (default: 200).")
    int items;

    @Option(names = "--days", defaultValue = "60", description = "Days of sales (default: 60).")
    int days;

    @Option(
            names = "--start",
            paramLabel = "DATE",
            defaultValue = "2025-01-01",
            description = "First day of sales (default: 2025-01-01).")
    LocalDate start;

    @Option(
            names = "--lines-per-store-day",
            defaultValue = "300",
            description = "Scanned lines of an average store on an average day (default: 300).")
    int linesPerStoreDay;

    @Option(
            names = "--growth",
            paramLabel = "RATE",
            defaultValue = "0.05",
            description = "Yearly growth of demand in a store, 0.05 for 5%% (default: 0.05).")
    double growth;

    @Option(names = "--seed", defaultValue = "1", description = "Another seed makes another chain (default: 1).")
    long seed;

    @Option(names = "--format", defaultValue = "csv", description = "csv, jsonl or parquet (default: csv).")
    LogFormat format;

    @Option(
            names = "--compression",
            defaultValue = "none",
            description = "none, gz or zst, for csv and jsonl (default: none).")
    Compression compression;

    @Option(
            names = "--dirt",
            paramLabel = "RATE",
            defaultValue = "0",
            description =
                    "Share of the lines to spoil in every way that ingest knows; named in truth/spoiled.csv (default: 0).")
    double dirt;

    @Override
    boolean needsLake() {
        return false;
    }

    @Override
    Job<GenerateResult> job() {
        refuseDays("generate has no --from and --to.", "Its days are --days from --start on.");
        return new GenerateJob(new GenerateOptions(
                out, stores, items, days, start, linesPerStoreDay, growth, seed, format, compression, dirt));
    }
}
