package io.scanline.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.trunc;

import io.delta.tables.DeltaMergeBuilder;
import io.delta.tables.DeltaTable;
import io.scanline.calendar.CalendarColumns;
import io.scanline.table.Lake;
import io.scanline.table.Table;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The one way to write a table: checks the contract, lays the rows out, stamps them with the run, and commits them.
 * In a dry run nothing is committed and the rows are counted.
 */
public final class DeltaIo {
    /** What a write did; {@code skipped} where the table had the transaction already, or nothing changed. */
    public record Commit(long version, long rows, boolean skipped) {}

    private static final String MONTH = "_month";

    private static final String USER_METADATA = "spark.databricks.delta.commitInfo.userMetadata";

    private static final Map<String, String> SHORT_PAGES = Map.of("parquet.page.row.count.limit", "2000");

    private static final String APPEND = "append";

    private DeltaIo() {}

    /** The last transaction by which rows were added to a table; -1 for none. */
    public static long lastAppend(Lake lake, Table table) {
        return lake.latestVersion(table) < 0 ? -1 : TableCommit.lastTransaction(lake, table, APPEND);
    }

    /** Replaces the rows that {@code scope} names by {@code rows}; a row outside the scope fails the write. */
    public static Commit replace(Lake lake, Table table, Dataset<Row> rows, Scope scope) {
        Dataset<Row> laidOut = laidOut(lake, table, rows);
        if (lake.dryRun()) {
            return counted(lake, table, laidOut);
        }
        TableCommit commit = TableCommit.begin(lake, table, "replace");
        return written(
                lake,
                table,
                inShortPages(lake, table, () -> commit.replace(laidOut, scope, nextTransaction(lake, commit))));
    }

    /** Adds rows that this run alone can add, and has not added yet. */
    public static Commit append(Lake lake, Table table, Dataset<Row> rows) {
        Dataset<Row> laidOut = laidOut(lake, table, rows);
        if (lake.dryRun()) {
            return counted(lake, table, laidOut);
        }
        TableCommit commit = TableCommit.begin(lake, table, APPEND);
        return written(lake, table, commit.append(laidOut, nextTransaction(lake, commit)));
    }

    /** Rises with the clock, also where that went back since the last write or a run that began later ended earlier. */
    static long nextTransaction(Lake lake, TableCommit commit) {
        return Math.max(commit.lastTransaction() + 1, lake.run().startedAt().toEpochMilli());
    }

    /**
     * Adds rows.
     *
     * @param transaction rises with every append to this table; one that the table has seen is skipped, so that a crashed
     *     run can append again
     */
    public static Commit append(Lake lake, Table table, Dataset<Row> rows, long transaction) {
        return appendLaidOut(lake, table, laidOut(lake, table, rows), transaction);
    }

    /**
     * Adds rows like {@link #append(Lake, Table, Dataset, long)}, without bringing those of one folder together first: every
     * task writes its own files, sorted. For rows that stand together as it is; others make a crowd of small files.
     */
    public static Commit appendInPlace(Lake lake, Table table, Dataset<Row> rows, long transaction) {
        return appendLaidOut(lake, table, sorted(table, stamped(lake, Contracts.conform(table, rows))), transaction);
    }

    private static Commit appendLaidOut(Lake lake, Table table, Dataset<Row> laidOut, long transaction) {
        if (lake.dryRun()) {
            return counted(lake, table, laidOut);
        }
        TableCommit commit = TableCommit.begin(lake, table, APPEND);
        return commit.lastTransaction() >= transaction
                ? new Commit(commit.before(), 0, true)
                : written(lake, table, commit.append(laidOut, transaction));
    }

    /** Updates the rows whose key the table has and adds the others; rows that say nothing new are left as they are. */
    public static Commit upsert(Lake lake, Table table, Dataset<Row> rows) {
        if (lake.latestVersion(table) < 0) {
            return replace(lake, table, rows, Scope.everything());
        }
        Dataset<Row> news = RowChanges.changed(table, Contracts.conform(table, rows), current(lake, table));
        if (lake.dryRun()) {
            return counted(lake, table, news);
        }
        try (Held held = Held.of(news)) {
            Dataset<Row> changed = held.rows();
            long count = changed.count();
            if (count == 0) {
                return new Commit(lake.latestVersion(table), 0, true);
            }
            TableCommit.widen(lake, table);
            lake.confirmHeld();
            DeltaMergeBuilder merge = DeltaTable.forPath(
                            lake.spark(), lake.location(table).toString())
                    .alias("o")
                    .merge(stamped(lake, changed).alias("n"), RowChanges.sameKey(table, "n", "o"))
                    .whenMatched()
                    .updateAll()
                    .whenNotMatched()
                    .insertAll();
            noted(lake, merge::execute);
            return written(lake, table, lake.latestVersion(table), count);
        }
    }

    /**
     * Writes what a job found changed, in one commit: rows whose key the table has are replaced, others added, and the keys of
     * {@code gone} removed. Nothing changed, nothing committed. Only the days that the rows name are searched in the table.
     *
     * @param changed rows of the table, each key once
     * @param gone rows with at least the key and {@code dayColumn}
     * @param dayColumn the table's DATE or TIMESTAMP column by whose days the search is narrowed
     */
    public static Commit merge(Lake lake, Table table, Dataset<Row> changed, Dataset<Row> gone, String dayColumn) {
        Dataset<Row> changes = Contracts.conform(table, changed)
                .withColumn(RowChanges.GONE, lit(false))
                .unionByName(removals(table, gone, dayColumn));
        return merge(lake, table, changes, dayColumn);
    }

