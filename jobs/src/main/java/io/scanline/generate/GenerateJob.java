package io.scanline.generate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.sum;

import io.scanline.config.ScanlineException;
import io.scanline.spark.Job;
import io.scanline.table.Lake;
import io.scanline.table.Types;
import java.io.IOException;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Writes a made-up chain under OUT: {@code sales/}, {@code reference/} and, for scoring only, {@code truth/}. Blocks of stores
 * are made side by side on the executors; the bytes depend on the options alone, not on how many executors there are.
 */
public final class GenerateJob implements Job<GenerateResult> {
    private static final String[] COUNTS = {
        "lines", "files", "spoiled", "late_lines", "undelivered_lines", "item_days", "stock_out_days"
    };

    private final GenerateOptions options;

    public GenerateJob(GenerateOptions options) {
        this.options = options;
    }

    @Override
    public String name() {
        return "generate";
    }

    @Override
    public Object options() {
        return options;
    }

    @Override
    public boolean writesTables() {
        return false;
    }

    @Override
    public GenerateResult run(SparkSession spark, Lake lake) {
        Configuration hadoop = spark.sparkContext().hadoopConfiguration();
        refuseFullFolder(new Layout(options, hadoop));
        if (lake.dryRun()) {
            long lines = (long) options.stores() * options.days() * options.linesPerStoreDay();
            return result(lines, 0, 0, 0, 0, 0, 0, true);
        }
        SerializableConfiguration settings = new SerializableConfiguration(hadoop);
        lake.run()
                .step("Making up %d days of %d stores in %d blocks"
                        .formatted(options.days(), options.stores(), options.blocks()));
        Row total = blocks(spark, options.blocks())
                .map(new BuildBlocks(options, settings), Encoders.row(counts()))
                .agg(
                        total(COUNTS[0]),
                        Stream.of(COUNTS).skip(1).map(GenerateJob::total).toArray(Column[]::new))
                .first();
        lake.run().step("Writing the reference tables and the truth");
        blocks(spark, 1).foreachPartition(new ChainFiles(options, settings));
        lake.run().linesOut(total.getLong(0));
        int events = new Chain(options).events.all().size();
        double stockOuts = total.getLong(5) == 0 ? 0 : (double) total.getLong(6) / total.getLong(5);
        return result(
                total.getLong(0),
                total.getLong(1),
                total.getLong(2),
                total.getLong(3),
                total.getLong(4),
                events,
                stockOuts,
                false);
    }

    private GenerateResult result(
            long lines,
            long files,
            long spoiled,
            long late,
            long undelivered,
            int events,
            double stockOuts,
            boolean dryRun) {
        return new GenerateResult(
                options.out(),
                options.stores(),
                options.items(),
                options.days(),
                lines,
                files,
                spoiled,
                late,
                undelivered,
                events,
                stockOuts,
                dryRun);
    }

    private static Dataset<Long> blocks(SparkSession spark, int count) {
        return spark.range(0, count, 1, count).as(Encoders.LONG());
    }

    private static StructType counts() {
        StructType schema = new StructType();
        for (String count : COUNTS) {
            schema = schema.add(count, Types.LONG, false);
        }
        return schema;
    }

    private static Column total(String count) {
        return sum(col(count)).as(count);
    }

    /** Files of another chain in the same folder would be taken for this one's. */
    private void refuseFullFolder(Layout layout) {
        try {
            if (layout.files(layout.out()).exists(layout.sales().path())) {
                throw ScanlineException.usage(
                        layout.sales() + " exists already.", "Give --out a new folder, or remove this one first.");
            }
        } catch (IOException e) {
            throw ScanlineException.storage(
                    "Cannot look into " + layout.out() + ": " + e.getMessage(),
                    "Check the address and your rights.",
                    e);
        }
    }
}
