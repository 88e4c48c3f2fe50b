package io.scanline.maintain;

import io.scanline.config.CustomerKey;
import io.scanline.config.ScanlineException;
import io.scanline.spark.Job;
import io.scanline.spark.TableFile;
import io.scanline.spark.TableUpkeep;
import io.scanline.storage.Location;
import io.scanline.table.Batches;
import io.scanline.table.Lake;
import io.scanline.table.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/**
 * Erases a customer: the rows that hold it are written anew without it, older versions of these tables are removed from storage,
 * and every file that is left is read to prove it. Rows, sums and line hashes stay, and no job is told of a change. What broke off
 * is finished by running it once more.
 */
public final class ErasureJob implements Job<ErasureResult> {
    private final CustomerTraces traces;

    private ErasureJob(CustomerTraces traces) {
        this.traces = traces;
    }

    /** @param environment where the customers' key is looked for, as {@code SCANLINE_CUSTOMER_KEY} */
    public static ErasureJob of(String customer, Map<String, String> environment) {
        String id = customer.strip();
        if (id.isEmpty()) {
            throw ScanlineException.usage(
                    "There is no customer to erase: the id is empty.",
                    "Give it as the till log has it, or - and pipe it in.");
        }
        CustomerKey key = CustomerKey.in(environment)
                .orElseThrow(() -> ScanlineException.usage(
                        CustomerKey.VARIABLE
                                + " is not set, and customers stand in the lake under a hash made with it.",
                        "Set it to the key that ingest ran with."));
        return new ErasureJob(new CustomerTraces(key.hasher().hash(id), id));
    }

    @Override
    public String name() {
        return MaintainJob.NAME;
    }

    /** Without the id: a hash of the options stands in the run ledger. */
    @Override
    public Object options() {
        return "erase-customer";
    }

    @Override
    public ErasureResult run(SparkSession spark, Lake lake) {
        List<Table> tables = MaintainJob.tables(lake);
        Batches.checkNoneUnfinished(lake, "maintain --erase-customer");
        Staging.Removed staging = new Staging(lake).clear(true);
        CustomerScan scan = new CustomerScan(lake, traces);
        CustomerScan.Seen before = scan.run();
        Map<String, CustomerScan.Found> holding = new HashMap<>();
        before.withCustomer().forEach(found -> holding.put(found.place(), found));
        List<ErasedTable> erased = tables.stream()
                .map(table -> erase(lake, table, holding))
                .filter(ErasedTable::held)
                .toList();
        boolean changed = !holding.isEmpty() && !lake.dryRun();
        CustomerScan.Seen after = changed ? scan.run() : before;
        return new ErasureResult(
                before.hashes(),
                before.ids(),
                erased,
                staging.folders(),
                after.files(),
                after.bytes(),
                after.hashes(),
                after.ids(),
                after.sameWords(),
                after.withCustomer().stream()
                        .map(CustomerScan.Found::place)
                        .limit(ErasureResult.SHOWN)
                        .toList(),
                lake.dryRun());
    }

    private ErasedTable erase(Lake lake, Table table, Map<String, CustomerScan.Found> holding) {
        Location folder = lake.location(table);
        List<List<TableFile>> files = new ArrayList<>();
        long values = 0;
        for (TableFile file : TableFile.of(lake, table)) {
            CustomerScan.Found found = holding.get(folder.child(file.path()).toString());
            if (found != null) {
                files.add(List.of(file));
                values += found.hashes() + found.ids();
            }
        }
        boolean held = holding.keySet().stream().anyMatch(place -> place.startsWith(folder + "/"));
        if (!files.isEmpty()) {
            lake.run().step(String.format(Locale.ROOT, "Writing %,d files of %s anew", files.size(), table.name()));
            TableUpkeep.rewrite(lake, table, files, CustomerPlaces.without(table, traces));
        }
        Vacuum.Removed removed =
                held ? new Vacuum(lake, Duration.ZERO).run(table, TableFile.of(lake, table)) : new Vacuum.Removed(0, 0);
        return new ErasedTable(table.name(), held, values, files.size(), removed.files());
    }

    /**
     * What was done to one table.
     *
     * @param held whether a file of any of its versions held the customer
     * @param values values of the newest version that held it
     * @param filesRewritten files of the newest version, written anew
     * @param filesRemoved files of older versions, deleted from storage
     */
    public record ErasedTable(String table, boolean held, long values, long filesRewritten, long filesRemoved) {}
}
