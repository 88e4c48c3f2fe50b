package io.scanline.ingest;

import io.scanline.config.CustomerKey;
import io.scanline.config.ScanlineException;
import io.scanline.spark.Transform;
import io.scanline.table.Lake;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A batch ready to be published: judged, free of duplicates, balanced.
 *
 * @param staged rows of {@link StagedLines}
 * @param counts by the batch's number of the file
 */
record PreparedBatch(
        BatchPlan plan,
        SourceProfile profile,
        Dataset<Row> staged,
        Verdicts verdicts,
        Map<Integer, FileCounts> counts) {

    /**
     * Judges a batch of which nothing is published yet; where that fails, its plan is taken back.
     *
     * @param customerKey null: customers are not stored
     * @param betweenJudgingAndBalance what becomes of the judged lines on their way: nothing, but where the balance is put to the test
     */
    static PreparedBatch judged(
            Lake lake, BatchPlan plan, CustomerKey customerKey, Transform betweenJudgingAndBalance) {
        try {
            plan.deleteStaging(lake);
            return prepare(lake, plan, customerKey, betweenJudgingAndBalance);
        } catch (Exception e) {
            plan.withdrawAfter(lake, e);
            refuseWhereAFileIsGone(e);
            throw e;
        }
    }

    private static void refuseWhereAFileIsGone(Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ScanlineException) {
                throw (ScanlineException) cause;
            }
            if (cause instanceof IOException) {
                throw ScanlineException.storage(
                        "A file could not be read: " + cause.getMessage(),
                        "Check that it is there and whole, then run ingest again; nothing was published.",
                        failure);
            }
        }
    }

    private static PreparedBatch prepare(
            Lake lake, BatchPlan plan, CustomerKey customerKey, Transform betweenJudgingAndBalance) {
        SourceProfile profile = plan.profile();
        long lines = linesToRead(plan);
        lake.run().linesIn(lines);
        Staging staging = new Staging(lake, plan, profile, customerKey);
        if (plan.filesToRead().isEmpty()) {
            return new PreparedBatch(
                    plan,
                    profile,
                    staging.nothing(),
                    Verdicts.of(staging.nothing(), staging.nothingSettled()),
                    Map.of());
        }
        staging.check();
        lake.run()
                .step(String.format(
                        Locale.ROOT,
                        "Judging %,d lines of %,d files",
                        lines,
                        plan.filesToRead().size()));
        Dataset<Row> staged = staging.stage().transform(betweenJudgingAndBalance);
        Rejections.check(plan, staged, staging.summary());
        lake.run().step(String.format(Locale.ROOT, "Looking for duplicates among %,d lines", lines));
        Dataset<Row> settled =
                new Duplicates(lake, plan).settle(staged, staging.summary().days());
        lake.run().step("Balancing lines and money");
        PreparedBatch batch = prepared(plan, profile, staged, settled);
        Balance.check(plan.filesToRead(), batch.counts());
        if (!lake.dryRun()) {
            plan.keepJudged(lake);
        }
        return batch;
    }

    /** A batch that was judged before it broke off: the files, the clock and the keys of today have no say in it. */
    static PreparedBatch reopened(Lake lake, BatchPlan plan, CustomerKey customerKey) {
        SourceProfile profile = plan.profile();
        lake.run().linesIn(linesToRead(plan));
        Dataset<Row> staged = new Staging(lake, plan, profile, customerKey).staged();
        return prepared(plan, profile, staged, new Duplicates(lake, plan).settled());
    }

    private static PreparedBatch prepared(
            BatchPlan plan, SourceProfile profile, Dataset<Row> staged, Dataset<Row> settled) {
        Verdicts verdicts = Verdicts.of(staged, settled);
        return new PreparedBatch(plan, profile, staged, verdicts, verdicts.byFile());
    }

    private static long linesToRead(BatchPlan plan) {
        return plan.filesToRead().stream()
                .mapToLong(file -> file.scanned().lines())
                .sum();
    }

    boolean registersStores() {
        return plan.registersStores(profile);
    }

    boolean registersProducts() {
        return !profile.autoRegisterProducts().isEmpty();
    }

    boolean headers() {
        return profile.options().header();
    }

    /** Lines of all files with this verdict. */
    long lines(String verdict) {
        return counts.values().stream().mapToLong(file -> file.of(verdict)).sum();
    }
}
