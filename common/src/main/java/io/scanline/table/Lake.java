package io.scanline.table;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.scanline.spark.CommitNote;
import io.scanline.spark.ListedFiles;
import io.scanline.spark.NotedDays;
import io.scanline.spark.Run;
import io.scanline.storage.Location;
import java.sql.Date;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.types.StructField;
import scala.Option;

/**
 * Where the tables are, as one run sees them: a table's version is pinned when the run first asks for it, so that
 * everything the run reads fits together, and the run ledger can name it.
 */
public final class Lake {
    public static final String CHANGE_TYPE = "_change_type";
    /** Property of a table: the first day that it keeps. */
    public static final String KEPT_SINCE = "scanline.kept-since";

    private static final String COMMIT_VERSION = "_commit_version";

    private final SparkSession spark;
    private final Location root;
    private final Run run;
    private final boolean dryRun;
    private final Runnable guard;

    private Lake(SparkSession spark, Location root, Run run, boolean dryRun, Runnable guard) {
        this.spark = spark;
        this.root = root;
        this.run = run;
        this.dryRun = dryRun;
        this.guard = guard;
    }

    public static Lake open(SparkSession spark, Location root, Run run, boolean dryRun) {
        return new Lake(spark, root, run, dryRun, () -> {});
    }

    /** The same lake, whose every commit first asks whether the run may still write. */
    public Lake guardedBy(Runnable mayWrite) {
        return new Lake(spark, root, run, dryRun, mayWrite);
    }

    /** Called before a commit; fails where another run has taken over the lake. */
    public void confirmHeld() {
        guard.run();
    }

    public SparkSession spark() {
        return spark;
    }

    public Location root() {
        return root;
    }

    public Run run() {
        return run;
    }

    /** Whether the run says what it would change and changes nothing. */
    public boolean dryRun() {
        return dryRun;
    }

    public Location location(Table table) {
        return root.child(table.name());
    }

    /** Where ingest keeps the plans of its batches, one file each. */
    public Location batchPlans() {
        return root.child("_scanline").child("plans");
    }

    public Location batchPlan(long batch) {
        return batchPlans().child(String.format(Locale.ROOT, "batch-%08d.json", batch));
    }

    /** Where scale keeps the runs that plan simulates, one file each. */
    public Location recordedRuns() {
        return root.child("_scanline").child("recorded-runs");
    }

    public boolean exists(Table table) {
        return version(table) >= 0;
    }

    /** The version that this run reads; -1 where the table does not exist yet. */
    public long version(Table table) {
        return run.versionsRead().computeIfAbsent(table.name(), name -> latestVersion(table));
    }

    /** Table name to the version that this run reads; -1 where the table does not exist yet. */
    public Map<String, Long> versions(List<Table> tables) {
        Map<String, Long> versions = new TreeMap<>();
        tables.forEach(table -> versions.put(table.name(), version(table)));
        return versions;
    }

    /** Lets the run read the newest versions from here on, after it has written the tables itself. */
    public void forgetVersions(List<Table> tables) {
        tables.forEach(table -> run.versionsRead().remove(table.name()));
    }

    /** The newest version, whatever this run has pinned; -1 where the table does not exist yet. */
    public long latestVersion(Table table) {
        return log(table).update(false, Option.empty(), Option.empty()).version();
    }

    /** The first day that the table keeps; empty where none of its days was ever let go. */
    public Optional<LocalDate> keptSince(Table table) {
        if (latestVersion(table) < 0) {
            return Optional.empty();
        }
        Option<String> day =
                log(table).unsafeVolatileSnapshot().metadata().configuration().get(KEPT_SINCE);
        return day.isDefined() ? Optional.of(LocalDate.parse(day.get())) : Optional.empty();
    }

    private DeltaLog log(Table table) {
        return DeltaLog.forTable(spark, location(table).path());
    }

    /** All rows of the pinned version; no rows, with the table's schema, where it does not exist yet. */
    public Dataset<Row> read(Table table) {
        long version = version(table);
        return version < 0 ? spark.createDataFrame(List.of(), table.schema()) : read(table, version);
    }

    /** All rows of a version; columns that its writer did not know yet are null. */
    public Dataset<Row> read(Table table, long version) {
        Dataset<Row> stored = ListedFiles.rows(spark, log(table), version).orElseGet(() -> spark.read()
                .format("delta")
                .option("versionAsOf", version)
                .load(location(table).toString()));
        Dataset<Row> rows = stored;
        for (StructField newer : table.newerThan(stored.schema())) {
            rows = rows.withColumn(newer.name(), lit(null).cast(newer.dataType()));
        }
        return rows;
    }

    /**
     * The rows inserted, updated or deleted after a version, up to the pinned one, with {@code _change_type} and
     * {@code _commit_version}. Since -1 every row counts as inserted. That days were let go is no change: what was made of
     * their rows stays.
     */
    public Dataset<Row> changes(Table table, long sinceVersion) {
        long version = version(table);
        if (version <= sinceVersion || sinceVersion < 0) {
            Dataset<Row> rows = version <= sinceVersion ? read(table).limit(0) : read(table);
            return rows.withColumn(CHANGE_TYPE, lit("insert")).withColumn(COMMIT_VERSION, lit(version));
        }
        Dataset<Row> changes = spark.read()
                .format("delta")
                .option("readChangeFeed", "true")
                .option("startingVersion", sinceVersion + 1)
                .option("endingVersion", version)
                .load(location(table).toString())
                .drop("_commit_timestamp");
        return keptSince(table)
                .map(day -> changes.where(col(table.dayColumn().orElseThrow()).geq(Date.valueOf(day))))
                .orElse(changes);
    }

