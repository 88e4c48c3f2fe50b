package io.scanline.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.xxhash64;

import io.scanline.spark.Held;
import io.scanline.storage.Location;
import io.scanline.table.Batches;
import io.scanline.table.Lake;
import io.scanline.table.SalesLines;
import io.scanline.table.Types;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Finds the accepted lines of a batch whose key the batch or the lake has already, and settles each: duplicate, correction or
 * collision. Only the business days that the batch touches are looked at, and of them first only the keys' hashes; lines whose
 * key is their own are never shuffled whole.
 */
final class Duplicates {
    /** Key of a line; {@link KeySettlement} walks through lines in its order. */
    static final List<String> KEY = SalesLines.TABLE.key();

    private static final String KEY_HASH = "key_hash";
    private static final String LINES_OF_KEY = "lines_of_key";

    private final Lake lake;
    private final BatchPlan plan;
    private final Location place;

    Duplicates(Lake lake, BatchPlan plan) {
        this.lake = lake;
        this.plan = plan;
        this.place = Batches.staging(lake.root(), plan.batch()).child("settled");
    }

    /**
     * The settled lines, kept with what else is staged of the batch; every other accepted line is new.
     *
     * @param days the business days of the accepted lines
     * @return rows of {@link KeySettlement#SCHEMA}
     */
    Dataset<Row> settle(Dataset<Row> staged, Set<LocalDate> days) {
        Dataset<Row> accepted = staged.where(col(StagedLines.VERDICT).equalTo(StagedLines.ACCEPTED))
                .withColumn(KEY_HASH, keyHash());
        Dataset<Row> loaded = new StandingLines(lake, plan).on(days).withColumn(KEY_HASH, keyHash());
        try (Held shared = Held.of(sharedKeys(accepted, loaded))) {
            if (!shared.rows().isEmpty()) {
                settle(accepted, loaded, shared.rows());
            }
        }
        return settled();
    }

    private void settle(Dataset<Row> accepted, Dataset<Row> loaded, Dataset<Row> shared) {
        CorrectionRule corrections = plan.corrections(); // the job itself does not travel to executors
        Dataset<Row> suspects = accepted.join(shared, new String[] {KEY_HASH}, "left_semi")
                .select(suspectColumns(
                        col(StagedLines.FILE),
                        col(StagedLines.LINE),
                        lit(false),
                        lit(null).cast(Types.STRING)))
                .unionAll(loaded.join(shared, new String[] {KEY_HASH}, "left_semi")
                        .select(suspectColumns(lit(-1), lit(-1L), lit(true), col(SalesLines.SOURCE_FILE))));
        Column[] key = columns(KEY);
        Column[] order = Stream.concat(
                        Stream.of(key),
                        Stream.of(col(KeySettlement.LOADED).desc(), col(StagedLines.FILE), col(StagedLines.LINE)))
                .toArray(Column[]::new);
        suspects.repartition(key)
                .sortWithinPartitions(order)
                .mapPartitions(
                        (MapPartitionsFunction<Row, Row>) lines -> new KeySettlement(lines, corrections),
                        Encoders.row(KeySettlement.SCHEMA))
                .write()
                .mode("overwrite")
                .parquet(place.toString());
    }

    /** What {@link #settle} stored: nothing where every key was its own. */
    Dataset<Row> settled() {
        SparkSession spark = lake.spark();
        return Batches.isStaged(lake, place)
                ? spark.read().schema(KeySettlement.SCHEMA).parquet(place.toString())
                : spark.createDataFrame(List.of(), KeySettlement.SCHEMA);
    }

    /** Hashes of the keys that stand in the batch twice, or in the batch and in the lake. */
    private static Dataset<Row> sharedKeys(Dataset<Row> accepted, Dataset<Row> loaded) {
        Dataset<Row> inBatch = accepted.groupBy(KEY_HASH)
                .agg(count(lit(1)).as(LINES_OF_KEY))
                .where(col(LINES_OF_KEY).gt(1))
                .select(KEY_HASH);
        if (loaded.isEmpty()) {
            // the usual case, a new day: its keys are not sent round to be compared with nothing
            return inBatch;
        }
        Dataset<Row> inLake =
                accepted.select(KEY_HASH).join(loaded.select(KEY_HASH), new String[] {KEY_HASH}, "left_semi");
        return inBatch.unionAll(inLake).distinct();
    }

    private static Column keyHash() {
        return xxhash64(columns(KEY));
    }

    private static Column[] suspectColumns(Column file, Column line, Column loaded, Column sourceFile) {
        List<Column> columns = Stream.of(columns(KEY)).collect(java.util.stream.Collectors.toList());
        columns.add(file.as(StagedLines.FILE));
        columns.add(line.as(StagedLines.LINE));
        columns.add(loaded.as(KeySettlement.LOADED));
        columns.add(sourceFile.as(SalesLines.SOURCE_FILE));
        columns.add(col(SalesLines.LINE_HASH));
        columns.add(unix_micros(col(SalesLines.MESSAGE_TS)).as(SalesLines.MESSAGE_TS));
        columns.add(col(SalesLines.NET_AMOUNT));
        columns.add(to_json(struct(columns(StagedLines.SALES))).as(KeySettlement.CONTENT));
        return columns.toArray(Column[]::new);
    }

    private static Column[] columns(List<String> names) {
        return names.stream().map(name -> col(name)).toArray(Column[]::new);
    }
}
