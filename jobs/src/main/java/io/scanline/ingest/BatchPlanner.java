package io.scanline.ingest;

import io.scanline.config.ScanlineException;
import io.scanline.storage.Location;
import io.scanline.table.Batches;
import io.scanline.table.Lake;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Makes the plan of a batch of new files: scans each, and looks up in the ledger what it repeats and what it replaces. */
final class BatchPlanner {
    private final Lake lake;
    private final IngestOptions options;

    BatchPlanner(Lake lake, IngestOptions options) {
        this.lake = lake;
        this.options = options;
    }

    BatchPlan plan(List<SourceFile> files) {
        Optional<String> profileText = options.profile().map(place -> text(place));
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
                Batches.next(lake, List.of()),
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
                lake.versions(SalesIngestJob.BATCH_TABLES),
                null,
                leaning.size() - again.size(),
                planned);
    }

    private String text(String place) {
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
}