    /** The days that the pinned version has partitions of; none where the table does not exist yet. The log says, no row is read. */
    public NavigableSet<LocalDate> days(Table table) {
        long version = version(table);
        if (version < 0) {
            return new TreeSet<>();
        }
        // one value a partition, however many files
        return new TreeSet<>(log(table)
                .getSnapshotAt(version, Option.empty(), Option.empty(), false)
                .allFiles()
                .select(col("partitionValues").getItem(dayColumn(table)).cast("date"))
                .distinct()
                .as(Encoders.LOCALDATE())
                .collectAsList());
    }

    /** From which to which day the files of a version were noted to go; empty where the log does not tell. */
    Optional<NotedDays> notedDays(Table table, long version, String dayColumn) {
        return NotedDays.of(log(table), version, dayColumn);
    }

    /** Days whose partitions changed after a version, up to the pinned one; since -1, and where the log does not tell, all. */
    public NavigableSet<LocalDate> changedDays(Table table, long sinceVersion) {
        long version = version(table);
        if (version <= sinceVersion) {
            return new TreeSet<>();
        }
        if (sinceVersion < 0) {
            return days(table);
        }
        return changedDays(table, sinceVersion, version).orElseGet(() -> days(table));
    }

    private static String dayColumn(Table table) {
        return table.dayColumn()
                .orElseThrow(() -> new IllegalStateException(table.name() + " is not partitioned by day"));
    }

    /**
     * The version of a table that the last finished run of this job without an interval of its own had read. An incremental job
     * goes on from there. Empty where there is none, where that run had other options, and where a vacuum has removed files that
     * tell what changed since.
     */
    public OptionalLong lastRead(Table table) {
        return readable(table, lastFinished());
    }

    /**
     * As above, for a job that keeps what it makes of a table in one other, by one commit: what that commit was made of counts, also
     * where its run was killed before the ledger had it.
     */
    public OptionalLong lastRead(Table table, Table output) {
        Optional<CommitNote> noted = exists(output) ? CommitNote.newest(log(output), run.job()) : Optional.empty();
        return readable(
                table,
                Stream.of(lastFinished(), noted).flatMap(Optional::stream).max(Comparator.comparing(CommitNote::run)));
    }

    private OptionalLong readable(Table table, Optional<CommitNote> last) {
        Optional<Long> version = last.filter(note -> note.config().equals(run.configHash()))
                .map(note -> note.read().get(table.name()))
                .filter(read -> read < 0
                        || read >= version(table)
                        || feed(table, read, version(table)).isReadable());
        return version.isPresent() ? OptionalLong.of(version.get()) : OptionalLong.empty();
    }

    private ChangeFeed feed(Table table, long since, long until) {
        Optional<LocalDate> kept = keptSince(table);
        return new ChangeFeed(
                log(table),
                since,
                until,
                partition -> kept.isPresent()
                        && LocalDate.parse(partition.get(table.dayColumn().orElseThrow()))
                                .isBefore(kept.get()));
    }

    /** Whether rows of days before one changed after a version; that they moved to other files, or were let go, is no change. */
    public boolean changedSince(Table table, long version, LocalDate before) {
        long latest = latestVersion(table);
        return latest > version
                && changedDays(table, version, latest)
                        .map(days -> !days.headSet(before).isEmpty())
                        .orElse(true);
    }

    /** Empty where the log does not tell. */
    private Optional<NavigableSet<LocalDate>> changedDays(Table table, long since, long until) {
        return feed(table, since, until).changedPartitions().map(partitions -> partitions.stream()
                .map(partition -> LocalDate.parse(partition.get(dayColumn(table))))
                .collect(Collectors.toCollection(TreeSet::new)));
    }

    /** What the ledger says of this job's last run over the whole lake: one with other options left its own results. */
    private Optional<CommitNote> lastFinished() {
        long ledger = latestVersion(Runs.TABLE);
        if (ledger < 0) {
            return Optional.empty();
        }
        return read(Runs.TABLE, ledger)
                .where(col(Runs.JOB)
                        .equalTo(run.job())
                        .and(col(Runs.STATUS).equalTo(Runs.DONE))
                        .and(col(Runs.INTERVAL_FROM).isNull())
                        .and(col(Runs.INTERVAL_TO).isNull()))
                .orderBy(col(Runs.STARTED_AT).desc())
                .limit(1)
                .select(Table.RUN_ID, Runs.CONFIG_HASH, Runs.INPUT_VERSIONS)
                .collectAsList()
                .stream()
                .map(row -> new CommitNote(row.getString(0), run.job(), row.getString(1), true, row.getJavaMap(2)))
                .findFirst();
    }
}
