package io.scanline.ingest;

import io.scanline.config.CustomerKey;
import io.scanline.spark.Job;
import io.scanline.spark.Result;
import io.scanline.spark.Transform;
import io.scanline.table.Batches;
import io.scanline.table.IngestFiles;
import io.scanline.table.Lake;
import io.scanline.table.Products;
import io.scanline.table.QuarantinedLines;
import io.scanline.table.SalesLines;
import io.scanline.table.Stores;
import io.scanline.table.Table;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/**
 * Takes in the sales log: finds new files, plans a batch, judges every line, balances, publishes. A batch is published whole or
 * not at all; the same files again change nothing.
 */
public final class SalesIngestJob implements Job<Result> {
    /** What a batch both reads and writes. */
    static final List<Table> BATCH_TABLES = List.of(SalesLines.TABLE, Stores.TABLE, Products.TABLE);

    private final IngestOptions options;
    private final Optional<CustomerKey> customerKey;
    private final Transform betweenJudgingAndBalance;

    /** @param environment where the customers' key is looked for, as {@code SCANLINE_CUSTOMER_KEY} */
    public SalesIngestJob(IngestOptions options, Map<String, String> environment) {
        this(options, environment, lines -> lines);
    }

    /** @param betweenJudgingAndBalance what becomes of the judged lines on their way: nothing, but where the balance is put to the test */
    SalesIngestJob(IngestOptions options, Map<String, String> environment, Transform betweenJudgingAndBalance) {
        this.options = options;
        this.customerKey = CustomerKey.in(environment);
        this.betweenJudgingAndBalance = betweenJudgingAndBalance;
    }

    @Override
    public String name() {
        return "ingest";
    }

    @Override
    public Object options() {
        return options;
    }

    @Override
    public IngestResult run(SparkSession spark, Lake lake) {
        Optional<IngestResult> finished = finishPlanned(lake);
        lake.run().step("Looking for new files in " + options.source());
        List<SourceFile> listed =
                Discovery.list(options.source(), spark.sparkContext().hadoopConfiguration());
        List<SourceFile> found = options.settle().isZero()
                ? listed
                : Discovery.settled(listed, lake.run().startedAt().minus(options.settle()));
        IngestResult loaded = loadNew(lake, found);
        if (loaded.filesReplaced() > 0 && !lake.dryRun()) {
            // a copy of what was replaced is no copy any more
            forgetVersions(lake);
            loaded = loaded.and(loadNew(lake, found));
        }
        IngestResult all = finished.isPresent() ? finished.get().and(loaded) : loaded;
        return IngestResult.nothing(0, listed.size() - found.size(), lake.dryRun())
                .and(all);
    }

    private IngestResult loadNew(Lake lake, List<SourceFile> found) {
        List<SourceFile> fresh = new FileLedger(lake).newOrChanged(found);
        return fresh.isEmpty()
                ? IngestResult.nothing(found.size(), 0, lake.dryRun())
                : load(lake, fresh, found.size() - fresh.size());
    }

    /** What a batch wrote is input of the next. */
    private static void forgetVersions(Lake lake) {
        lake.forgetVersions(BATCH_TABLES);
        lake.forgetVersions(List.of(IngestFiles.TABLE));
    }

    private IngestResult load(Lake lake, List<SourceFile> fresh, long filesUnchanged) {
        BatchPlan plan = new BatchPlanner(lake, options).plan(fresh);
        if (lake.dryRun()) {
            try {
                return IngestResults.of(lake, judged(lake, plan), filesUnchanged, 0, 0);
            } finally {
                plan.withdraw(lake);
            }
        }
        plan.write(lake);
        return published(lake, judged(lake, plan), filesUnchanged);
    }

    /** A batch that broke off before it was in the ledger is finished first, as it was planned. */
    private Optional<IngestResult> finishPlanned(Lake lake) {
        if (lake.dryRun()) {
            return Optional.empty();
        }
        Optional<BatchPlan> unfinished = BatchPlan.unfinished(lake);
        if (unfinished.isEmpty()) {
            // a run that broke off last of all, when it cleared up, left its staged lines
            Batches.last(lake).ifPresent(last -> BatchPlan.deleteStaging(lake, last));
            return Optional.empty();
        }
        BatchPlan plan = unfinished.get();
        if (plan.replayOf() != null) {
            ReplayJob.finish(lake, plan, customerKey);
            return Optional.empty();
        }
        lake.run().step("Finishing batch " + plan.batch() + ", which broke off");
        lake.run().versionsRead().putAll(plan.versions());
        IngestResult result = published(
                lake,
                plan.isJudged(lake) ? PreparedBatch.reopened(lake, plan, customerKey.orElse(null)) : judged(lake, plan),
                0);
        forgetVersions(lake);
        return Optional.of(result);
    }

    private PreparedBatch judged(Lake lake, BatchPlan plan) {
        return PreparedBatch.judged(lake, plan, customerKey.orElse(null), betweenJudgingAndBalance);
    }

    private static IngestResult published(Lake lake, PreparedBatch batch, long filesUnchanged) {
        Publication publication = new Publication(lake, batch.plan(), batch.verdicts());
        long stores = 0;
        long products = 0;
        if (batch.plan().touchesLines()) {
            lake.run().step("Publishing batch " + batch.plan().batch());
            if (batch.registersStores()) {
                stores = Registration.stores(lake, batch.staged(), batch.plan().batch());
            }
            if (batch.registersProducts()) {
                products =
                        Registration.products(lake, batch.staged(), batch.plan().batch());
            }
            // the first batch makes the table, for those who ask for it
            long refused = batch.lines(StagedLines.QUARANTINED);
            if (refused > 0 || lake.latestVersion(QuarantinedLines.TABLE) < 0) {
                publication.quarantine(refused);
            }
            publication.discardReplaced();
            publication.correct();
            publication.publish(batch.counts());
        }
        publication.record(batch.headers(), batch.counts());
        IngestResult result = IngestResults.of(lake, batch, filesUnchanged, stores, products);
        batch.plan().deleteStaging(lake);
        return result;
    }
}