    /** As {@link #merge(Lake, Table, Dataset, Dataset, String)}, of {@link RowChanges#between}. */
    public static Commit merge(Lake lake, Table table, Dataset<Row> changes, String dayColumn) {
        if (lake.latestVersion(table) < 0) {
            Dataset<Row> all = changes.where(col(RowChanges.GONE).equalTo(false));
            return replace(lake, table, all.drop(RowChanges.GONE), Scope.everything());
        }
        try (Held held = Held.of(changes)) {
            Dataset<Row> source = held.rows();
            // one value a day, however many rows
            Map<LocalDate, Long> rowsByDay =
                    source.groupBy(col(dayColumn).cast("date")).count().collectAsList().stream()
                            .collect(Collectors.toMap(row -> row.getDate(0).toLocalDate(), row -> row.getLong(1)));
            long count = rowsByDay.values().stream().mapToLong(Long::longValue).sum();
            if (count == 0 || lake.dryRun()) {
                return new Commit(lake.latestVersion(table), count, true);
            }
            TableCommit.widen(lake, table);
            lake.confirmHeld();
            DeltaMergeBuilder merge = DeltaTable.forPath(
                            lake.spark(), lake.location(table).toString())
                    .alias("o")
                    .merge(
                            stamped(lake, source).alias("n"),
                            CalendarColumns.onDays(RowChanges.qualified("o", dayColumn), rowsByDay.keySet())
                                    .and(RowChanges.sameKey(table, "n", "o")))
                    .whenMatched(RowChanges.qualified("n", RowChanges.GONE))
                    .delete()
                    .whenMatched()
                    .updateAll()
                    .whenNotMatched(RowChanges.qualified("n", RowChanges.GONE).equalTo(false))
                    .insertAll();
            inShortPages(lake, table, () -> noted(lake, merge::execute));
            return written(lake, table, lake.latestVersion(table), count);
        }
    }

    /** Sets columns of the rows that a condition holds for; where it holds for none, nothing is committed. */
    public static void update(Lake lake, Table table, Column condition, Map<String, Column> values) {
        if (lake.dryRun()) {
            return;
        }
        long before = lake.latestVersion(table);
        lake.confirmHeld();
        noted(lake, () -> {
            DeltaTable.forPath(lake.spark(), lake.location(table).toString()).update(condition, values);
            return null;
        });
        long after = lake.latestVersion(table);
        if (after > before) {
            written(lake, table, after, 0);
        }
    }

    /**
     * Writes files; those that hold whole months in pages of which a reader, who wants some days, leaves out the others by
     * their columns' least and greatest values.
     */
    static <T> T inShortPages(Lake lake, Table table, Supplier<T> write) {
        return table.monthsOf() == null ? write.get() : SessionSettings.during(lake.spark(), SHORT_PAGES, write);
    }

    /** Does what Delta commits by itself, with the run's note. */
    private static <T> T noted(Lake lake, Supplier<T> write) {
        return SessionSettings.during(
                lake.spark(), Map.of(USER_METADATA, lake.run().note().json()), write);
    }

    /** Keys to remove, in the table's columns; what is not needed to find them is null. */
    private static Dataset<Row> removals(Table table, Dataset<Row> gone, String dayColumn) {
        Column[] columns = Stream.of(table.rowSchema().fields())
                .map(field -> table.key().contains(field.name()) || field.name().equals(dayColumn)
                        ? col("`" + field.name() + "`")
                        : lit(null).cast(field.dataType()).as(field.name()))
                .toArray(Column[]::new);
        return gone.select(columns).withColumn(RowChanges.GONE, lit(true));
    }

    private static Dataset<Row> current(Lake lake, Table table) {
        return lake.read(table, lake.latestVersion(table));
    }

    /** Rows of one folder or month together, split where it is large, sorted as the table's files are. */
    private static Dataset<Row> laidOut(Lake lake, Table table, Dataset<Row> rows) {
        Dataset<Row> stamped = stamped(lake, Contracts.conform(table, rows));
        if (table.monthsOf() != null) {
            return stamped.withColumn(MONTH, trunc(col(table.monthsOf()), "MM"))
                    .hint("rebalance", col(MONTH))
                    .drop(MONTH)
                    .sortWithinPartitions(columns(table.sortedBy()));
        }
        return table.partitionedBy().isEmpty()
                ? sorted(table, stamped)
                : sorted(table, stamped.hint("rebalance", (Object[]) columns(table.partitionedBy())));
    }

    /** Rows of each task in the order of the table's files. */
    static Dataset<Row> sorted(Table table, Dataset<Row> rows) {
        List<String> order = Stream.concat(table.partitionedBy().stream(), table.sortedBy().stream())
                .toList();
        return order.isEmpty() ? rows : rows.sortWithinPartitions(columns(order));
    }

    private static Dataset<Row> stamped(Lake lake, Dataset<Row> rows) {
        return rows.withColumn(Table.RUN_ID, lit(lake.run().id()))
                .withColumn(
                        Table.COMPUTED_AT,
                        lit(java.sql.Timestamp.from(lake.run().startedAt())));
    }

    private static Column[] columns(List<String> names) {
        return names.stream().map(name -> col("`" + name + "`")).toArray(Column[]::new);
    }

    static Commit written(Lake lake, Table table, TableCommit.Done done) {
        return written(lake, table, done.version(), done.rows());
    }

    private static Commit written(Lake lake, Table table, long version, long rows) {
        lake.run().versionsWritten().put(table.name(), version);
        lake.run().linesOut(rows);
        return new Commit(version, rows, false);
    }

    private static Commit counted(Lake lake, Table table, Dataset<Row> rows) {
        return new Commit(lake.latestVersion(table), rows.count(), true);
    }
}
