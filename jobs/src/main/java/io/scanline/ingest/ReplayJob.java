package io.scanline.ingest;

import io.scanline.config.CustomerKey;
import io.scanline.config.ScanlineException;
import io.scanline.spark.Job;
import io.scanline.spark.Result;
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
 * Takes quarantined lines in that were refused because their store was not known, now that stores may have it. They go through
 * the same door: the profile, the rules and the clock of the batch that met them. Nothing changed in stores, nothing is written.
 */
public final class ReplayJob implements Job<Result> {
    private static final List<Table> TABLES =
            List.of(SalesLines.TABLE, Stores.TABLE, Products.TABLE, QuarantinedLines.TABLE, IngestFiles.TABLE);

    private final Optional<CustomerKey> customerKey;

    /** @param environment where the customers' key is looked for, as {@code SCANLINE_CUSTOMER_KEY} */
    public ReplayJob(Map<String, String> environment) {
        this.customerKey = CustomerKey.in(environment);
    }

    @Override
    public String name() {
        return "ingest";
    }

    @Override
    public Object options() {
        return "replay";
    }

    @Override
    public ReplayResult run(SparkSession spark, Lake lake) {
        finishPlanned(lake);
        lake.run().step("Looking for quarantined lines that wait for a store");
        ReplayPlans plans = new ReplayPlans(lake);
        ReplayResult all = ReplayResult.nothing(plans.outOfReach(), lake.dryRun());
        for (ReplayPlans.Origin origin : plans.origins()) {
            BatchPlan plan =
                    origin.plan().replay(Batches.next(lake, List.of()), lake, lake.versions(TABLES), origin.files());
            all = all.and(new Replay(lake, plan, customerKey.orElse(null)).run());
            lake.forgetVersions(TABLES);
        }
        return all;
    }

    private void finishPlanned(Lake lake) {
        Optional<BatchPlan> unfinished = lake.dryRun() ? Optional.empty() : BatchPlan.unfinished(lake);
        if (unfinished.isEmpty()) {
            return;
        }
        BatchPlan plan = unfinished.get();
        if (plan.replayOf() == null) {
            throw ScanlineException.usage(
                    "Batch " + plan.batch() + ", of " + plan.source() + ", broke off.",
                    "Run ingest --source once more, which finishes it, then ingest --replay.");
        }
        finish(lake, plan, customerKey);
    }

    /** Finishes a replay that broke off; what it wrote is input of what comes next. */
    static void finish(Lake lake, BatchPlan plan, Optional<CustomerKey> customerKey) {
        lake.run().step("Finishing batch " + plan.batch() + ", which broke off");
        lake.run().versionsRead().putAll(plan.versions());
        new Replay(lake, plan, customerKey.orElse(null)).finish();
        lake.forgetVersions(TABLES);
    }
}
