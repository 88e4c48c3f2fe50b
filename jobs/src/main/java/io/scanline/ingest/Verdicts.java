package io.scanline.ingest;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.scanline.table.SalesLines;
import java.math.BigDecimal;
import java.sql.Date;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/** The batch with every line's last verdict: the rules' own, or what {@link Duplicates} settled. */
final class Verdicts {
    private static final String SETTLED = "settled_verdict";
    private static final String[] PLACE = {StagedLines.FILE, StagedLines.LINE};

    private final Dataset<Row> lines;
    private final Settled settled;

    /** What was settled of the batch; the few settled lines answer this cheaper than the batch does. */
    private record Settled(boolean any, boolean corrects, boolean replacesLoaded) {
        static Settled of(Dataset<Row> settled) {
            Row any = settled.agg(
                            count(lit(1)).gt(0),
                            count_if(col(StagedLines.VERDICT).equalTo(KeySettlement.CORRECTED))
                                    .gt(0),
                            count_if(col(KeySettlement.REPLACES_LOADED)).gt(0))
                    .head();
            return new Settled(any.getBoolean(0), any.getBoolean(1), any.getBoolean(2));
        }
    }

    private Verdicts(Dataset<Row> lines, Settled settled) {
        this.lines = lines;
        this.settled = settled;
    }

    /** @param settled rows of {@link KeySettlement#SCHEMA}; lines that are not among them keep their verdict */
    static Verdicts of(Dataset<Row> staged, Dataset<Row> settled) {
        Dataset<Row> verdicts = settled.withColumnRenamed(StagedLines.VERDICT, SETTLED);
        Settled found = Settled.of(settled);
        // where every key is its own, no line is shuffled to learn that
        Dataset<Row> lines = found.any()
                ? staged.join(verdicts, PLACE, "left")
                : staged.withColumn(SETTLED, lit(null).cast("string"))
                        .withColumn(KeySettlement.SUPERSEDED, lit(null).cast("boolean"));
        return new Verdicts(lines.withColumn(StagedLines.VERDICT, last()), found);
    }

    private static Column last() {
        return when(col(SETTLED).isNull().or(col(SETTLED).equalTo(KeySettlement.NEW)), col(StagedLines.VERDICT))
                .when(col(SETTLED).equalTo(KeySettlement.COLLISION), lit(StagedLines.QUARANTINED))
                .otherwise(col(SETTLED));
    }

    boolean anySettled() {
        return settled.any();
    }

    /** Whether a line takes the place of another one. */
    boolean anyCorrected() {
        return settled.corrects();
    }

    /** The lines that become rows of sales_lines. */
    Dataset<Row> published() {
        return lines.where(isPublished());
    }

    private static Column isPublished() {
        return col(StagedLines.VERDICT)
                .isin(StagedLines.ACCEPTED, KeySettlement.CORRECTED)
                .and(coalesce(col(KeySettlement.SUPERSEDED), lit(false)).equalTo(false));
    }

    /** The lines of the files, without what their readers tallied. */
    Dataset<Row> judged() {
        return lines.where(col(StagedLines.VERDICT).notEqual(StagedLines.TALLY));
    }

    Dataset<Row> quarantined() {
        return lines.where(col(StagedLines.VERDICT).equalTo(StagedLines.QUARANTINED));
    }

    Dataset<Row> corrected() {
        return lines.where(col(StagedLines.VERDICT).equalTo(KeySettlement.CORRECTED));
    }

    /** All that is counted of a batch, by file number, in one pass; one row a file, verdict and set of reasons comes to the driver. */
    Map<Integer, FileCounts> byFile() {
        Column superseded = coalesce(col(KeySettlement.SUPERSEDED), lit(false));
        Column brokeNoRule = col(StagedLines.VERDICT)
                .equalTo(StagedLines.ACCEPTED)
                .or(col(SETTLED).isNotNull());
        Map<Integer, FileCounts> files = new HashMap<>();
        for (Row row : lines.groupBy(
                        col(StagedLines.FILE),
                        col(StagedLines.VERDICT),
                        reasonsOf().as(StagedLines.REASONS))
                .agg(
                        sum(StagedLines.LINES).as("lines"),
                        sum(StagedLines.PARSED_NET).as("net"),
                        count_if(isPublished()).as("published"),
                        count_if(superseded).as("superseded"),
                        count_if(brokeNoRule.and(col(StagedLines.WRONG_CHECK_DIGIT)))
                                .as("wrong_digits"),
                        count_if(col(StagedLines.CUSTOMER_DROPPED)).as("customers_dropped"),
                        min(SalesLines.BUSINESS_DATE).as("first"),
                        max(SalesLines.BUSINESS_DATE).as("last"))
                .collectAsList()) {
            add(files.computeIfAbsent(row.getAs(StagedLines.FILE), id -> new FileCounts()), row);
        }
        return files;
    }

    private static Column reasonsOf() {
        return when(col(SETTLED).equalTo(KeySettlement.COLLISION), array(lit(Reasons.KEY_COLLISION)))
                .when(col(StagedLines.VERDICT).equalTo(StagedLines.QUARANTINED), col(StagedLines.REASONS));
    }

    private static void add(FileCounts file, Row row) {
        String verdict = row.getAs(StagedLines.VERDICT);
        long lines = row.getAs("lines");
        BigDecimal net = row.getAs("net");
        if (verdict.equals(StagedLines.TALLY)) {
            file.tally(lines, net == null ? BigDecimal.ZERO : net);
            return;
        }
        file.add(verdict, lines, net);
        file.publish(row.getAs("published"));
        file.supersede(row.getAs("superseded"));
        file.warn(row.getAs("wrong_digits"), row.getAs("customers_dropped"));
        if (!row.isNullAt(row.fieldIndex(StagedLines.REASONS))) {
            row.<String>getList(row.fieldIndex(StagedLines.REASONS)).forEach(reason -> file.refuse(reason, lines));
        }
        if (verdict.equals(StagedLines.ACCEPTED) || verdict.equals(KeySettlement.CORRECTED)) {
            file.days(
                    row.<Date>getAs("first").toLocalDate(),
                    row.<Date>getAs("last").toLocalDate());
        }
    }

    /** Lines that take the place of one in the lake. */
    Dataset<Row> replacing() {
        return settled.replacesLoaded() ? published().where(col(KeySettlement.REPLACES_LOADED)) : lines.limit(0);
    }

    static Set<LocalDate> daysOf(Dataset<Row> lines) {
        return new TreeSet<>(lines.select(SalesLines.BUSINESS_DATE)
                .distinct()
                .as(Encoders.LOCALDATE())
                .collectAsList());
    }
}
