package io.scanline.maintain;

import io.scanline.config.ScanlineException;
import io.scanline.spark.Job;
import io.scanline.spark.Result;
import io.scanline.table.Batches;
import io.scanline.table.Lake;
import io.scanline.table.Table;
import io.scanline.table.Tables;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/**
 * Lets old days go, puts small files together, and removes what no kept version needs, table by table. Rows that stay are as they
 * were, and no job computes anything again for it; run once more, it changes nothing.
 */
public final class MaintainJob implements Job<Result> {
    static final String NAME = "maintain";

    private final MaintainOptions options;

    public MaintainJob(MaintainOptions options) {
        this.options = options;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Object options() {
        return options;
    }

    @Override
    public MaintainResult run(SparkSession spark, Lake lake) {
        List<Table> tables = tables(lake);
        Batches.checkNoneUnfinished(lake, "maintain");
        Retention retention = new Retention(lake);
        tables.stream()
                .filter(table -> options.keep().containsKey(table.name()))
                .forEach(table -> retention.check(table, options.keep().get(table.name())));
        Map<Table, Retention.LetGo> letGo = new HashMap<>();
        tables.forEach(table -> letGo.put(
                table, retention.run(table, Optional.ofNullable(options.keep().get(table.name())))));
        List<TableCare> cared = new ArrayList<>();
        tables.forEach(table -> cared.add(cared(lake, table, letGo.get(table))));
        Staging.Removed staging = new Staging(lake).clear(false);
        return new MaintainResult(List.copyOf(cared), staging.folders(), staging.bytes(), lake.dryRun());
    }

    /** The tables that the lake has. */
    static List<Table> tables(Lake lake) {
        List<Table> tables = Tables.all().stream()
                .filter(table -> lake.latestVersion(table) >= 0)
                .toList();
        if (tables.isEmpty()) {
            throw ScanlineException.usage(
                    "The lake " + lake.root() + " has no tables.", "Give --lake the lake that scanline ingest wrote.");
        }
        return tables;
    }

    private TableCare cared(Lake lake, Table table, Retention.LetGo letGo) {
        Compaction.Done compacted = new Compaction(lake, options.targetFileBytes()).run(table);
        Vacuum.Removed removed = new Vacuum(lake, options.keepVersions()).run(table, compacted.files());
        return new TableCare(
                table.name(),
                compacted.before().files(),
                compacted.after().files(),
                compacted.before().bytes(),
                compacted.after().bytes(),
                compacted.before().small(),
                compacted.after().small(),
                compacted.partitions(),
                letGo.days(),
                letGo.rows(),
                letGo.firstKept(),
                removed.files(),
                removed.bytes());
    }
}
