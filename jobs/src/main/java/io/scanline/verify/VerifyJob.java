package io.scanline.verify;

import io.scanline.config.ScanlineException;
import io.scanline.spark.Job;
import io.scanline.table.IngestFiles;
import io.scanline.table.Lake;
import java.io.IOException;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Recounts the lake against the raw files, one file after the other on one thread, with a reader that shares nothing with the one
 * that loaded them. It writes nothing; a difference is a result and not a failure.
 */
public final class VerifyJob implements Job<VerifyResult> {
    private final VerifyOptions options;

    public VerifyJob(VerifyOptions options) {
        this.options = options;
    }

    @Override
    public String name() {
        return "verify";
    }

    @Override
    public Object options() {
        return options;
    }

    @Override
    public boolean writesTables() {
        return false;
    }

    @Override
    public VerifyResult run(SparkSession spark, Lake lake) {
        if (!lake.exists(IngestFiles.TABLE)) {
            throw ScanlineException.usage(
                    "There is no ledger in " + lake.root() + ": nothing was loaded there.",
                    "Give --lake the lake that scanline ingest wrote.");
        }
        Configuration hadoop = spark.sparkContext().hadoopConfiguration();
        LakeRows rows = new LakeRows(lake, options.interval());
        Layouts layouts = new Layouts(lake, options.profile());
        Findings findings = new Findings();
        Totals totals = new Totals();
        UnplacedLines unplaced = new UnplacedLines(new ContentLookup(lake), findings, totals, KeptDays.of(lake));
        lake.run().step("Sorting the lake's lines by file");
        LakeRows.Numbers numbers = rows.numbers();
        LakeCursors cursors = rows.cursors(numbers);
        lake.run().step(String.format(Locale.ROOT, "Recounting %,d files", numbers.files()));
        FileRecount recount = new FileRecount(cursors, findings, totals, unplaced);
        LedgerFile last = null;
        for (Iterator<Row> loaded = rows.loaded(); loaded.hasNext(); ) {
            LedgerFile file = LedgerFile.of(loaded.next());
            if (last != null && last.uri().equals(file.uri())) {
                findings.ofFile(
                        file.uri(),
                        new Mismatch(
                                "one file",
                                "two loads of it that stand, batches " + last.batch() + ", " + file.batch()));
            } else {
                recount(file, recount, layouts.of(file.batch()), findings, hadoop);
            }
            last = file;
        }
        cursors.reportRest(findings);
        lake.run().step("Looking for the lines that have no row of their own");
        unplaced.finish();
        lake.run().step("Comparing copies");
        Copies copies = new Copies(layouts, findings, hadoop);
        rows.copies().forEachRemaining(copies::check);
        return totals.result(copies.count(), copies.missing(), layouts.fieldsNotFollowed(), findings);
    }

    private static void recount(
            LedgerFile file, FileRecount recount, Layout layout, Findings findings, Configuration hadoop) {
        try {
            Optional<RawFile> raw = RawFile.open(file.uri(), layout, hadoop);
            if (raw.isEmpty()) {
                recount.passOver(file);
                return;
            }
            try (RawFile open = raw.get()) {
                recount.recount(file, open);
            }
        } catch (IOException e) {
            findings.ofFile(
                    file.uri(),
                    new Mismatch("nothing that can be read to its end: " + e.getMessage(), file.total() + " lines"));
            recount.abandon(file);
        }
    }
}
