package io.scanline.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.when;

import io.scanline.table.SalesLines;
import java.time.LocalDate;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What the next steps ask of a batch's lines as the rules judged them, found in one pass.
 *
 * @param unnumbered accepted lines without a line number
 * @param days business days of accepted lines: a few thousand at most
 */
record StagedSummary(long accepted, long quarantined, long unnumbered, Set<LocalDate> days) {
    /** @param staged rows of {@link StagedRow#SCHEMA} */
    static StagedSummary of(Dataset<Row> staged) {
        Column accepted = col(StagedLines.VERDICT).equalTo(StagedLines.ACCEPTED);
        Row sums = staged.agg(
                        count_if(accepted).as("accepted"),
                        count_if(col(StagedLines.VERDICT).equalTo(StagedLines.QUARANTINED))
                                .as("quarantined"),
                        count_if(accepted.and(col(SalesLines.LINE_NUMBER).isNull()))
                                .as("unnumbered"),
                        collect_set(when(accepted, col(SalesLines.BUSINESS_DATE)))
                                .as("days"))
                .head();
        Set<LocalDate> days = new TreeSet<>();
        sums.<Integer>getList(3).forEach(day -> days.add(LocalDate.ofEpochDay(day)));
        return new StagedSummary(sums.getLong(0), sums.getLong(1), sums.getLong(2), days);
    }

    /** Lines that the rules were put to. */
    long judged() {
        return accepted + quarantined;
    }
}
