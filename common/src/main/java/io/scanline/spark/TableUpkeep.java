package io.scanline.spark;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;

import io.scanline.table.Lake;
import io.scanline.table.Table;
import io.scanline.table.Types;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/** Commits that look after a table's files and compute nothing; one commit each, with a transaction id like every other. */
public final class TableUpkeep {
    private static final String NAME = "file_name";
    private static final String GROUP = "group";

    private TableUpkeep() {}

    /**
     * Writes each group of files anew as one file, its rows sorted as the table's are. Jobs that ask what changed since a
     * version are told of nothing. As many rows must come out as went in, else nothing is committed.
     *
     * @param groups files of one partition each, so few that one task can sort them
     * @param change what becomes of the rows, which keep their number, their partition and who wrote them
     */
    public static DeltaIo.Commit rewrite(Lake lake, Table table, List<List<TableFile>> groups, Transform change) {
        if (groups.isEmpty() || lake.dryRun()) {
            return new DeltaIo.Commit(lake.latestVersion(table), 0, true);
        }
        TableCommit commit = TableCommit.begin(lake, table, "rewrite");
        List<TableFile> files = groups.stream().flatMap(List::stream).toList();
        Dataset<Row> rows = commit.rowsOf(files)
                .join(
                        broadcast(places(lake, groups)),
                        col("_metadata.file_name").equalTo(col(NAME)),
                        "inner")
                .repartitionById(groups.size(), col(GROUP))
                .drop(NAME, GROUP)
                .transform(change)
                .transform((Transform) moved -> DeltaIo.sorted(table, moved));
        return DeltaIo.written(
                lake,
                table,
                DeltaIo.inShortPages(
                        lake, table, () -> commit.rearrange(files, rows, DeltaIo.nextTransaction(lake, commit))));
    }

    private static Dataset<Row> places(Lake lake, List<List<TableFile>> groups) {
        List<Row> places = new ArrayList<>();
        for (int group = 0; group < groups.size(); group++) {
            for (TableFile file : groups.get(group)) {
                places.add(RowFactory.create(file.name(), group));
            }
        }
        return lake.spark()
                .createDataFrame(
                        places, new StructType().add(NAME, Types.STRING, false).add(GROUP, Types.INT, false));
    }

    /**
     * Removes files, whole partitions of the days from {@code first} until the day before {@code kept}, and notes {@code kept} in
     * the table, where {@link Lake#keptSince} finds it.
     */
    public static DeltaIo.Commit letGo(Lake lake, Table table, List<TableFile> files, LocalDate first, LocalDate kept) {
        if (lake.dryRun()) {
            return new DeltaIo.Commit(lake.latestVersion(table), 0, true);
        }
        TableCommit commit = TableCommit.begin(lake, table, "let-go");
        Scope days = Scope.dateRange(table.dayColumn().orElseThrow(), first, kept);
        long number = DeltaIo.nextTransaction(lake, commit);
        return DeltaIo.written(lake, table, commit.remove(files, days, Lake.KEPT_SINCE, kept.toString(), number));
    }
}
