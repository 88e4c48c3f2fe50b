package io.scanline.generate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Makes one block of stores: plays all its days and writes its files, on an executor. A block that is played again writes the
 * same bytes to the same names.
 */
final class BuildBlocks implements MapFunction<Long, Row> {
    private final GenerateOptions options;
    private final SerializableConfiguration hadoop;

    BuildBlocks(GenerateOptions options, SerializableConfiguration hadoop) {
        this.options = options;
        this.hadoop = hadoop;
    }

    @Override
    public Row call(Long block) {
        try {
            BlockFiles.Counts counts = build(block.intValue());
            return RowFactory.create(
                    counts.lines,
                    counts.files,
                    counts.spoiled,
                    counts.lateLines,
                    counts.undeliveredLines,
                    counts.itemDays,
                    counts.stockOutDays);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write block " + block + " under " + options.out(), e);
        }
    }

    private BlockFiles.Counts build(int block) throws IOException {
        Chain chain = new Chain(options);
        try (BlockFiles files = new BlockFiles(chain, new Layout(options, hadoop.value()), block)) {
            List<StoreSimulation> simulations = new ArrayList<>();
            List<StorePlan> stores = stores(chain, block);
            stores.forEach(store -> simulations.add(new StoreSimulation(chain, store, files)));
            for (int day = 0; day < options.days(); day++) {
                files.startDay(day);
                for (int s = 0; s < stores.size(); s++) {
                    files.startStore(stores.get(s));
                    simulations.get(s).play(day);
                }
                files.endDay();
            }
            for (int s = 0; s < stores.size(); s++) {
                files.startStore(stores.get(s));
                simulations.get(s).close();
                files.supply(simulations.get(s));
            }
            return files.counts;
        }
    }

    /** Every n-th store, so that the stores which open late are spread over the blocks. */
    private List<StorePlan> stores(Chain chain, int block) {
        List<StorePlan> stores = new ArrayList<>();
        for (int s = block; s < chain.stores.length; s += options.blocks()) {
            stores.add(chain.stores[s]);
        }
        return stores;
    }
}
