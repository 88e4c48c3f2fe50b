package io.scanline.verify;

import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;

/** Files that the ledger has as copies of loaded ones: their content must be that of a file that is loaded still. */
final class Copies {
    private final Layouts layouts;
    private final Findings findings;
    private final Configuration hadoop;
    private long count;
    private long missing;

    Copies(Layouts layouts, Findings findings, Configuration hadoop) {
        this.layouts = layouts;
        this.findings = findings;
        this.hadoop = hadoop;
    }

    /** Compares one ledger row of {@link LakeRows#copies}; one that a later row outdates says nothing of today. */
    void check(Row row) {
        if (row.<Boolean>getAs(LakeRows.OUTDATED)) {
            return;
        }
        LedgerFile copy = LedgerFile.of(row);
        count++;
        try {
            Optional<RawFile> raw = RawFile.open(copy.uri(), layouts.of(copy.batch()), hadoop);
            if (raw.isEmpty()) {
                missing++;
                return;
            }
            try (RawFile open = raw.get()) {
                String hash = open.readToHash();
                if (!hash.equals(copy.sha256())) {
                    findings.ofFile(copy.uri(), Mismatch.of("sha256", hash, copy.sha256()));
                    return;
                }
            }
        } catch (IOException e) {
            findings.ofFile(
                    copy.uri(), new Mismatch("nothing that can be read: " + e.getMessage(), "a copy of a loaded file"));
            return;
        }
        if (!row.<Boolean>getAs(LakeRows.CONTENT_LOADED)) {
            findings.ofFile(
                    copy.uri(),
                    new Mismatch(
                            "lines that no loaded file has any more",
                            "a copy of a file that was replaced since; ingest it again"));
        }
    }

    long count() {
        return count;
    }

    long missing() {
        return missing;
    }
}
