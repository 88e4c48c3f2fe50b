package io.scanline.ingest;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import io.scanline.config.CustomerKey;
import io.scanline.config.ScanlineException;
import io.scanline.spark.Job;
import io.scanline.spark.Result;
import io.scanline.spark.Transform;
import io.scanline.storage.Location;
import io.scanline.table.Batches;
import io.scanline.table.IngestFiles;
import io.scanline.table.Lake;
import io.scanline.table.Products;
import io.scanline.table.QuarantinedLines;
import io.scanline.table.SalesLines;
import io.scanline.table.Stores;
import io.scanline.table.Table;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Takes in the sales log: finds new files, plans a batch, judges every line, balances, publishes. A batch is published whole or
 * not at all; the same files again change nothing.
 */
public final class SalesIngestJob implements Job<Result> {
    /** What a batch both reads and writes. */
    private static final List<Table> BATCH_TABLES = List.of(SalesLines.TABLE, Stores.TABLE, Products.TABLE);

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

    /** A batch ready to be published: judged, free of duplicates, balanced. */
    private record Prepared(
            BatchPlan plan,
            SourceProfile profile,
            Dataset<Row> staged,
            Verdicts verdicts,
            Map<Integer, FileCounts> counts) {
        boolean registersProducts() {
            return !profile.autoRegisterProducts().isEmpty();
        }
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
        BatchPlan plan = plan(lake, fresh);
        if (lake.dryRun()) {
            try {
                return result(lake, judged(lake, plan), filesUnchanged, 0, 0);
            } finally {
                plan.withdraw(lake);
            }
        }
        plan.write(lake);
        return published(lake, judged(lake, plan), filesUnchanged);
    }

    private BatchPlan plan(Lake lake, List<SourceFile> files) {
        Optional<String> profileText = options.profile().map(place -> text(lake, place));
        SourceProfile profile = SourceProfile.of(options.profile().orElse(null), profileText.orElse(null));
        lake.run().step(String.format(Locale.ROOT, "Counting the lines of %,d files", files.size()));
        List<ScannedFile> scanned = new ArrayList<>(FileScans.scan(lake.spark(), files, profile));
        FileLedger ledger = new FileLedger(lake);
        FileLedger.Standing standing = ledger.standing(scanned);
        Map<String, BatchPlan.Replaced> replaced = standing.replacedBy(scanned);
        Map<SourceFile, BatchPlan.Replaced> leaning = ledger.leaningOn(replaced);
        List<SourceFile> again = Discovery.unchanged(
                leaning.keySet(), lake.spark().sparkContext().hadoopConfiguration());
        if (!again.isEmpty()) {
            lake.run().step(String.format(Locale.ROOT, "Counting %,d files again that share lines", again.size()));
            scanned.addAll(FileScans.scan(lake.spark(), again, profile));
            standing = ledger.standing(scanned);
            again.forEach(file -> replaced.put(file.uri(), leaning.get(file)));
        }
        Map<String, BigDecimal> known = standing.contents(replaced.keySet());
        List<BatchPlan.PlannedFile> planned = new ArrayList<>();
        for (ScannedFile file : scanned) {
            planned.add(new BatchPlan.PlannedFile(
                    planned.size(),
                    file,
                    known.get(file.sha256()),
                    replaced.get(file.file().uri())));
            known.putIfAbsent(file.sha256(), BigDecimal.ZERO);
        }
        return new BatchPlan(
                Batches.next(lake),
                lake.run().startedAt().toEpochMilli(),
                options.source(),
                options.profile().orElse(null),
                profileText.orElse(null),
                options.autoRegisterStores(),
                options.corrections(),
                options.maxRejected(),
                options.dates().earliest().toString(),
                options.dates().daysAhead(),
                BatchPlan.keptSince(lake),
                lake.versions(BATCH_TABLES),
                null,
                leaning.size() - again.size(),
                planned);
    }

