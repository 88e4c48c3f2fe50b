package io.scanline.ingest;

import io.scanline.spark.DeltaIo;
import io.scanline.spark.Job;
import io.scanline.spark.Result;
import io.scanline.table.Batches;
import io.scanline.table.IngestFiles;
import io.scanline.table.Lake;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Loads reference tables, one after the other, and enters their files in the ledger, all in one commit. */
public final class ReferenceIngestJob implements Job<Result> {
    private final Object options;
    private final Function<Configuration, List<ReferenceOptions>> tables;

    private ReferenceIngestJob(Object options, Function<Configuration, List<ReferenceOptions>> tables) {
        this.options = options;
        this.tables = tables;
    }

    public static ReferenceIngestJob of(ReferenceOptions table) {
        return new ReferenceIngestJob(table, hadoop -> List.of(table));
    }

    /**
     * Every reference table that the folder has a file or folder of, by its name: {@code stores.csv}, {@code prices.jsonl.gz}.
     *
     * @param maxRejected share of a table's rows, 0..1, above which the load ends
     */
    public static ReferenceIngestJob ofFolder(String folder, double maxRejected) {
        return new ReferenceIngestJob(
                folder + "/" + maxRejected, hadoop -> ReferenceFolder.tables(folder, maxRejected, hadoop));
    }

    @Override
    public String name() {
        return "ingest";
    }

    @Override
    public Object options() {
        return options;
    }

    @Override
    public Result run(SparkSession spark, Lake lake) {
        Batches.checkNoneUnfinished(lake, "load the reference table");
        List<ReferenceOptions> wanted = tables.apply(spark.sparkContext().hadoopConfiguration());
        long batch =
                Batches.next(lake, wanted.stream().map(ReferenceOptions::table).toList());
        List<ReferenceIngestResult> results = new ArrayList<>();
        List<Row> files = new ArrayList<>();
        try {
            for (ReferenceOptions table : wanted) {
                ReferenceLoad.Loaded loaded = new ReferenceLoad(table, batch).run(spark, lake);
                results.add(loaded.result());
                files.addAll(loaded.files());
                // only what the ledger has uses up a number: the next batch takes the one after the ledger's last
                batch += loaded.files().isEmpty() ? 0 : 1;
            }
        } finally {
            // a table that is refused leaves those before it loaded
            record(lake, files, batch - 1);
        }
        return results.size() == 1 ? results.get(0) : new ReferenceIngestResults(results);
    }

    private static void record(Lake lake, List<Row> files, long lastBatch) {
        if (!files.isEmpty()) {
            DeltaIo.append(
                    lake,
                    IngestFiles.TABLE,
                    lake.spark()
                            .createDataFrame(files, IngestFiles.TABLE.rowSchema())
                            .coalesce(1),
                    lastBatch);
        }
    }
}
