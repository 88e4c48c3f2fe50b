package io.scanline.verify;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.desc;

import io.scanline.config.ScanlineException;
import io.scanline.storage.Location;
import io.scanline.table.IngestFiles;
import io.scanline.table.Lake;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/** Finds files in the ledger by what a person calls them. */
final class LedgerSearch {
    private static final int SHOWN = 5;

    private final Dataset<Row> ledger;
    private final Location root;

    LedgerSearch(Lake lake) {
        this.ledger =
                lake.read(IngestFiles.TABLE).where(col(IngestFiles.DATASET).equalTo(IngestFiles.SALES));
        this.root = lake.root();
    }

    /**
     * The newest load of the file with this location, path or end of a path.
     *
     * @throws ScanlineException usage error where no file or more than one answers to the name
     */
    LedgerFile find(String name) {
        String path = Location.of(name).toString();
        List<String> uris = uris(col(IngestFiles.URI).isin(name, path));
        if (uris.isEmpty()) {
            uris = uris(col(IngestFiles.URI).endsWith("/" + name));
        }
        if (uris.isEmpty()) {
            throw ScanlineException.usage(
                    name + " is not in the ledger of " + root + ": it was never loaded there.",
                    "Load it with scanline ingest --lake " + root + " --source " + name
                            + ", or give the name as export --table ingest_files shows it.");
        }
        if (uris.size() > 1) {
            throw ScanlineException.usage(
                    name + " is the end of several files' names:\n    "
                            + String.join("\n    ", uris.subList(0, Math.min(SHOWN, uris.size())))
                            + (uris.size() > SHOWN ? "\n    and more" : ""),
                    "Give more of the path.");
        }
        return LedgerFile.of(
                LedgerFile.withSince(ledger.where(col(IngestFiles.URI).equalTo(uris.get(0))))
                        .orderBy(desc(IngestFiles.BATCH))
                        .head());
    }

    private List<String> uris(org.apache.spark.sql.Column wanted) {
        return ledger.where(wanted)
                .select(IngestFiles.URI)
                .distinct()
                .orderBy(IngestFiles.URI)
                .limit(SHOWN + 1)
                .as(Encoders.STRING())
                .collectAsList();
    }

    /** The loaded file with the same content; empty where there is none any more. */
    Optional<LedgerFile> original(LedgerFile copy) {
        return LedgerFile.withSince(ledger.where(col(IngestFiles.SHA256).equalTo(copy.sha256())))
                .where(col(IngestFiles.STATE).equalTo(IngestFiles.LOADED))
                .orderBy(IngestFiles.BATCH)
                .limit(1)
                .collectAsList()
                .stream()
                .map(LedgerFile::of)
                .findFirst();
    }
}
