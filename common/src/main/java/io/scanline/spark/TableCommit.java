package io.scanline.spark;

import io.scanline.table.Lake;
import io.scanline.table.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.DeltaOperations;
import org.apache.spark.sql.delta.DeltaOptions;
import org.apache.spark.sql.delta.OptimisticTransaction;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.VersionChecksum;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.delta.actions.Format;
import org.apache.spark.sql.delta.actions.Metadata;
import org.apache.spark.sql.delta.actions.SetTransaction;
import org.apache.spark.sql.delta.commands.WriteIntoDelta;
import org.apache.spark.sql.delta.constraints.Constraint;
import org.apache.spark.sql.delta.constraints.Constraints;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * One commit to one table, with the transaction id of the application that makes it.
 *
 * <p>Made of the parts of Delta's writer, because the writer itself says neither which version it committed nor that it
 * skipped, replays the whole log to look for an earlier transaction, and creates a table in a commit of its own. Two writers
 * with the same application never both commit: the later one fails.
 */
final class TableCommit {
    private static final String ROWS_WRITTEN = "numOutputRows";

    private final Lake lake;
    private final Table table;
    private final String application;
    private final DeltaLog log;
    private final OptimisticTransaction transaction;

    /** @param rows rows that the commit wrote */
    record Done(long version, long rows) {}

    private TableCommit(Lake lake, Table table, String application) {
        this.lake = lake;
        this.table = table;
        this.application = application;
        this.log = DeltaLog.forTable(lake.spark(), lake.location(table).path());
        this.transaction = log.startTransaction();
        // a commit of the same application between now and ours makes ours fail
        transaction.readTxn().addOne(application);
    }

    /**
     * Begins at the newest version of the table, which has all columns ({@link #widen}); of one that does not exist, the commit
     * creates it.
     */
    static TableCommit begin(Lake lake, Table table, String operation) {
        TableCommit commit = at(lake, table, operation);
        return widen(lake, table) ? at(lake, table, operation) : commit;
    }

    private static TableCommit at(Lake lake, Table table, String operation) {
        return new TableCommit(lake, table, "scanline/" + table.name() + "/" + operation);
    }

    /**
     * Gives a table of an older version the columns of this one, in a commit of its own. It goes by the newest version that was
     * seen, so that a table which has them costs nothing.
     *
     * @return whether it lacked any
     */
    static boolean widen(Lake lake, Table table) {
        Snapshot seen =
                DeltaLog.forTable(lake.spark(), lake.location(table).path()).unsafeVolatileSnapshot();
        if (seen.version() < 0 || table.newerThan(seen.schema()).isEmpty()) {
            return false;
        }
        at(lake, table, "widen").addColumns();
        return true;
    }

    /** The version before; -1 where there is no table yet. */
    long before() {
        return transaction.readVersion();
    }

    /** The last transaction of an operation on a table, which is only looked at; -1 for none. */
    static long lastTransaction(Lake lake, Table table, String operation) {
        return at(lake, table, operation).lastTransaction();
    }

    /** The last transaction that the application committed; -1 for none. */
    long lastTransaction() {
        if (isNew()) {
            return -1;
        }
        Snapshot snapshot = transaction.snapshot();
        Option<VersionChecksum> checksum = snapshot.checksumOpt();
        Option<Seq<SetTransaction>> known =
                checksum.isDefined() ? checksum.get().setTransactions() : Option.empty();
        Seq<SetTransaction> seen = known.isDefined() ? known.get() : snapshot.setTransactions();
        return CollectionConverters.asJava(seen).stream()
                .filter(one -> one.appId().equals(application))
                .mapToLong(SetTransaction::version)
                .max()
                .orElse(-1);
    }

    private void addColumns() {
        Metadata metadata = transaction.metadata();
        StructType wider = new StructType(Stream.concat(
                        Stream.of(metadata.schema().fields()),
                        table.newerThan(metadata.schema()).stream().map(Contracts::storable))
                .toArray(StructField[]::new));
        transaction.updateMetadata(withSchemaAnd(wider, metadata.configuration()), false);
        commit(
                scalaSeq(List.of()),
                Math.max(lastTransaction() + 1, lake.run().startedAt().toEpochMilli()),
                new DeltaOperations.UpdateSchema(metadata.schema(), wider));
    }

    private Metadata withSchemaAnd(StructType schema, scala.collection.immutable.Map<String, String> configuration) {
        Metadata metadata = transaction.metadata();
        return metadata.copy(
                metadata.id(),
                metadata.name(),
                metadata.description(),
                metadata.format(),
                schema.json(),
                metadata.partitionColumns(),
                configuration,
                metadata.createdTime());
    }

    /** Adds rows. */
    Done append(Dataset<Row> rows, long number) {
        create();
        return commit(files(rows, List.of()), number, SaveMode.Append, Option.empty());
    }

    /** Replaces what the scope names by rows; a row outside the scope fails the commit. */
    Done replace(Dataset<Row> rows, Scope scope, long number) {
        boolean everything = scope instanceof Scope.Everything;
        Option<String> predicate = everything ? Option.empty() : Option.apply(scope.predicate());
        if (isNew()) {
            create();
            List<Constraint> within = everything ? List.of() : List.of(within(scope));
            return commit(files(rows, within), number, SaveMode.Overwrite, predicate);
        }
        DeltaOptions options = new DeltaOptions(
                scalaMap(everything ? Map.of() : Map.of(DeltaOptions.REPLACE_WHERE_OPTION(), scope.predicate())),
                lake.spark().sessionState().conf());
        WriteIntoDelta overwrite = new WriteIntoDelta(
                log,
                SaveMode.Overwrite,
                options,
                scalaSeq(table.partitionedBy()),
                scalaMap(Map.of()),
                rows,
                Option.empty(),
                Option.empty(),
                false);
        Seq<Action> actions = overwrite.write(transaction, lake.spark(), Option.empty(), false);
        return commit(actions, number, SaveMode.Overwrite, predicate);
    }

