package io.scanline.generate;

import io.scanline.config.ScanlineException;
import io.scanline.storage.Location;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * What chain to make up. Everything that generate writes is a function of these values.
 *
 * @param stores stores at the end of the period, those that open or close during it included
 * @param days days of sales, the first on {@code start}
 * @param linesPerStoreDay scanned lines of an average store on an average day
 * @param growth yearly growth of a store's demand, as a fraction
 * @param dirt share of the lines to spoil
 */
public record GenerateOptions(
        String out,
        int stores,
        int items,
        int days,
        LocalDate start,
        int linesPerStoreDay,
        double growth,
        long seed,
        LogFormat format,
        Compression compression,
        double dirt)
        implements Serializable {

    public GenerateOptions {
        List<String> problems = new ArrayList<>();
        check(problems, out != null && !out.isBlank(), "--out is missing: name a folder");
        check(problems, stores >= 1 && stores <= 100_000, "--stores must be 1 to 100000, not " + stores);
        check(problems, items >= 10 && items <= 1_000_000, "--items must be 10 to 1000000, not " + items);
        check(problems, days >= 1 && days <= 5_000, "--days must be 1 to 5000, not " + days);
        check(
                problems,
                start != null && start.getYear() >= 1990 && start.getYear() <= 2100,
                "--start must be a date from 1990 to 2100, not " + start);
        check(
                problems,
                linesPerStoreDay >= 1 && linesPerStoreDay <= 1_000_000,
                "--lines-per-store-day must be 1 to 1000000, not " + linesPerStoreDay);
        check(problems, growth > -0.9 && growth <= 1000, "--growth must be -0.9 to 1000 a year, not " + growth);
        check(problems, dirt >= 0 && dirt <= 0.5, "--dirt must be 0 to 0.5, not " + dirt);
        check(
                problems,
                format != LogFormat.PARQUET || compression == Compression.NONE,
                "--compression is for csv and jsonl: parquet compresses its own pages");
        if (!problems.isEmpty()) {
            throw ScanlineException.usage(String.join("; ", problems), "Correct these options and run generate again.");
        }
        // executors have other working folders
        out = Location.of(out).toString();
    }

    private static void check(List<String> problems, boolean good, String problem) {
        if (!good) {
            problems.add(problem);
        }
    }

    /** A dozen stores for two months: seconds to make, enough to see every table filled. */
    public static GenerateOptions defaults(String out) {
        return new GenerateOptions(
                out, 12, 200, 60, LocalDate.of(2025, 1, 1), 300, 0.05, 1, LogFormat.CSV, Compression.NONE, 0);
    }

    /** The chain of the demo: fifteen months, so that every day of the last quarter has a day of last year to stand beside. */
    public static GenerateOptions demo(String out) {
        return new GenerateOptions(
                out, 12, 150, 450, LocalDate.of(2024, 4, 1), 220, 0.05, 7, LogFormat.CSV, Compression.NONE, 0.002);
    }

    LocalDate end() {
        return start.plusDays(days);
    }

    /** Stores in one block: a block is one task and, on each day, one file of about a hundred thousand lines. */
    int storesPerBlock() {
        int bySize = Math.max(1, 100_000 / linesPerStoreDay);
        int byCount = Math.max(6, (stores + 7) / 8);
        return Math.min(64, Math.min(bySize, byCount));
    }

    int blocks() {
        return (stores + storesPerBlock() - 1) / storesPerBlock();
    }

    /** The layout of the sales log. */
    public enum LogFormat {
        CSV("csv"),
        JSONL("jsonl"),
        PARQUET("parquet");

        final String extension;

        LogFormat(String extension) {
            this.extension = extension;
        }
    }

    /** How a text log is packed. */
    public enum Compression {
        NONE(""),
        GZ(".gz"),
        ZST(".zst");

        final String extension;

        Compression(String extension) {
            this.extension = extension;
        }
    }
}
