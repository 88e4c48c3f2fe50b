package io.scanline.ingest;

import io.scanline.config.CustomerKey;
import io.scanline.table.Lake;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Judges the waiting lines of one batch again and publishes those that pass, with the file and the line that they came from.
 * Like any batch it is planned first, balanced, and finished by running it once more wherever it broke off.
 */
final class Replay {
    private final Lake lake;
    private final BatchPlan plan;
    private final Staging staging;

    Replay(Lake lake, BatchPlan plan, CustomerKey customerKey) {
        this.lake = lake;
        this.plan = plan;
        this.staging = new Staging(lake, plan, plan.profile(), customerKey);
    }

    /** Plans, judges, and publishes where a line is in another state than before; otherwise the plan is taken back. */
    ReplayResult run() {
        if (!lake.dryRun()) {
            plan.write(lake);
        }
        return judgeAndPublish();
    }

    /** Goes on where the batch broke off. */
    void finish() {
        if (plan.isJudged(lake)) {
            Verdicts verdicts = Verdicts.of(staging.staged(), new Duplicates(lake, plan).settled());
            publish(verdicts, verdicts.byFile());
        } else {
            judgeAndPublish();
        }
    }

    private ReplayResult judgeAndPublish() {
        Verdicts verdicts;
        Map<Integer, FileCounts> counts;
        try {
            plan.deleteStaging(lake);
            verdicts = judged();
            counts = verdicts.byFile();
            Balance.check(plan.files(), counts);
        } catch (Exception e) {
            plan.withdrawAfter(lake, e);
            throw e;
        }
        ReplayResult result = ReplayResult.of(plan.batch(), counts, lake.dryRun());
        if (result.changesNothing() || lake.dryRun()) {
            plan.withdraw(lake);
            return result;
        }
        plan.keepJudged(lake);
        publish(verdicts, counts);
        return result;
    }

    private Verdicts judged() {
        staging.check();
        long lines =
                plan.files().stream().mapToLong(file -> file.scanned().lines()).sum();
        lake.run().linesIn(lines);
        lake.run().step(String.format(Locale.ROOT, "Judging %,d lines of batch %d again", lines, plan.replayOf()));
        Dataset<Row> staged = staging.stage();
        return Verdicts.of(
                staged,
                new Duplicates(lake, plan).settle(staged, staging.summary().days()));
    }

    private void publish(Verdicts verdicts, Map<Integer, FileCounts> counts) {
        lake.run().step("Publishing batch " + plan.batch());
        Publication publication = new Publication(lake, plan, verdicts);
        publication.resolve();
        publication.correct();
        publication.publish(counts);
        publication.recordReplay(counts);
        plan.deleteStaging(lake);
    }
}
