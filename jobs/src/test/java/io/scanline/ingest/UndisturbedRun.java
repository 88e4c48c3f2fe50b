package io.scanline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.scanline.storage.Faults;
import io.scanline.storage.FaultyDisk;
import io.scanline.table.Corrections;
import io.scanline.table.IngestFiles;
import io.scanline.table.Products;
import io.scanline.table.QuarantinedLines;
import io.scanline.table.SalesLines;
import io.scanline.table.Stores;
import io.scanline.table.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/** What a run committed, in order, and the rows of every table after every commit: what a run that breaks off is held to. */
final class UndisturbedRun {
    private static final List<String> TABLES = Stream.of(
                    Stores.TABLE,
                    Products.TABLE,
                    QuarantinedLines.TABLE,
                    Corrections.TABLE,
                    SalesLines.TABLE,
                    IngestFiles.TABLE)
            .map(Table::name)
            .toList();
    /** Of a lake: where a batch keeps what it has judged. */
    static final String STAGING = "_scanline/staging";

    private static final Pattern COMMIT = Pattern.compile(".*/(\\w+)/_delta_log/\\d{20}\\.json");

    private final List<Faults.Change> changes;
    private final Map<String, Long> before;
    private final Map<String, List<List<String>>> rows;
    private final List<String> commits;

    private UndisturbedRun(
            List<Faults.Change> changes,
            Map<String, Long> before,
            Map<String, List<List<String>>> rows,
            List<String> commits) {
        this.changes = changes;
        this.before = before;
        this.rows = rows;
        this.commits = commits;
    }

    /** Takes the six files in, and nobody looks on. */
    static UndisturbedRun of(SixFiles files, SparkSession spark) throws IOException {
        return of(files, spark, files.lake("undisturbed"), Faults.none(number -> {}));
    }

    /** Takes the six files in, {@code faults} being none. */
    static UndisturbedRun of(SixFiles files, SparkSession spark, Path lake, Faults faults) throws IOException {
        FaultyDisk.mount(spark.sparkContext().hadoopConfiguration());
        IngestResult result = files.ingest(spark, FaultyDisk.seenBy("undisturbed", faults, lake));
        assertThat(List.of(
                        result.filesLoaded(),
                        result.filesReplaced(),
                        result.filesDuplicate(),
                        result.accepted(),
                        result.duplicate(),
                        result.corrected(),
                        result.quarantined()))
                .containsExactly(4L, 1L, 2L, 6L, 7L, 1L, 2L);
        Map<String, Long> before = new HashMap<>();
        Map<String, List<List<String>>> rows = new HashMap<>();
        for (String name : TABLES) {
            before.put(name, new PublishedTable(files.lakeBefore(), name).version());
            PublishedTable table = new PublishedTable(lake, name);
            List<List<String>> versions = new ArrayList<>();
            for (long version = 0; version <= table.version(); version++) {
                versions.add(table.rows(version));
            }
            rows.put(name, versions);
        }
        List<Faults.Change> changes = faults.changes();
        List<String> commits = changes.stream()
                .filter(change -> change.what().equals("rename"))
                .map(change -> COMMIT.matcher(change.file()))
                .filter(Matcher::matches)
                .map(commit -> commit.group(1))
                .filter(TABLES::contains)
                .toList();
        return new UndisturbedRun(changes, before, rows, commits);
    }

    /** The rows of each table that an ingest writes. */
    static Map<String, List<String>> rows(Path lake) throws IOException {
        Map<String, List<String>> rows = new TreeMap<>();
        for (String name : TABLES) {
            PublishedTable table = new PublishedTable(lake, name);
            rows.put(name, table.rows(table.version()));
        }
        return rows;
    }

    List<Faults.Change> changes() {
        return changes;
    }

    int commits() {
        return commits.size();
    }

    /** What a reader of this lake sees: the first of the run's commits, and what is wrong beside them. */
    String seen(Path lake) throws IOException {
        StringBuilder problems = new StringBuilder();
        Map<String, Long> found = new HashMap<>();
        int made = 0;
        for (String name : TABLES) {
            PublishedTable table = new PublishedTable(lake, name);
            long version = table.version();
            found.put(name, version);
            made += (int) (version - before.get(name));
            if (version >= rows.get(name).size()) {
                problems.append("; WRONG: ").append(name).append(" has one commit too many");
            } else if (version >= 0
                    && !table.rows(version).equals(rows.get(name).get((int) version))) {
                problems.append("; WRONG: rows of ").append(name).append(" that were never published");
            }
        }
        Map<String, Long> expected = new HashMap<>(before);
        commits.stream().limit(made).forEach(name -> expected.merge(name, 1L, Long::sum));
        String seen = made + " of " + commits.size() + " commits are seen" + problems;
        return found.equals(expected) ? seen : seen + "; WRONG: commits out of order: " + found + " after " + before;
    }

    /** In what this lake differs from the run's; empty for nothing. */
    String differences(Path lake) throws IOException {
        return differentRows(lake) + (Files.exists(lake.resolve(STAGING)) ? "; WRONG: staged lines are left" : "");
    }

    /** The tables whose rows differ from the run's; empty for none. */
    String differentRows(Path lake) throws IOException {
        StringBuilder differences = new StringBuilder();
        for (String name : TABLES) {
            PublishedTable table = new PublishedTable(lake, name);
            List<List<String>> versions = rows.get(name);
            if (!table.rows(table.version()).equals(versions.get(versions.size() - 1))) {
                differences.append("; WRONG: ").append(name).append(" has other rows");
            }
        }
        return differences.toString();
    }
}