    private static String text(Lake lake, String place) {
        Location location = Location.of(place);
        try (InputStream in = location.fileSystem(lake.spark().sparkContext().hadoopConfiguration())
                .open(location.path())) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw ScanlineException.usage(
                    "The profile " + place + " cannot be read: " + e.getMessage(),
                    "Give --profile a file that exists; data-samples/profiles has examples.");
        }
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
        IngestResult result = published(lake, plan.isJudged(lake) ? reopened(lake, plan) : judged(lake, plan), 0);
        forgetVersions(lake);
        return Optional.of(result);
    }

    /** Judges a batch of which nothing is published yet; where that fails, its plan is taken back. */
    private Prepared judged(Lake lake, BatchPlan plan) {
        try {
            plan.deleteStaging(lake);
            return prepare(lake, plan);
        } catch (RuntimeException e) {
            plan.withdraw(lake);
            throw storageOr(e);
        }
    }

    private static RuntimeException storageOr(RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ScanlineException) {
                return (ScanlineException) cause;
            }
            if (cause instanceof IOException) {
                return ScanlineException.storage(
                        "A file could not be read: " + cause.getMessage(),
                        "Check that it is there and whole, then run ingest again; nothing was published.",
                        failure);
            }
        }
        return failure;
    }

    private Prepared prepare(Lake lake, BatchPlan plan) {
        SourceProfile profile = plan.profile();
        long lines = linesToRead(plan);
        lake.run().linesIn(lines);
        Staging staging = new Staging(lake, plan, profile, customerKey.orElse(null));
        if (plan.filesToRead().isEmpty()) {
            return new Prepared(
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
        Prepared batch = prepared(plan, profile, staged, settled);
        Balance.check(plan.filesToRead(), batch.counts());
        if (!lake.dryRun()) {
            plan.keepJudged(lake);
        }
        return batch;
    }

    /** A batch that was judged before it broke off: the files, the clock and the keys of today have no say in it. */
    private Prepared reopened(Lake lake, BatchPlan plan) {
        SourceProfile profile = plan.profile();
        lake.run().linesIn(linesToRead(plan));
        Dataset<Row> staged = new Staging(lake, plan, profile, customerKey.orElse(null)).staged();
        return prepared(plan, profile, staged, new Duplicates(lake, plan).settled());
    }

    private static Prepared prepared(BatchPlan plan, SourceProfile profile, Dataset<Row> staged, Dataset<Row> settled) {
        Verdicts verdicts = Verdicts.of(staged, settled);
        return new Prepared(plan, profile, staged, verdicts, verdicts.byFile());
    }

    private static long linesToRead(BatchPlan plan) {
        return plan.filesToRead().stream()
                .mapToLong(file -> file.scanned().lines())
                .sum();
    }

    private static IngestResult published(Lake lake, Prepared batch, long filesUnchanged) {
        Publication publication = new Publication(lake, batch.plan(), batch.verdicts());
        long stores = 0;
        long products = 0;
        if (batch.plan().touchesLines()) {
            lake.run().step("Publishing batch " + batch.plan().batch());
            if (batch.plan().registersStores(batch.profile())) {
                stores = Registration.stores(lake, batch.staged(), batch.plan().batch());
            }
            if (batch.registersProducts()) {
                products =
                        Registration.products(lake, batch.staged(), batch.plan().batch());
            }
            // the first batch makes the table, for those who ask for it
            if (total(batch.counts(), StagedLines.QUARANTINED) > 0 || lake.latestVersion(QuarantinedLines.TABLE) < 0) {
                publication.quarantine();
            }
            publication.discardReplaced();
            publication.correct();
            publication.publish(batch.counts());
        }
        publication.record(batch.profile().options().header(), batch.counts());
        IngestResult result = result(lake, batch, filesUnchanged, stores, products);
        batch.plan().deleteStaging(lake);
        return result;
    }

    private static IngestResult result(Lake lake, Prepared batch, long filesUnchanged, long stores, long products) {
        Map<Integer, FileCounts> counts = batch.counts();
        List<BatchPlan.PlannedFile> duplicates =
                batch.plan().files().stream().filter(file -> !file.toRead()).toList();
        long duplicateLines = duplicates.stream()
                .mapToLong(file -> file.scanned().lines() - file.scanned().blank() - headers(file, batch))
                .sum();
        return new IngestResult(
                lake.dryRun() ? List.of() : List.of(batch.plan().batch()),
                batch.plan().filesToRead().size(),
                batch.plan().filesToReplace().size(),
                batch.plan().filesOutOfReach(),
                duplicates.size(),
                filesUnchanged,
                0,
                batch.plan().files().stream()
                        .mapToLong(file -> file.scanned().lines())
                        .sum(),
                total(counts, StagedLines.HEADER)
                        + duplicates.stream()
                                .mapToLong(file -> headers(file, batch))
                                .sum(),
                total(counts, StagedLines.BLANK)
                        + duplicates.stream()
                                .mapToLong(file -> file.scanned().blank())
                                .sum(),
                total(counts, StagedLines.ACCEPTED),
                total(counts, FileCounts.DUPLICATE) + duplicateLines,
                total(counts, FileCounts.CORRECTED),
                total(counts, StagedLines.QUARANTINED),
                reasons(counts),
                counts.values().stream().map(FileCounts::net).reduce(BigDecimal.ZERO, BigDecimal::add),
                counts.values().stream()
                        .map(FileCounts::firstDay)
                        .filter(Objects::nonNull)
                        .min(LocalDate::compareTo)
                        .orElse(null),
                counts.values().stream()
                        .map(FileCounts::lastDay)
                        .filter(Objects::nonNull)
                        .max(LocalDate::compareTo)
                        .orElse(null),
                stores,
                products,
                counts.values().stream().mapToLong(FileCounts::wrongCheckDigits).sum(),
                unknownItems(lake, batch.staged()),
                counts.values().stream().mapToLong(FileCounts::customersDropped).sum(),
                lake.dryRun());
    }

    private static long headers(BatchPlan.PlannedFile file, Prepared batch) {
        return file.scanned().format() == Format.CSV
                        && batch.profile().options().header()
                ? 1
                : 0;
    }

    private static long total(Map<Integer, FileCounts> counts, String verdict) {
        return counts.values().stream().mapToLong(file -> file.of(verdict)).sum();
    }

    private static Map<String, Long> reasons(Map<Integer, FileCounts> counts) {
        Map<String, Long> reasons = new TreeMap<>();
        counts.values()
                .forEach(file -> file.reasons().forEach((reason, lines) -> reasons.merge(reason, lines, Long::sum)));
        return reasons;
    }

    /** Accepted lines of items that products does not have; not asked where the lake has no products, or registers them. */
    private static long unknownItems(Lake lake, Dataset<Row> staged) {
        if (lake.latestVersion(Products.TABLE) < 0) {
            return 0;
        }
        Dataset<Row> items = staged.where(col(StagedLines.VERDICT)
                        .equalTo(StagedLines.ACCEPTED)
                        .and(col(SalesLines.ITEM_ID).isNotNull()))
                .groupBy(SalesLines.ITEM_ID)
                .agg(count(lit(1)).as("lines"));
        Row unknown = items.join(
                        lake.read(Products.TABLE, lake.latestVersion(Products.TABLE))
                                .select(Products.ITEM_ID),
                        new String[] {SalesLines.ITEM_ID},
                        "left_anti")
                .agg(coalesce(sum("lines"), lit(0L)))
                .head();
        return unknown.getLong(0);
    }
}
