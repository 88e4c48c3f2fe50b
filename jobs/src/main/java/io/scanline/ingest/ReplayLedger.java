package io.scanline.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;

import io.scanline.table.IngestFiles;
import io.scanline.table.Lake;
import io.scanline.table.Table;
import io.scanline.table.Types;
import java.sql.Date;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * The ledger after a replay: the lines that left the quarantine move to their new counts in a row of the replaying batch, which
 * stands for the file from then on; the row before it reads REPLACED.
 */
final class ReplayLedger {
    private static final String ACCEPTED = "accepted";
    private static final String DUPLICATE = "duplicate";
    private static final String CORRECTED = "corrected";
    private static final String FIRST = "first";
    private static final String LAST = "last";

    private static final StructType MOVES = new StructType()
            .add(IngestFiles.URI, Types.STRING)
            .add(ACCEPTED, Types.LONG)
            .add(DUPLICATE, Types.LONG)
            .add(CORRECTED, Types.LONG)
            .add(FIRST, Types.DATE)
            .add(LAST, Types.DATE);

    private ReplayLedger() {}

    /** The new rows and those that they replace, from the ledger that the plan was made with. */
    static Dataset<Row> rows(Lake lake, BatchPlan plan, Map<Integer, FileCounts> counts) {
        List<Row> moves = plan.files().stream()
                .map(file -> move(file.uri(), counts.get(file.id())))
                .toList();
        Dataset<Row> standing = lake.read(IngestFiles.TABLE)
                .where(col(IngestFiles.DATASET)
                        .equalTo(IngestFiles.SALES)
                        .and(col(IngestFiles.STATE).equalTo(IngestFiles.LOADED)))
                .drop(Table.RUN_ID, Table.COMPUTED_AT)
                .join(lake.spark().createDataFrame(moves, MOVES), new String[] {IngestFiles.URI}, "inner");
        Dataset<Row> moved = standing.withColumn(IngestFiles.BATCH, lit(plan.batch()))
                .withColumn(
                        IngestFiles.LINES_QUARANTINED,
                        col(IngestFiles.LINES_QUARANTINED)
                                .minus(col(ACCEPTED).plus(col(DUPLICATE)).plus(col(CORRECTED))))
                .withColumn(
                        IngestFiles.LINES_ACCEPTED,
                        col(IngestFiles.LINES_ACCEPTED).plus(col(ACCEPTED)))
                .withColumn(
                        IngestFiles.LINES_DUPLICATE,
                        col(IngestFiles.LINES_DUPLICATE).plus(col(DUPLICATE)))
                .withColumn(
                        IngestFiles.LINES_CORRECTED,
                        col(IngestFiles.LINES_CORRECTED).plus(col(CORRECTED)))
                .withColumn(IngestFiles.FIRST_BUSINESS_DATE, least(col(IngestFiles.FIRST_BUSINESS_DATE), col(FIRST)))
                .withColumn(IngestFiles.LAST_BUSINESS_DATE, greatest(col(IngestFiles.LAST_BUSINESS_DATE), col(LAST)));
        return moved.unionByName(standing.withColumn(IngestFiles.STATE, lit(IngestFiles.REPLACED)))
                .drop(ACCEPTED, DUPLICATE, CORRECTED, FIRST, LAST);
    }

    private static Row move(String uri, FileCounts counts) {
        return RowFactory.create(
                uri,
                counts.of(StagedLines.ACCEPTED),
                counts.of(FileCounts.DUPLICATE),
                counts.of(FileCounts.CORRECTED),
                counts.firstDay() == null ? null : Date.valueOf(counts.firstDay()),
                counts.lastDay() == null ? null : Date.valueOf(counts.lastDay()));
    }
}