    /** The rows of files of the version before, with the table's columns. */
    Dataset<Row> rowsOf(List<TableFile> files) {
        Seq<AddFile> added = scalaSeq(files.stream().map(TableFile::file).toList());
        return log.createDataFrame(transaction.snapshot(), added, false, Option.empty());
    }

    /** Puts the rows of files into other files; to whoever asks what changed, nothing did. */
    Done rearrange(List<TableFile> files, Dataset<Row> rows, long number) {
        List<Action> actions = new ArrayList<>();
        long written = 0;
        for (Action action : CollectionConverters.asJava(files(rows, List.of()))) {
            AddFile added = (AddFile) action;
            written += (Long) added.numLogicalRecords().get();
            actions.add(TableFile.withoutChange(added));
        }
        long due = files.stream().mapToLong(TableFile::rows).sum();
        if (written != due) {
            throw new IllegalStateException(
                    table.name() + ": " + due + " rows were to be written anew, and " + written + " were");
        }
        long now = Instant.now().toEpochMilli();
        files.forEach(file -> actions.add(file.file().removeWithTimestamp(now, false)));
        Seq<Expression> everywhere = scalaSeq(List.of());
        return new Done(commit(scalaSeq(actions), number, new DeltaOperations.Reorg(everywhere, false)), written);
    }

    /** Removes files, all that the scope names, and sets a property of the table. */
    Done remove(List<TableFile> files, Scope scope, String property, String value, long number) {
        Metadata metadata = transaction.metadata();
        Map<String, String> configuration = new TreeMap<>(CollectionConverters.asJava(metadata.configuration()));
        configuration.put(property, value);
        transaction.updateMetadata(withSchemaAnd(metadata.schema(), scalaMap(configuration)), false);
        long now = Instant.now().toEpochMilli();
        List<Action> removals = files.stream()
                .<Action>map(file -> file.file().removeWithTimestamp(now, true))
                .toList();
        return commit(scalaSeq(removals), number, SaveMode.Overwrite, Option.apply(scope.predicate()));
    }

    private boolean isNew() {
        return before() < 0;
    }

    private void create() {
        if (!isNew()) {
            return;
        }
        StructType stored = new StructType(
                Stream.of(table.schema().fields()).map(Contracts::storable).toArray(StructField[]::new));
        transaction.updateMetadataForNewTable(new Metadata(
                UUID.randomUUID().toString(),
                null,
                table.about(),
                new Format("parquet", scalaMap(Map.of())),
                stored.json(),
                scalaSeq(table.partitionedBy()),
                scalaMap(Map.of(
                        "delta.enableChangeDataFeed",
                        Boolean.toString(table.changeFeed()),
                        "delta.enableDeletionVectors",
                        Boolean.toString(table.marksRows()),
                        "delta.dataSkippingStatsColumns",
                        String.join(",", table.skippedBy()))),
                Option.apply(Instant.now().toEpochMilli())));
    }

    @SuppressWarnings("unchecked")
    private Seq<Action> files(Dataset<Row> rows, List<Constraint> constraints) {
        return (Seq<Action>) (Seq<?>) transaction.writeFiles(rows, scalaSeq(constraints));
    }

    private Constraint within(Scope scope) {
        try {
            return new Constraints.Check(
                    "replaceWhere", lake.spark().sessionState().sqlParser().parseExpression(scope.predicate()));
        } catch (ParseException e) {
            throw new IllegalStateException("a scope is made of typed values: " + scope.predicate(), e);
        }
    }

    private Done commit(Seq<Action> actions, long number, SaveMode mode, Option<String> predicate) {
        DeltaOperations.Write operation = new DeltaOperations.Write(
                mode,
                Option.apply(scalaSeq(table.partitionedBy())),
                predicate,
                Option.apply(lake.run().note().json()),
                Option.empty(),
                Option.empty(),
                Option.empty(),
                Option.empty(),
                Option.empty());
        long version = commit(actions, number, operation);
        return new Done(version, rowsWritten(operation));
    }

    private long commit(Seq<Action> actions, long number, DeltaOperations.Operation operation) {
        SetTransaction stamp = new SetTransaction(
                application, number, Option.apply(Instant.now().toEpochMilli()));
        lake.confirmHeld();
        return transaction.commit(
                scalaSeq(Stream.concat(CollectionConverters.asJava(actions).stream(), Stream.of(stamp))
                        .toList()),
                operation);
    }

    private long rowsWritten(DeltaOperations.Operation operation) {
        Option<String> rows = transaction.getOperationMetrics(operation).get().get(ROWS_WRITTEN);
        return rows.isDefined() ? Long.parseLong(rows.get()) : 0;
    }

    private static <T> Seq<T> scalaSeq(List<T> values) {
        return CollectionConverters.asScala(values).toSeq();
    }

    private static scala.collection.immutable.Map<String, String> scalaMap(Map<String, String> values) {
        return scala.collection.immutable.Map.from(CollectionConverters.asScala(values));
    }
}
